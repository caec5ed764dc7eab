import { type Settings, settingsSchema } from '../domain/settings.ts';
import * as z from '../domain/zod.ts';
import { packed, unpacked } from '../platform/packed.ts';
import { fromAttributes, jsonText } from './attributes.ts';
import { keys } from './keys.ts';
import { getItem, putItem, type Table } from './table.ts';

/** As JSON text, so that thresholds and factors keep the digits the operator wrote; packed, so that thousands of pairs fit into an item. */
const itemSchema = z.object({ settings: jsonText(unpacked(settingsSchema)) });

/** What the last deployment set, or undefined before the first one was applied. */
export async function readSettings(table: Table): Promise<Settings | undefined> {
  const item = await getItem(table, keys.settings, { consistent: true });
  return item && fromAttributes(itemSchema, item).settings;
}

/** A retry is harmless: the whole item is written again with the same content. */
export async function writeSettings(table: Table, settings: Settings): Promise<void> {
  await putItem(table, {
    key: keys.settings,
    item: { settings: JSON.stringify(packed(settings)) },
  });
}
