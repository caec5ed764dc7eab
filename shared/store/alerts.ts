import type { Alert } from '../domain/alert.ts';
import type { Context } from '../domain/context.ts';
import { indicatorSchema } from '../domain/indicator.ts';
import { metricIdSchema } from '../domain/metrics/metric-id.ts';
import { type Pair, pairSchema } from '../domain/pair.ts';
import { periodSchema } from '../domain/period.ts';
import { conditionSchema, SEVERITIES } from '../domain/rule.ts';
import { REASONS } from '../domain/rules/judgement.ts';
import * as z from '../domain/zod.ts';
import {
  type Attributes,
  deflatedJson,
  fromAttributes,
  instantSchema,
  jsonText,
} from './attributes.ts';
import { exactSchema } from './exact.ts';
import { ALERT_LOG_PARTITION, keys, pairPartition } from './keys.ts';
import { type Delivery, deliverySchema } from './outbox.ts';
import { type ConditionalPut, getItem, getItems, isNew, query, type Table } from './table.ts';

const point = z.object({ period: periodSchema, value: exactSchema });
const line = { fires: conditionSchema, clears: z.optional(z.number()) };

const alertSchema = z.object({
  id: z.string(),
  pair: pairSchema,
  rule: z.string(),
  ruleVersion: z.int(),
  severity: z.enum(SEVERITIES),
  note: z.optional(z.string()),
  metric: metricIdSchema,
  unit: z.string(),
  basis: z.string(),
  reason: z.enum(REASONS.filter((reason) => reason !== 'baseline')),
  firing: z.boolean(),
  since: z.nullable(periodSchema),
  period: periodSchema,
  value: exactSchema,
  previous: z.nullable(point),
  against: z.nullable(exactSchema),
  threshold: z.object({ ...line, before: z.optional(z.object(line)) }),
  knownAt: instantSchema,
  // Written by us from the type itself and only handed on.
  context: z.nullable(z.custom<Context>((value) => typeof value === 'object')),
  sparkline: z.optional(
    z.object({
      text: z.string(),
      from: periodSchema,
      to: periodSchema,
      low: point,
      high: point,
    }),
  ),
  inputs: z.array(
    z.object({
      indicator: indicatorSchema,
      period: periodSchema,
      knownAt: instantSchema,
      value: exactSchema,
      source: z.string(),
      run: z.string(),
      print: z.optional(z.int()),
    }),
  ),
  notes: z.array(z.string()),
});

const itemSchema = z.intersection(z.object({ alert: jsonText(alertSchema) }), deliverySchema);

/** An alert with where its delivery stands: outbox and history in one item. */
export interface StoredAlert {
  readonly alert: Alert;
  readonly delivery: Delivery;
}

function parseAlert(attributes: Attributes): StoredAlert {
  const { alert, ...delivery } = fromAttributes(itemSchema, attributes);
  const { before, ...threshold } = alert.threshold;
  return {
    alert: { ...alert, threshold: before ? { ...threshold, before } : threshold },
    delivery,
  };
}

/**
 * The outbox item, which waits for its delivery; what wakes that is a put of its own. The alert is deflated because each step of its
 * delivery is charged for the whole of the item.
 */
export function alertPut(alert: Alert): ConditionalPut {
  return {
    key: keys.alert(alert.pair, alert.id),
    item: { alert: deflatedJson(alert), status: 'PENDING' },
    condition: isNew,
  };
}

/**
 * The entry of alerts that are written together, those of one rule, in the log of all pairs; in one transaction with them, so
 * that the log names every alert and none that there is not. It lies at the first of their ids.
 */
export function alertLogPut(alerts: readonly [Alert, ...Alert[]]): ConditionalPut {
  const [{ pair }] = alerts;
  const ids = alerts.map(({ id }) => id).sort();
  return { key: keys.alertLog(ids[0] ?? ''), item: { pair, alerts: ids } };
}

export async function readAlert(
  table: Table,
  pair: Pair,
  id: string,
  { consistent = false } = {},
): Promise<StoredAlert | undefined> {
  const item = await getItem(table, keys.alert(pair, id), { consistent });
  return item && parseAlert(item);
}

/** Which alerts: ids, or the times that they begin with, both ends included. */
interface AlertRange {
  readonly before?: string | undefined;
  readonly since?: string;
  readonly limit: number;
}

/** Newest knowledge first. */
export async function readAlerts(
  table: Table,
  pair: Pair,
  { before, since = '', limit }: AlertRange,
): Promise<StoredAlert[]> {
  const items = await query(table, {
    partition: pairPartition(pair),
    sortKey: { between: [`ALERT#${since}`, `ALERT#${before ?? '~'}`] },
    newestFirst: true,
    limit,
  });
  return items.map(parseAlert);
}

/** Which of some ids are those of alerts that were written. */
export async function alertsWritten(
  table: Table,
  pair: Pair,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const [first, last] = [[...ids].sort()[0], [...ids].sort().at(-1)];
  if (first === undefined || last === undefined) return new Set();
  const items = await query(table, {
    partition: pairPartition(pair),
    sortKey: { between: [keys.alert(pair, first).SK, keys.alert(pair, last).SK] },
    consistent: true,
  });
  return new Set(items.map(({ SK }) => SK?.S?.replace('ALERT#', '') ?? ''));
}

const logSchema = z.object({ pair: pairSchema, alerts: z.array(z.string()) });

/**
 * Alerts of every pair, newest knowledge first: one query of the log, and the alerts that it names a hundred at a time.
 * An entry that is not read any more can only name alerts past the limit: each of those that were read names at least one.
 */
export async function readAlertLog(
  table: Table,
  { before = '~', since = '0', limit }: AlertRange,
): Promise<StoredAlert[]> {
  const entries = await query(table, {
    partition: ALERT_LOG_PARTITION,
    sortKey: { between: [since, before] },
    newestFirst: true,
    limit: limit + 1,
  });
  const named = entries
    .map((entry) => fromAttributes(logSchema, entry))
    .flatMap(({ pair, alerts }) => alerts.map((id) => ({ id, key: keys.alert(pair, id) })))
    .filter(({ id }) => id <= before)
    .sort((a, b) => Number(a.id < b.id) - Number(a.id > b.id))
    .slice(0, limit);
  const items = await getItems(
    table,
    named.map(({ key }) => key),
  );
  const byId = new Map(items.map(parseAlert).map((stored) => [stored.alert.id, stored]));
  return named.flatMap(({ id }) => byId.get(id) ?? []);
}
