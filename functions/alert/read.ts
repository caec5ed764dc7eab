import type { Instant } from '../../shared/domain/observation.ts';
import type { Key } from '../../shared/store/keys.ts';
import { claim, type Delivery } from '../../shared/store/outbox.ts';
import type { Table } from '../../shared/store/table.ts';

/** An item of the outbox: its key, and how it is read. */
export interface Outgoing<T> {
  readonly key: Key;
  read(): Promise<{ readonly item: T; readonly delivery: Delivery } | undefined>;
}

/** An item that is ours to deliver until its lease is over. */
export interface Taken<T> {
  readonly key: Key;
  readonly item: T;
  readonly leaseUntil: Instant;
  /** What of it is out already, from a delivery that died: the ids of the messages, by where they went. */
  readonly published: Readonly<Record<string, string>>;
}

/** What became of an attempt to take an item for delivery. */
export type Claim<T> =
  | { readonly kind: 'ours'; readonly taken: Taken<T> }
  | { readonly kind: 'done' }
  | { readonly kind: 'missing' }
  /** Somebody holds it; if they died, it is free from then on. */
  | { readonly kind: 'held'; readonly until: Instant };

/** Takes an item, or says why not. The claim is one conditional update, so of two deliveries one gets it. */
export async function takeItem<T>(
  table: Table,
  { key, read }: Outgoing<T>,
  lease: { now: Instant; leaseUntil: Instant },
): Promise<Claim<T>> {
  const isOurs = await claim(table, key, lease);
  const stored = await read();
  if (!stored) return { kind: 'missing' };
  const { item, delivery } = stored;
  if (delivery.status !== 'CLAIMED') return { kind: 'done' };
  const { leaseUntil, published } = delivery;
  if (isOurs) return { kind: 'ours', taken: { key, item, leaseUntil, published } };
  return { kind: 'held', until: leaseUntil };
}
