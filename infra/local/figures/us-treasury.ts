import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import { instant } from '../../../shared/domain/observation.ts';

const FILE = new URL('./us-treasury.csv', import.meta.url);

const rowSchema = z.strictObject({
  released: z.iso.datetime({ offset: true }).transform(instant),
  /** The last day of the month. */
  record_date: z.iso.date(),
  /** Dollars and cents as written: the wire sends them as text. */
  net: z.string().regex(/^-?\d+\.\d{2}$/, 'must be dollars and cents'),
});

/** What one statement said about one month. */
type TreasuryFigure = Readonly<z.infer<typeof rowSchema>>;

export function treasuryFigures(): TreasuryFigure[] {
  const rows: unknown = parse(readFileSync(FILE, 'utf8'), {
    columns: true,
    comment: '#',
    comment_no_infix: true,
  });
  return z.array(rowSchema).parse(rows);
}
