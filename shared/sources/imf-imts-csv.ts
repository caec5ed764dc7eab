import { Big } from 'big.js';
import { type Period, periodSchema } from '../domain/period.ts';
import * as z from '../domain/zod.ts';
import { SourceRefusal } from '../platform/errors.ts';
import type { HttpAnswer } from '../platform/http.ts';
import { readCsv } from './csv.ts';

/** The media type of SDMX-CSV 2.0; without it the server answers XML. */
export const SDMX_CSV = 'application/vnd.sdmx.data+csv;version=2.0.0';

const CSV_TYPES: readonly string[] = ['application/vnd.sdmx.data+csv', 'text/csv'];

/** A row of the dataflow IMF.STA:IMTS. `value` is undefined where the server has a period and no figure. */
export interface ImtsRow {
  readonly country: string;
  readonly indicator: string;
  readonly counterpart: string;
  readonly frequency: string;
  readonly period: Period;
  readonly value: Big | undefined;
  readonly derivation: string;
}

/**
 * Columns are taken by name, since their order and number differ by dataflow. SCALE (6 on all of IMTS) is a hint for
 * display: OBS_VALUE is in single dollars (USA to World 2024: 2065411250609 with SCALE 6; OpenBB, recorded 2025-12-16),
 * so the column is not read.
 */
const rowSchema = z.pipe(
  z.object({
    STRUCTURE_ID: z
      .string()
      .check(z.regex(/^IMF\.STA:IMTS(\(|$)/, 'must be IMF.STA:IMTS, whatever its version')),
    COUNTRY: z.string(),
    INDICATOR: z.string(),
    COUNTERPART_COUNTRY: z.string(),
    FREQUENCY: z.string(),
    // Months are written 2024-M01.
    TIME_PERIOD: z.pipe(z.pipe(z.string(), z.transform(withoutMonthMark)), periodSchema),
    OBS_VALUE: z.string(),
    UNIT: z._default(z.literal(['USD', ''], 'must be USD'), ''),
    DERIVATION_TYPE: z._default(z.string(), ''),
    STATUS: z._default(z.string(), ''),
  }),
  z.transform((row, context): ImtsRow => {
    const absent = row.STATUS === 'NP' || isAbsent(row.OBS_VALUE);
    if (!absent && !isAmount(row.OBS_VALUE)) {
      context.issues.push({
        code: 'custom',
        path: ['OBS_VALUE'],
        message: `must be a number of dollars, zero or more, got: ${row.OBS_VALUE}`,
        input: row,
      });
      return z.NEVER;
    }
    return {
      country: row.COUNTRY,
      indicator: row.INDICATOR,
      counterpart: row.COUNTERPART_COUNTRY,
      frequency: row.FREQUENCY,
      period: row.TIME_PERIOD,
      value: absent ? undefined : new Big(row.OBS_VALUE),
      derivation: row.DERIVATION_TYPE,
    };
  }),
);

/**
 * The rows of an answer. No data is said in two ways: 204 with an empty body for what the server does not know
 * (imfp, recorded 2025-11-09), and 200 with the header line alone.
 * @throws SourceRefusal for any other status, and for JSON, XML or HTML in a 200.
 */
export function readImtsRows(source: string, answer: HttpAnswer): ImtsRow[] {
  if (answer.status === 204) return [];
  if (answer.status !== 200) {
    throw new SourceRefusal(source, 'status', `HTTP ${answer.status}: ${excerpt(answer.text)}`);
  }
  if (!CSV_TYPES.includes(answer.contentType)) {
    throw new SourceRefusal(
      source,
      'content-type',
      `asked for SDMX-CSV, got ${answer.contentType || 'no media type'}: ${excerpt(answer.text)}`,
    );
  }
  const [header = [], ...lines] = parseCsv(source, answer.text);
  checkHeader(source, header);
  return lines.map((cells, index) => {
    const row = rowSchema.safeParse(
      Object.fromEntries(header.map((column, at) => [column, cells[at]])),
    );
    if (row.success) return row.data;
    const faults = row.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
    throw new SourceRefusal(source, 'row', `row ${index + 1}: ${faults.join('; ')}`);
  });
}

/** A row that was cut off has fewer cells than the header, which the reader refuses. */
function parseCsv(source: string, text: string): (readonly string[])[] {
  try {
    return readCsv(text).map(({ cells }) => cells);
  } catch (error) {
    throw notCsv(source, text, error);
  }
}

function notCsv(source: string, text: string, cause: unknown): SourceRefusal {
  return new SourceRefusal(source, 'shape', `not a whole CSV: ${excerpt(text)}`, { cause });
}

/** The first column is `STRUCTURE[;]`: the bracket names the separator of its sub-fields. */
function checkHeader(source: string, header: readonly string[]): void {
  const starts = /^STRUCTURE(\[.\])?$/.test(header[0] ?? '');
  if (starts && new Set(header).size === header.length) return;
  throw new SourceRefusal(source, 'shape', `not an SDMX-CSV header: ${excerpt(header.join(','))}`);
}

function withoutMonthMark(text: string): string {
  return text.replace(/^(\d{4})-M(\d{2})$/, '$1-$2');
}

/** `NaN` declares a missing value in SDMX; JSON answers have null beside the status NP (imfp, recorded 2025-11-09). */
function isAbsent(text: string): boolean {
  return ['', 'null', 'NaN'].includes(text);
}

function isAmount(text: string): boolean {
  return /^\d+(\.\d+)?([eE]\+?\d{1,2})?$/.test(text);
}

function excerpt(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 200) || '(empty)';
}
