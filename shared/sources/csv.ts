import { csvParseRows } from 'd3-dsv';

export interface CsvRow {
  readonly cells: readonly string[];
  /** The line on which the row ends, as an editor shows it: comments and empty lines count. */
  readonly line: number;
}

interface CsvOptions {
  /** What a line begins with that is none of the rows. */
  readonly comment?: string;
  /** Whether blanks around a cell are no part of it. */
  readonly trim?: boolean;
}

/** What RFC 4180 calls a record: quotes enclose a whole cell or stand doubled inside one that is quoted. */
const WHOLE_ROW = /^(?:"(?:[^"]|"")*"|[^",]*)(?:,(?:"(?:[^"]|"")*"|[^",]*))*$/;

/**
 * The rows of a CSV, the header first; empty lines are none. d3-dsv makes rows of any text, so what makes a CSV whole is
 * looked at here.
 * @throws Error for a row of more or fewer cells than the header, and for a quote that is never closed or out of place.
 */
export function readCsv(text: string, { comment, trim = false }: CsvOptions = {}): CsvRow[] {
  const rows: CsvRow[] = [];
  for (const { record, line } of recordsOf(text, comment)) {
    const tidy = trim ? withoutBlanksAroundQuotes(record).trim() : record;
    if (tidy === '') continue;
    if (!WHOLE_ROW.test(tidy)) throw new Error(`line ${line}: quotes must enclose a whole cell`);
    const [cells = []] = csvParseRows(tidy);
    const wanted = rows[0]?.cells.length ?? cells.length;
    if (cells.length !== wanted) {
      throw new Error(
        `line ${line}: must have ${wanted} cells as the header, got: ${cells.length}`,
      );
    }
    rows.push({ cells: trim ? cells.map((cell) => cell.trim()) : cells, line });
  }
  return rows;
}

/** The text of every row: a line, or several where a line ends inside quotes. */
function* recordsOf(text: string, comment?: string): Generator<{ record: string; line: number }> {
  let record = '';
  let isOpen = false;
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  for (const [index, line] of lines.entries()) {
    if (comment && !isOpen && line.trimStart().startsWith(comment)) continue;
    record += line;
    if (hasOddQuotes(line)) isOpen = !isOpen;
    if (isOpen) {
      record += '\n';
      continue;
    }
    yield { record, line: index + 1 };
    record = '';
  }
  if (isOpen) throw new Error('a quote is never closed');
}

function hasOddQuotes(line: string): boolean {
  return line.split('"').length % 2 === 0;
}

function withoutBlanksAroundQuotes(record: string): string {
  return record.replaceAll(/(?<=^|,)\s*("(?:[^"]|"")*")\s*(?=,|$)/g, '$1');
}
