import type { Alert } from '../../shared/domain/alert.ts';
import type { Instant } from '../../shared/domain/observation.ts';
import type { Pair } from '../../shared/domain/pair.ts';
import { claim, readAlert } from '../../shared/store/alerts.ts';
import type { Table } from '../../shared/store/table.ts';

/** Names an alert item. */
export interface AlertName {
  readonly pair: Pair;
  readonly id: string;
}

/** What became of an attempt to take an alert for delivery. */
export type Claim =
  | { readonly kind: 'ours'; readonly alert: Alert }
  | { readonly kind: 'done' }
  /** Somebody holds it; if they died, it is free from then on. */
  | { readonly kind: 'held'; readonly until: Instant };

/**
 * Takes an alert, or says why not. Each write is one conditional update, so of two deliveries one gets it.
 */
export async function takeAlert(
  table: Table,
  { pair, id }: AlertName,
  lease: { now: Instant; leaseUntil: Instant },
): Promise<Claim> {
  if (await claim(table, { pair, id }, lease)) {
    const stored = await readAlert(table, pair, id, { consistent: true });
    if (!stored) throw new Error(`alert ${id} was claimed and is not there`);
    return { kind: 'ours', alert: stored.alert };
  }
  const stored = await readAlert(table, pair, id, { consistent: true });
  if (stored?.delivery.status !== 'CLAIMED') return { kind: 'done' };
  return { kind: 'held', until: stored.delivery.leaseUntil };
}
