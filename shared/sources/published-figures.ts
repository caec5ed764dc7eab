import { Big } from 'big.js';
import {
  basisSchema,
  definitionOf,
  type Indicator,
  indicatorSchema,
  UNITS,
} from '../domain/indicator.ts';
import type { Observation } from '../domain/observation.ts';
import { pairSchema } from '../domain/pair.ts';
import { frequencyOf, periodSchema } from '../domain/period.ts';
import * as z from '../domain/zod.ts';
import { SourceRefusal } from '../platform/errors.ts';
import { readShippedRows } from './csv-rows.ts';
import { PROVIDERS } from './providers.ts';
import type { MarkedAnswer, Marks, Source, SourceContext, SourceRequest } from './source.ts';
import { conditionsOf, validatorsOf } from './validators.ts';
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
    z.refine(
      (period) => frequencyOf(period) !== 'Q',
      'must be a month, a year or the first days of a month',
    ),
  ),
  value: z.string().check(z.regex(/^\d+(\.\d+)?$/, 'must be a plain number such as 30.529')),
  scale: z.enum(['1', '1e3', '1e6', '1e9']),
  unit: z.enum(UNITS),
  basis: basisSchema,
  status: z.enum(['final', 'provisional', 'estimated']),
  publisher: required('publisher'),
  citation: required('citation'),
});

const COLUMNS: readonly string[] = Object.keys(cellsSchema.shape);

/**
 * Working days are counted in the releases of the first 10 and 20 days of a month (Korea Customs Service, about the 11th and the
 * 21st), and only beside a flow of the same days do they mean anything.
 */
const fittingSchema = cellsSchema.check(
  ({ value: { indicator, period, unit, basis, scale }, issues }) => {
    const fault = (path: string, message: string): number =>
      issues.push({ code: 'custom', path: [path], message, input: path });
    const given: readonly Indicator[] = PROVIDERS[ID].indicators;
    if (!given.includes(indicator)) {
      fault('indicator', `must be one that is taken from print: ${given.join(', ')}`);
    }
    const wanted = definitionOf(indicator).unit;
    const isCount = indicator === 'working-days';
    if (unit !== wanted) fault('unit', `must be ${wanted}, in which ${indicator} is counted`);
    if (isCount !== (basis === 'calendar'))
      fault('basis', 'must be calendar for working days, and for nothing else');
    if (isCount && scale !== '1') fault('scale', 'must be 1 for working days');
    if (isCount && frequencyOf(period) !== 'P') {
      fault('period', 'must be the first days of a month for working days, such as 2025-06/20');
    }
  },
);

const rowSchema = z.pipe(
  fittingSchema,
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
  fetchChanged,
};

/** A file at a URL is not sent again where its server finds it unchanged. What is shipped is read: that costs nothing. */
async function fetchChanged(
  { targets }: SourceRequest,
  known: Marks,
  context: SourceContext,
): Promise<MarkedAnswer> {
  const { text, marks } = await figuresFile(context, known);
  const figures = text === undefined ? [] : readFigures(text);
  return { observations: figures.filter((of) => isWanted(targets, of.pair, of.period)), marks };
}

async function figuresText(context: SourceContext): Promise<string> {
  return (await figuresFile(context, {})).text ?? '';
}

interface FiguresFile {
  /** Undefined where it is as it was. */
  readonly text: string | undefined;
  readonly marks: Marks;
}

async function figuresFile(
  { http, baseUrl, shipped }: SourceContext,
  known: Marks,
): Promise<FiguresFile> {
  if (baseUrl) return download(http, new URL(baseUrl), known);
  if (shipped.figures !== undefined) return { text: shipped.figures, marks: {} };
  throw new SourceRefusal(
    ID,
    'no-figures',
    'no figures to read: deploy them as a CSV, as in shared/sources/published-figures.csv, or give the full URL of one as the base URL of this source',
  );
}

async function download(http: SourceContext['http'], url: URL, known: Marks): Promise<FiguresFile> {
  const headers = { accept: 'text/csv', ...conditionsOf(known) };
  const answer = await http.get({ source: ID, url, headers });
  if (answer.status === 304 && Object.keys(known).length > 0)
    return { text: undefined, marks: known };
  if (answer.status !== 200) throw new SourceRefusal(ID, 'status', `HTTP ${answer.status}`);
  const marks = validatorsOf(answer.headers);
  if (CSV_TYPES.includes(answer.contentType)) return { text: answer.text, marks };
  const got = answer.contentType || 'no media type';
  throw new SourceRefusal(ID, 'content-type', `a CSV is needed, got ${got}`);
}

function readFigures(text: string): Observation[] {
  const seen = new Set<string>();
  return readShippedRows(ID, text, COLUMNS, rowSchema).map(({ row, line }) => {
    const key = `${row.pair} ${row.indicator} ${row.period}`;
    if (seen.has(key)) {
      throw new SourceRefusal(ID, 'duplicate', `row at line ${line}: ${key} is there twice`);
    }
    seen.add(key);
    return row;
  });
}
