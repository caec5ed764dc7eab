import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Instant } from '../domain/observation.ts';
import * as z from '../domain/zod.ts';
import { instantSchema, toAttributes } from './attributes.ts';
import type { Key } from './keys.ts';
import type { Table } from './table.ts';

/** The messages of an item that SNS has taken, by where they went: what is not published again whoever delivers the rest. */
const published = z._default(z.record(z.string(), z.string()), {});

/** Delivery is at least once: what waits in the table to be sent is claimed for a while, published, then marked. */
export const deliverySchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('PENDING') }),
  z.object({ status: z.literal('CLAIMED'), leaseUntil: instantSchema, published }),
  z.object({ status: z.literal('SENT'), messageId: z.string(), sentAt: instantSchema }),
]);
export type Delivery = z.infer<typeof deliverySchema>;

/**
 * Takes an item for delivery until `leaseUntil`; false when somebody else holds it or it was sent.
 * A retry is harmless: our own lease runs out, and the item is claimed again.
 */
export async function claim(
  table: Table,
  key: Key,
  { now, leaseUntil }: { now: Instant; leaseUntil: Instant },
): Promise<boolean> {
  return update(table, key, {
    expression:
      'SET #status = :claimed, leaseUntil = :until, published = if_not_exists(published, :nothing)',
    condition: '#status = :pending OR (#status = :claimed AND leaseUntil < :now)',
    values: {
      ':claimed': 'CLAIMED',
      ':pending': 'PENDING',
      ':until': leaseUntil,
      ':now': now,
      ':nothing': {},
    },
  });
}

/**
 * Notes that a message of a claimed item was taken by SNS, so that it is not published again when the delivery dies of another.
 * A retry is harmless: the first message noted stays.
 */
export async function markPublished(
  table: Table,
  key: Key,
  { to, messageId }: { to: string; messageId: string },
): Promise<boolean> {
  return update(table, key, {
    expression: 'SET published.#to = if_not_exists(published.#to, :message)',
    condition: '#status = :claimed',
    names: { '#to': to },
    values: { ':claimed': 'CLAIMED', ':message': messageId },
  });
}

/** A retry is harmless: a sent item stays as it was first marked. */
export async function markSent(
  table: Table,
  key: Key,
  { messageId, sentAt }: { messageId: string; sentAt: Instant },
): Promise<boolean> {
  return update(table, key, {
    expression:
      'SET #status = :sent, messageId = :message, sentAt = :at REMOVE leaseUntil, published',
    condition: '#status = :claimed',
    values: { ':claimed': 'CLAIMED', ':sent': 'SENT', ':message': messageId, ':at': sentAt },
  });
}

/** Gives a claimed item back, for whoever comes next. A retry is harmless: a lease that is over stays over. */
export async function release(table: Table, key: Key): Promise<boolean> {
  return update(table, key, {
    expression: 'SET leaseUntil = :over',
    condition: '#status = :claimed',
    values: { ':claimed': 'CLAIMED', ':over': '1970-01-01T00:00:00.000Z' },
  });
}

async function update(
  { client, name }: Table,
  key: Key,
  change: {
    expression: string;
    condition: string;
    names?: Record<string, string>;
    values: Record<string, unknown>;
  },
): Promise<boolean> {
  try {
    await client.send(
      new UpdateItemCommand({
        TableName: name,
        Key: toAttributes({ ...key }),
        UpdateExpression: change.expression,
        ConditionExpression: change.condition,
        ExpressionAttributeNames: { '#status': 'status', ...change.names },
        ExpressionAttributeValues: toAttributes(change.values),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
