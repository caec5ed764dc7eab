/** Choices that all follow from one number. */
export interface Chance {
  /** One of 0 to n - 1; 0 where there is nothing to choose. */
  below(n: number): number;
  /** True once in n times. */
  oneIn(n: number): boolean;
}

export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  // Mulberry32, by Tommy Ettinger (2017, public domain): plenty for choices that nobody plays against.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number): number => Math.floor(next() * Math.max(n, 1));
  return { below, oneIn: (n) => below(n) === 0 };
}
