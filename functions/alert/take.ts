import { instant } from '../../shared/domain/observation.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import type { Logger } from '../../shared/platform/logger.ts';
import type { Key } from '../../shared/store/keys.ts';
import { release } from '../../shared/store/outbox.ts';
import type { Table } from '../../shared/store/table.ts';
import { type Claim, type Outgoing, type Taken, takeItem } from './read.ts';

export interface TakeDependencies {
  readonly table: Table;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Longer than a batch of hundreds of pairs takes to be published at its pace; less than half of the function's time-out, so that
 * a retry can sit it out and then has as long itself.
 */
const LEASE_MS = 240_000;

/** What was taken of a batch, and what of it is not there at all. */
export interface Took<T> {
  readonly taken: readonly Taken<T>[];
  readonly missing: readonly Key[];
}

/**
 * Takes all of a batch together that is not sent yet. Waits for the lease of a delivery that died, rather than leaving it to the
 * stream's retries, whose number is bounded; gives back meanwhile what it has, so that no lease of ours runs while we wait.
 */
export async function takeAll<T>(
  outgoings: readonly Outgoing<T>[],
  { table, clock, log }: TakeDependencies,
): Promise<Took<T>> {
  for (;;) {
    const now = clock.now();
    const leaseUntil = instant(new Date(now.getTime() + LEASE_MS));
    const taken: Taken<T>[] = [];
    const missing: Key[] = [];
    let held: (Claim<T> & { kind: 'held' }) | undefined;
    for (const outgoing of outgoings) {
      const claimed = await takeItem(table, outgoing, { now: instant(now), leaseUntil });
      if (claimed.kind === 'ours') taken.push(claimed.taken);
      if (claimed.kind === 'missing') missing.push(outgoing.key);
      if (claimed.kind !== 'held') continue;
      // Two that took what the other left would wait for each other: whoever comes first has all that follows.
      held = claimed;
      log.info('alert.held', { item: outgoing.key.SK, until: held.until });
      break;
    }
    if (!held) return { taken, missing };
    await giveBack(taken, table);
    await clock.sleep(Date.parse(held.until) - now.getTime() + 1);
  }
}

/** Does it, and gives the leases back where it fails, so that whoever comes next need not wait for their end. */
export async function orRelease<R>(
  taken: readonly Taken<unknown>[],
  table: Table,
  attempt: () => Promise<R>,
): Promise<R> {
  try {
    return await attempt();
  } catch (error) {
    await giveBack(taken, table);
    throw error;
  }
}

/** A retry is harmless: the lease is over, and whoever comes next claims the item again. What is sent stays so. */
async function giveBack(taken: readonly Taken<unknown>[], table: Table): Promise<void> {
  for (const { key } of taken) await release(table, key);
}
