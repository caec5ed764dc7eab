import type * as z from '../domain/zod.ts';
import { SourceRefusal } from '../platform/errors.ts';
import { type CsvRow, readCsv } from './csv.ts';

/**
 * The rows of a file that is shipped with the project: comments begin with #, and the header names the columns in any order.
 * All of the file or nothing: one row that cannot be read is a sign that others were misread.
 * @throws SourceRefusal naming the line, the column and the rule.
 */
export function readShippedRows<Row>(
  source: string,
  text: string,
  columns: readonly string[],
  schema: z.ZodMiniType<Row>,
): { readonly row: Row; readonly line: number }[] {
  const refuse = (rule: string, message: string, options?: ErrorOptions) =>
    new SourceRefusal(source, rule, message, options);
  const [header, ...rows] = cellsOf(text, refuse);
  if (!header) throw refuse('empty', 'the file is empty');
  const missing = columns.filter((column) => !header.cells.includes(column));
  if (missing.length > 0) throw refuse('header', `the first row lacks ${missing.join(', ')}`);
  return rows.map(({ cells, line }) => {
    const row = schema.safeParse(
      Object.fromEntries(header.cells.map((column, at) => [column, cells[at]])),
    );
    if (row.success) return { row: row.data, line };
    const faults = row.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw refuse('row', `row at line ${line}: ${faults.join('; ')}`);
  });
}

type Refuse = (rule: string, message: string, options?: ErrorOptions) => SourceRefusal;

function cellsOf(text: string, refuse: Refuse): CsvRow[] {
  try {
    return readCsv(text, { comment: '#', trim: true });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'unreadable';
    throw refuse('shape', `not a whole CSV: ${why}`, { cause });
  }
}
