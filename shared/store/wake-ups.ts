import type { Alert } from '../domain/alert.ts';
import { keys } from './keys.ts';
import type { ConditionalPut } from './table.ts';

/** As long as SQS keeps what the delivery gave up on: until then a wake-up is there to be touched. */
const KEPT_FOR_MS = 14 * 86_400_000;

/**
 * The announcement of alerts that are written together, which wakes their delivery. Alerts lie with their pairs, and pairs are
 * spread over the shards of the stream, each of which is handed over on its own; announcements share a partition, so a shard,
 * so that a release day over many pairs can meet in one batch and one digest. It costs two write units for all of the alerts
 * of a rule (under 1 KB, in a transaction), and its end costs none.
 */
export function wakeUpPut(alerts: readonly [Alert, ...Alert[]]): ConditionalPut {
  const [first] = alerts;
  return {
    key: keys.wakeUp(first.id),
    item: {
      pair: first.pair,
      alerts: alerts.map(({ id }) => id),
      // By what is known and not by the clock, so that the same recomputation writes the same whenever it is repeated.
      expiresAt: Math.floor((Date.parse(first.knownAt) + KEPT_FOR_MS) / 1000),
    },
  };
}
