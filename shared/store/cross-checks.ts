import type { Notice } from '../domain/notice.ts';
import { type Pair, pairSchema } from '../domain/pair.ts';
import type { Frequency } from '../domain/period.ts';
import * as z from '../domain/zod.ts';

import { countSchema, fromAttributes } from './attributes.ts';
import { keys } from './keys.ts';
import { noticePut } from './notices.ts';
import { getItem, isNew, type Table, WriteConflict, writeTogether } from './table.ts';

const crossCheckSchema = z.object({
  pair: pairSchema,
  frequency: z.enum(['M', 'A', 'P']),
  source: z.string(),
  against: z.string(),
  version: countSchema,
  differing: z.array(z.string()),
});

/** What the operator has been told of two sources of a pair's flows. */
export interface CrossCheck {
  readonly pair: Pair;
  readonly frequency: Exclude<Frequency, 'Q'>;
  /** Who is only asked, and whose figures are the pair's. */
  readonly source: string;
  readonly against: string;
  /** Counts its writes and guards them; 0 before the first. */
  readonly version: number;
  /** The figures that differ and were told, such as `exports 2025-09`. */
  readonly differing: readonly string[];
}

/** What was told so far; nothing where the two have never differed. */
export async function readCrossCheck(
  table: Table,
  of: Pick<CrossCheck, 'pair' | 'frequency' | 'source' | 'against'>,
): Promise<CrossCheck> {
  const item = await getItem(table, keys.crossCheck(of), { consistent: true });
  return item ? fromAttributes(crossCheckSchema, item) : { ...of, version: 0, differing: [] };
}

/**
 * Writes what differs now and the notice of it together.
 * A retry is harmless: it finds the state as it was written, and has nothing more to tell; who was overtaken writes neither.
 */
export async function writeCrossCheck(
  table: Table,
  check: CrossCheck,
  notice: Notice,
): Promise<void> {
  const before = check.version - 1;
  const condition =
    before === 0
      ? isNew
      : {
          expression: '#version = :before',
          names: { '#version': 'version' },
          values: { ':before': before },
        };
  try {
    await writeTogether(table, [
      { key: keys.crossCheck(check), item: { ...check }, condition },
      noticePut(notice),
    ]);
  } catch (error) {
    if (!(error instanceof WriteConflict)) throw error;
  }
}
