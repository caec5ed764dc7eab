import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Alert, Delivery } from '../domain/alert.ts';
import type { Context } from '../domain/context.ts';
import { indicatorSchema } from '../domain/indicator.ts';
import { metricIdSchema } from '../domain/metrics/catalogue.ts';
import type { Instant } from '../domain/observation.ts';
import { type Pair, pairSchema } from '../domain/pair.ts';
import { periodSchema } from '../domain/period.ts';
import { conditionSchema, SEVERITIES } from '../domain/rule.ts';
import { REASONS } from '../domain/rules/judgement.ts';
import * as z from '../domain/zod.ts';
import {
  type Attributes,
  exactSchema,
  fromAttributes,
  instantSchema,
  jsonText,
  toAttributes,
} from './attributes.ts';
import { keys, pairPartition } from './keys.ts';
import { type ConditionalPut, getItem, isNew, query, type Table } from './table.ts';

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
  previous: z.nullable(z.object({ period: periodSchema, value: exactSchema })),
  against: z.nullable(exactSchema),
  threshold: z.object({ ...line, before: z.optional(z.object(line)) }),
  knownAt: instantSchema,
  // Written by us from the type itself and only handed on.
  context: z.nullable(z.custom<Context>((value) => typeof value === 'object')),
  inputs: z.array(
    z.object({
      indicator: indicatorSchema,
      period: periodSchema,
      knownAt: instantSchema,
      value: exactSchema,
      source: z.string(),
      run: z.string(),
    }),
  ),
  notes: z.array(z.string()),
});

const deliverySchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('PENDING') }),
  z.object({ status: z.literal('CLAIMED'), leaseUntil: instantSchema }),
  z.object({ status: z.literal('SENT'), messageId: z.string(), sentAt: instantSchema }),
]);

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

/** The outbox item: its arrival on the stream is what wakes the delivery. */
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

/**
 * Takes an alert for delivery until `leaseUntil`; false when somebody else holds it or it was sent.
 * A retry is harmless: our own lease runs out, and the alert is claimed again.
 */
export async function claim(
  table: Table,
  { pair, id }: Pick<Alert, 'pair' | 'id'>,
  { now, leaseUntil }: { now: Instant; leaseUntil: Instant },
): Promise<boolean> {
  return update(table, pair, id, {
    expression: 'SET #status = :claimed, leaseUntil = :until',
    condition: '#status = :pending OR (#status = :claimed AND leaseUntil < :now)',
    values: { ':claimed': 'CLAIMED', ':pending': 'PENDING', ':until': leaseUntil, ':now': now },
  });
}

/** A retry is harmless: a sent alert stays as it was first marked. */
export async function markSent(
  table: Table,
  { pair, id }: Pick<Alert, 'pair' | 'id'>,
  { messageId, sentAt }: { messageId: string; sentAt: Instant },
): Promise<boolean> {
  return update(table, pair, id, {
    expression: 'SET #status = :sent, messageId = :message, sentAt = :at REMOVE leaseUntil',
    condition: '#status = :claimed',
    values: { ':claimed': 'CLAIMED', ':sent': 'SENT', ':message': messageId, ':at': sentAt },
  });
}

/** Gives a claimed alert back, for whoever comes next. A retry is harmless: a lease that is over stays over. */
export async function release(
  table: Table,
  { pair, id }: Pick<Alert, 'pair' | 'id'>,
): Promise<boolean> {
  return update(table, pair, id, {
    expression: 'SET leaseUntil = :over',
    condition: '#status = :claimed',
    values: { ':claimed': 'CLAIMED', ':over': '1970-01-01T00:00:00.000Z' },
  });
}

async function update(
  { client, name }: Table,
  pair: Pair,
  id: string,
  change: { expression: string; condition: string; values: Record<string, string> },
): Promise<boolean> {
  try {
    await client.send(
      new UpdateItemCommand({
        TableName: name,
        Key: toAttributes({ ...keys.alert(pair, id) }),
        UpdateExpression: change.expression,
        ConditionExpression: change.condition,
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: toAttributes(change.values),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
