import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Notice } from '../domain/notice.ts';
import type { Instant } from '../domain/observation.ts';
import { toAttributes } from './attributes.ts';
import { keys } from './keys.ts';
import {
  type ConditionalPut,
  getItem,
  isNew,
  putItem,
  type Table,
  WriteConflict,
} from './table.ts';

/** Whether a notice was ever put into the outbox, sent or not. */
export async function isPut(table: Table, id: string): Promise<boolean> {
  return (await getItem(table, keys.notice(id), { consistent: true })) !== undefined;
}

/**
 * Puts a notice into the outbox, unless it is there; answers whether it was new.
 * A retry is harmless: a notice that was put before stays as it is, sent or not.
 */
export async function putNotice(table: Table, notice: Notice): Promise<boolean> {
  try {
    await putItem(table, { ...noticePut(notice), condition: isNew });
    return true;
  } catch (error) {
    if (error instanceof WriteConflict) return false;
    throw error;
  }
}

/** The notice as an item of the outbox, for a transaction whose other writes say that it is new. */
export function noticePut(notice: Notice): ConditionalPut {
  return { key: keys.notice(notice.id), item: { ...notice, status: 'PENDING' } };
}

/**
 * Announces a notice again that waits to be sent; one that does not costs half a read unit.
 * A retry is harmless: it is announced once more, and sent once.
 */
export async function announceAgain(table: Table, id: string, at: Instant): Promise<void> {
  const waiting = await getItem(table, keys.notice(id));
  if (waiting?.['status']?.S !== 'PENDING') return;
  try {
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: toAttributes({ ...keys.notice(id) }),
        UpdateExpression: 'SET touchedAt = :at',
        ConditionExpression: '#status = :pending',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: toAttributes({ ':at': at, ':pending': 'PENDING' }),
      }),
    );
  } catch (error) {
    // It has been taken in the meantime.
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
