import { instant } from '../../shared/domain/observation.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import type { Logger } from '../../shared/platform/logger.ts';
import { release } from '../../shared/store/outbox.ts';
import type { Table } from '../../shared/store/table.ts';
import { type Outgoing, takeItem } from './read.ts';

export interface TakeDependencies {
  readonly table: Table;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Longer than a batch of a thousand alerts takes to be claimed, published and marked; shorter than the function's time-out, so
 * that a retry can sit it out.
 */
const LEASE_MS = 120_000;

/** Waits for the lease of a delivery that died, rather than leaving it to the stream's retries, whose number is bounded. */
export async function take<T>(
  outgoing: Outgoing<T>,
  { table, clock, log }: TakeDependencies,
): Promise<T | undefined> {
  for (;;) {
    const now = clock.now();
    const leaseUntil = instant(new Date(now.getTime() + LEASE_MS));
    const claimed = await takeItem(table, outgoing, { now: instant(now), leaseUntil });
    if (claimed.kind === 'ours') return claimed.item;
    if (claimed.kind === 'done') return undefined;
    log.info('alert.held', { item: outgoing.key.SK, until: claimed.until });
    await clock.sleep(Date.parse(claimed.until) - now.getTime() + 1);
  }
}

/** Does it, and gives the leases back where it fails, so that whoever comes next need not wait for their end. */
export async function orRelease<R>(
  taken: readonly Outgoing<unknown>[],
  table: Table,
  attempt: () => Promise<R>,
): Promise<R> {
  try {
    return await attempt();
  } catch (error) {
    // A retry is harmless: the lease is given back, and whoever comes next claims the item again.
    for (const { key } of taken) await release(table, key);
    throw error;
  }
}
