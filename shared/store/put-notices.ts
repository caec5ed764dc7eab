import type { Notice } from '../domain/notice.ts';
import * as z from '../domain/zod.ts';
import { fromAttributes, instantSchema } from './attributes.ts';
import { keys } from './keys.ts';
import { type Delivery, deliverySchema } from './outbox.ts';
import { getItem, type Table } from './table.ts';

const itemSchema = z.intersection(
  z.object({ at: instantSchema, subject: z.string(), text: z.string() }),
  deliverySchema,
);

/** A notice that was put into the outbox, and how far its delivery has come. Whoever puts one need not load this. */
export async function readNotice(
  table: Table,
  id: string,
): Promise<{ readonly notice: Notice; readonly delivery: Delivery } | undefined> {
  const item = await getItem(table, keys.notice(id), { consistent: true });
  if (!item) return undefined;
  const { at, subject, text, ...delivery } = fromAttributes(itemSchema, item);
  return { notice: { id, at, subject, text }, delivery };
}
