import * as z from '../domain/zod.ts';
import { fromAttributes } from './attributes.ts';
import { keys } from './keys.ts';
import { getItem, putItem, type Table } from './table.ts';

const marksSchema = z.object({
  source: z.string(),
  /** Of a poll in pieces, which of them. */
  part: z.string(),
  /** A hash of what was asked for: marks hold for the same only. */
  asked: z.string(),
  marks: z.record(z.string(), z.string()),
});

/** What a source marked its figures with when they were last compared with what is stored. */
export type SeenMarks = z.infer<typeof marksSchema>;

export async function readMarks(
  table: Table,
  source: string,
  part: string,
): Promise<SeenMarks | undefined> {
  const item = await getItem(table, keys.marks(source, part), { consistent: true });
  return item && fromAttributes(marksSchema, item);
}

/** A retry is harmless: it writes the same, or what was found since. Without it everything is asked once more. */
export async function rememberMarks(table: Table, seen: SeenMarks): Promise<void> {
  await putItem(table, { key: keys.marks(seen.source, seen.part), item: seen });
}
