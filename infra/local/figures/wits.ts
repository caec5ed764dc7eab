import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import { type Instant, instant } from '../../../shared/domain/observation.ts';

const FILE = new URL('./wits.csv', import.meta.url);

const economySchema = z.string().regex(/^[A-Z]{2}$/);
const amountSchema = z
  .string()
  .regex(/^\d+(\.\d+)?$/)
  .transform(Number);

const rowSchema = z
  .strictObject({
    released: z.iso.datetime({ offset: true }).transform(instant),
    period: z.string().regex(/^\d{4}$/),
    importer: economySchema,
    exporter: economySchema,
    imports_thousand: amountSchema,
    tariff_weighted: amountSchema,
  })
  .transform(({ released, period, importer, exporter, ...amounts }) => ({
    ...{ released, period, importer, exporter },
    importsThousand: amounts.imports_thousand,
    tariffWeighted: amounts.tariff_weighted,
  }));

/** What one release said about a year of imports and tariffs; numbers, as the wire sends them. */
export type WitsRow = Readonly<z.infer<typeof rowSchema>>;

/** Every row of every release, as the file lists them. */
export function witsRows(): WitsRow[] {
  const rows: unknown = parse(readFileSync(FILE, 'utf8'), {
    columns: true,
    comment: '#',
    comment_no_infix: true,
  });
  return z.array(rowSchema).parse(rows);
}

/** The instants at which something was released, earliest first, each once. */
export function witsReleases(): Instant[] {
  return [...new Set(witsRows().map(({ released }) => released))].sort();
}
