import * as z from '../domain/zod.ts';
import { fromAttributes } from './attributes.ts';
import { keys } from './keys.ts';
import { getItem, isNew, putItem, type Table, WriteConflict } from './table.ts';

const itemSchema = z.object({ hashingKey: z.string().check(z.minLength(32)) });

/**
 * The secret with which addresses are hashed before they are counted: the deployment's own, made on first use and then for ever
 * the same. It lies in the table because nothing else that costs nothing keeps it from view: CloudFormation cannot make an SSM
 * SecureString, and what stands in a variable stands in the template. It protects the counts where they are seen alone, in a log
 * or an answer; whoever may read the whole table can try addresses against it, for the day or two that a count lives.
 * A retry is harmless: the first key stays, and whoever comes second takes it.
 */
export async function hashingKey(table: Table, fresh: () => string): Promise<string> {
  const known = await readKey(table);
  if (known) return known;
  try {
    const made = fresh();
    await putItem(table, { key: keys.hashingKey, item: { hashingKey: made }, condition: isNew });
    return made;
  } catch (error) {
    if (!(error instanceof WriteConflict)) throw error;
    const others = await readKey(table);
    if (!others) throw error;
    return others;
  }
}

async function readKey(table: Table): Promise<string | undefined> {
  const item = await getItem(table, keys.hashingKey, { consistent: true });
  return item && fromAttributes(itemSchema, item).hashingKey;
}
