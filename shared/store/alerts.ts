import type { Alert } from '../domain/alert.ts';
import type { Context } from '../domain/context.ts';
import { indicatorSchema } from '../domain/indicator.ts';
import { metricIdSchema } from '../domain/metrics/metric-id.ts';
import { type Pair, pairSchema } from '../domain/pair.ts';
import { periodSchema } from '../domain/period.ts';
import { conditionSchema, SEVERITIES } from '../domain/rule.ts';
import { REASONS } from '../domain/rules/judgement.ts';
import * as z from '../domain/zod.ts';
import { type Attributes, fromAttributes, instantSchema, jsonText } from './attributes.ts';
import { exactSchema } from './exact.ts';
import { keys, pairPartition } from './keys.ts';
import { type Delivery, deliverySchema } from './outbox.ts';
import { type ConditionalPut, getItem, isNew, query, type Table } from './table.ts';

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

/** The outbox item, which waits for its delivery; what wakes that is a put of its own. */
export function alertPut(alert: Alert): ConditionalPut {
  return {
    key: keys.alert(alert.pair, alert.id),
    item: { alert: JSON.stringify(alert), status: 'PENDING' },
    condition: isNew,
  };
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

/** Newest knowledge first. */
export async function readAlerts(
  table: Table,
  pair: Pair,
  { before, since = '', limit }: { before?: string | undefined; since?: string; limit: number },
): Promise<StoredAlert[]> {
  const items = await query(table, {
    partition: pairPartition(pair),
    sortKey: { between: [`ALERT#${since}`, `ALERT#${before ?? '~'}`] },
    newestFirst: true,
    limit,
  });
  return items.map(parseAlert);
}
