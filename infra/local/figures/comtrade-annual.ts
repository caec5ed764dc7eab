import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import { type Instant, instant } from '../../../shared/domain/observation.ts';
import { periodSchema } from '../../../shared/domain/period.ts';

const FILE = new URL('./comtrade-annual.csv', import.meta.url);

const economySchema = z.string().regex(/^[A-Z]{2}$/);
const dollarsSchema = z.string().regex(/^\d+$/, 'must be whole dollars').transform(Number);

const rowSchema = z.strictObject({
  released: z.iso.datetime({ offset: true }).transform(instant),
  period: periodSchema,
  reporter: economySchema,
  partner: economySchema,
  exports: dollarsSchema,
  imports: dollarsSchema,
});

/** What one release said about one year of a reporter's trade with one partner; numbers, as the wire sends them. */
export type ComtradeFigure = Readonly<z.infer<typeof rowSchema>>;

/** Every figure of every release, as the file lists them. */
export function comtradeFigures(): ComtradeFigure[] {
  const rows: unknown = parse(readFileSync(FILE, 'utf8'), {
    columns: true,
    comment: '#',
    comment_no_infix: true,
  });
  return z.array(rowSchema).parse(rows);
}

/** The instants at which something was released, earliest first, each once. */
export function comtradeReleases(): Instant[] {
  return [...new Set(comtradeFigures().map((figure) => figure.released))].sort();
}
