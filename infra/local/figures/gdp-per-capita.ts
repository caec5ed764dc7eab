import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import { instant } from '../../../shared/domain/observation.ts';

const FILE = new URL('./gdp-per-capita.csv', import.meta.url);

const rowSchema = z
  .strictObject({
    /** The day of the database. */
    edition: z.iso.date(),
    economy: z.string().regex(/^[A-Z]{3}$/),
    year: z.string().regex(/^\d{4}$/),
    /** As written: the wire sends a number of as many digits. */
    value: z.string().regex(/^\d+(\.\d+)?$/),
  })
  .transform((row) => ({ ...row, released: instant(`${row.edition}T00:00:00Z`) }));

/** What one edition said about one economy and year. */
export type GdpFigure = Readonly<z.infer<typeof rowSchema>>;

export function gdpFigures(): GdpFigure[] {
  const rows: unknown = parse(readFileSync(FILE, 'utf8'), {
    columns: true,
    comment: '#',
    comment_no_infix: true,
  });
  return z.array(rowSchema).parse(rows);
}
