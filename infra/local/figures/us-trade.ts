import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import { type Instant, instant } from '../../../shared/domain/observation.ts';
import { periodSchema } from '../../../shared/domain/period.ts';

const FILE = new URL('./us-trade.csv', import.meta.url);

/** Whole dollars as written: the wire sends them as text. An empty cell was never known. */
const dollarsSchema = z
  .string()
  .regex(/^\d*$/, 'must be whole dollars, or empty')
  .transform((text) => (text === '' ? null : text));

const rowSchema = z
  .strictObject({
    released: z.iso.datetime({ offset: true }).transform(instant),
    period: periodSchema,
    partner: z.string().regex(/^[A-Z]{2}$/),
    exports: dollarsSchema,
    general_imports: dollarsSchema,
    consumption_imports: dollarsSchema,
    dutiable_value: dollarsSchema,
    calculated_duty: dollarsSchema,
  })
  .transform((row) => ({
    released: row.released,
    period: row.period,
    partner: row.partner,
    exports: row.exports,
    generalImports: row.general_imports,
    consumptionImports: row.consumption_imports,
    dutiableValue: row.dutiable_value,
    calculatedDuty: row.calculated_duty,
  }));

/** What one release said about one month of trade with one partner. */
export type UsTradeFigure = Readonly<z.infer<typeof rowSchema>>;

/** Every figure of every release, as the file lists them. */
export function usTradeFigures(): UsTradeFigure[] {
  const rows: unknown = parse(readFileSync(FILE, 'utf8'), {
    columns: true,
    comment: '#',
    comment_no_infix: true,
  });
  return z.array(rowSchema).parse(rows);
}

/** The instants at which something was released, earliest first, each once. */
export function usTradeReleases(): Instant[] {
  return [...new Set(usTradeFigures().map((figure) => figure.released))].sort();
}
