import { Big } from 'big.js';
import { basisSchema, indicatorSchema } from '../domain/indicator.ts';
import type { Observation } from '../domain/observation.ts';
import { pairSchema } from '../domain/pair.ts';
import { frequencyOf, periodSchema } from '../domain/period.ts';
import * as z from '../domain/zod.ts';
import { SourceRefusal } from '../platform/errors.ts';
import { type CsvRow, readCsv } from './csv.ts';
import { PROVIDERS } from './providers.ts';
import type { Source, SourceContext, SourceRequest } from './source.ts';
import { isWanted } from './wanted.ts';

const ID = 'published-figures';

/** `text/plain` is what plain file hosts say of a CSV; an error page says `text/html`. */
const CSV_TYPES: readonly string[] = ['text/csv', 'text/plain', 'application/octet-stream'];

const required = (what: string) =>
  z.string().check(z.trim(), z.minLength(1, `every figure needs its ${what}`));

const cellsSchema = z.object({
  pair: pairSchema,
  indicator: indicatorSchema,
  period: periodSchema.check(
    z.refine((period) => ['M', 'A'].includes(frequencyOf(period)), 'must be a month or a year'),
  ),
  value: z.string().check(z.regex(/^\d+(\.\d+)?$/, 'must be a plain number such as 30.529')),
  scale: z.enum(['1', '1e3', '1e6', '1e9']),
  unit: z.literal('USD'),
  basis: basisSchema,
  status: z.enum(['final', 'provisional', 'estimated']),
  publisher: required('publisher'),
  citation: required('citation'),
});

const COLUMNS: readonly string[] = Object.keys(cellsSchema.shape);

const rowSchema = z.pipe(
  cellsSchema,
  z.transform(({ value, scale, publisher, citation, ...figure }): Observation => {
    const note = `${publisher}: ${citation}`;
    return { ...figure, value: new Big(value).times(scale), source: ID, note };
  }),
);

/**
 * Figures that were read in print, each with its publisher and citation: years and economies that no keyless API serves.
 * They come from the file that is shipped with the deployment, or from a URL that holds such a file.
 */
export const publishedFigures: Source = {
  ...PROVIDERS['published-figures'],
  fetch: async ({ targets }: SourceRequest, context: SourceContext): Promise<Observation[]> => {
    const figures = readFigures(await figuresText(context));
    return figures.filter(({ pair, period }) => isWanted(targets, pair, period));
  },
};

async function figuresText({ http, baseUrl, shippedFigures }: SourceContext): Promise<string> {
  if (baseUrl) return download(http, new URL(baseUrl));
  if (shippedFigures !== undefined) return shippedFigures;
  throw new SourceRefusal(
    ID,
    'no-figures',
    'no figures to read: deploy them as a CSV, as in shared/sources/published-figures.csv, or give the full URL of one as the base URL of this source',
  );
}

async function download(http: SourceContext['http'], url: URL): Promise<string> {
  const answer = await http.get({ source: ID, url, headers: { accept: 'text/csv' } });
  if (answer.status !== 200) throw new SourceRefusal(ID, 'status', `HTTP ${answer.status}`);
  if (CSV_TYPES.includes(answer.contentType)) return answer.text;
  const got = answer.contentType || 'no media type';
  throw new SourceRefusal(ID, 'content-type', `a CSV is needed, got ${got}`);
}

/** All of the file or nothing: one row that cannot be read is a sign that others were misread. */
function readFigures(text: string): Observation[] {
  const [header, ...rows] = parseCsv(text);
  if (!header) throw new SourceRefusal(ID, 'empty', 'the file of figures is empty');
  const missing = COLUMNS.filter((column) => !header.cells.includes(column));
  if (missing.length > 0) {
    throw new SourceRefusal(ID, 'header', `the first row lacks ${missing.join(', ')}`);
  }
  const seen = new Set<string>();
  return rows.map(({ cells, line }) => {
    const row = rowSchema.safeParse(
      Object.fromEntries(header.cells.map((column, at) => [column, cells[at]])),
    );
    if (!row.success) {
      const faults = row.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
      throw new SourceRefusal(ID, 'row', `row at line ${line}: ${faults.join('; ')}`);
    }
    const { pair, indicator, period } = row.data;
    const key = `${pair} ${indicator} ${period}`;
    if (seen.has(key)) {
      throw new SourceRefusal(ID, 'duplicate', `row at line ${line}: ${key} is there twice`);
    }
    seen.add(key);
    return row.data;
  });
}

function parseCsv(text: string): CsvRow[] {
  try {
    return readCsv(text, { comment: '#', trim: true });
  } catch (error) {
    throw notCsv(error);
  }
}

function notCsv(cause: unknown): SourceRefusal {
  const why = cause instanceof Error ? cause.message : 'unreadable';
  return new SourceRefusal(ID, 'shape', `not a whole CSV: ${why}`, { cause });
}
