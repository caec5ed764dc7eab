import type { Instant } from '../../shared/domain/observation.ts';
import type { Key } from '../../shared/store/keys.ts';
import { claim, type Delivery } from '../../shared/store/outbox.ts';
import type { Table } from '../../shared/store/table.ts';

/** What became of an attempt to take an item for delivery. */
export type Claim<T> =
  | { readonly kind: 'ours'; readonly item: T }
  | { readonly kind: 'done' }
  /** Somebody holds it; if they died, it is free from then on. */
  | { readonly kind: 'held'; readonly until: Instant };

/** An item of the outbox: its key, and how it is read. */
export interface Outgoing<T> {
  readonly key: Key;
  read(): Promise<{ readonly item: T; readonly delivery: Delivery } | undefined>;
}

/** Takes an item, or says why not. The claim is one conditional update, so of two deliveries one gets it. */
export async function takeItem<T>(
  table: Table,
  { key, read }: Outgoing<T>,
  lease: { now: Instant; leaseUntil: Instant },
): Promise<Claim<T>> {
  if (await claim(table, key, lease)) {
    const stored = await read();
    if (!stored) throw new Error(`${key.PK} / ${key.SK} was claimed and is not there`);
    return { kind: 'ours', item: stored.item };
  }
  const stored = await read();
  if (stored?.delivery.status !== 'CLAIMED') return { kind: 'done' };
  return { kind: 'held', until: stored.delivery.leaseUntil };
}
