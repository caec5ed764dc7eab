/** What one turn took, in milliseconds. */
type Turn = () => number | Promise<number>;

/**
 * Has every contestant take its turn, round after round, so that what else the machine does at a moment meets all of them alike;
 * answers the median of each. The first rounds are for warming up and do not count.
 */
export async function medians<Name extends string>(
  contestants: Readonly<Record<Name, Turn>>,
  { rounds, warmUp }: { readonly rounds: number; readonly warmUp: number },
): Promise<Record<Name, number>> {
  const turns = Object.entries<Turn>(contestants).map(
    ([name, turn]) => [name, turn, [] as number[]] as const,
  );
  for (let round = -warmUp; round < rounds; round += 1) {
    for (const [, turn, taken] of turns) {
      const milliseconds = await turn();
      if (round >= 0) taken.push(milliseconds);
    }
  }
  const found = turns.map(([name, , taken]) => [name, median(taken)]);
  return Object.fromEntries(found) as Record<Name, number>;
}

export function median(of: readonly number[]): number {
  const sorted = of.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** How long something takes on the clock. */
export async function elapsed(of: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await of();
  return performance.now() - start;
}

/** How long something computes: the processor's time, of which others on the machine take nothing. */
export async function computed(of: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  await of();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
