import type { Notice } from '../domain/notice.ts';
import * as z from '../domain/zod.ts';
import { fromAttributes, instantSchema } from './attributes.ts';
import { keys } from './keys.ts';
import { type Delivery, deliverySchema } from './outbox.ts';
import { getItem, isNew, putItem, type Table, WriteConflict } from './table.ts';

const itemSchema = z.intersection(
  z.object({ at: instantSchema, subject: z.string(), text: z.string() }),
  deliverySchema,
);

export async function readNotice(
  table: Table,
  id: string,
): Promise<{ readonly notice: Notice; readonly delivery: Delivery } | undefined> {
  const item = await getItem(table, keys.notice(id), { consistent: true });
  if (!item) return undefined;
  const { at, subject, text, ...delivery } = fromAttributes(itemSchema, item);
  return { notice: { id, at, subject, text }, delivery };
}

/**
 * Puts a notice into the outbox, unless it is there; answers whether it was new.
 * A retry is harmless: a notice that was put before stays as it is, sent or not.
 */
export async function putNotice(table: Table, notice: Notice): Promise<boolean> {
  try {
    const item = { ...notice, status: 'PENDING' };
    await putItem(table, { key: keys.notice(notice.id), item, condition: isNew });
    return true;
  } catch (error) {
    if (error instanceof WriteConflict) return false;
    throw error;
  }
}
