import type { Notice } from '../domain/notice.ts';
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
