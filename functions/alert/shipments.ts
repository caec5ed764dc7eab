import type { Alert } from '../../shared/domain/alert.ts';
import { SEVERITIES, type Severity } from '../../shared/domain/rule.ts';
import type { Taken } from './read.ts';

/** Where an alert goes: to the readers of every pair by what is grave enough for them, and to those who named its pair. */
export type Destination = Severity | 'pair';

/** Alerts that go somewhere in one message. */
export interface Shipment {
  readonly to: Destination;
  readonly alerts: readonly [Taken<Alert>, ...Taken<Alert>[]];
}

/**
 * The messages of a batch without what is out already: a digest for each severity that is there, then each pair's share.
 * Everybody's come first, because the pairs' are paced.
 */
export function shipmentsOf(taken: readonly Taken<Alert>[]): Shipment[] {
  const digests = SEVERITIES.flatMap((least) => shipment(least, taken));
  const byPair = Map.groupBy(taken, ({ item }) => item.pair);
  return [...digests, ...[...byPair.values()].flatMap((ofPair) => shipment('pair', ofPair))];
}

function shipment(to: Destination, taken: readonly Taken<Alert>[]): Shipment[] {
  const [first, ...others] = taken.filter(
    ({ item, published }) => destinationsOf(item).includes(to) && published[to] === undefined,
  );
  return first ? [{ to, alerts: [first, ...others] }] : [];
}

/** Every destination of an alert. Its share of the pair is the last one, the topic that has everything the first. */
export function destinationsOf({ severity }: Pick<Alert, 'severity'>): Destination[] {
  return [...SEVERITIES.slice(0, SEVERITIES.indexOf(severity) + 1), 'pair'];
}
