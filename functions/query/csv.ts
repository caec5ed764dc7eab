/** What may stand in a cell; null and undefined leave it empty. */
export type Cell = string | number | boolean | null | undefined;

/** An answer as a table: what a column is called and what of a row stands in it. */
export interface CsvTable<Answer> {
  /** Of the file, without its ending. */
  readonly name: (answer: Answer) => string;
  readonly columns: readonly string[];
  readonly rows: (answer: Answer) => readonly (readonly Cell[])[];
}

export function tableOf<Answer, Column extends string>(
  name: (answer: Answer) => string,
  rows: (answer: Answer) => readonly { readonly [Name in NoInfer<Column>]?: Cell }[],
  columns: readonly Column[],
): CsvTable<Answer> {
  return {
    name,
    columns,
    rows: (answer) => rows(answer).map((row) => columns.map((column) => row[column])),
  };
}

/** RFC 4180: a header, then the rows, each line ended by CRLF. */
export function csvText<Answer>({ columns, rows }: CsvTable<Answer>, answer: Answer): string {
  const lines = [columns, ...rows(answer)];
  return lines.map((line) => `${line.map(cellText).join(',')}\r\n`).join('');
}

/** What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection). */
const FORMULA = /^[=+\-@\t\r\n]/;

/**
 * Text that would be a formula gets an apostrophe, which spreadsheets show as text; a number is a number, also below zero,
 * because it comes from a figure and not from what somebody wrote. A semicolon is quoted too: some spreadsheets divide at it.
 */
function cellText(cell: Cell): string {
  if (typeof cell !== 'string') return String(cell ?? '');
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",;\t\r\n]|^ | $/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
