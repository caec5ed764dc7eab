import { type Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type ComtradeFigure, comtradeFigures } from '../figures/comtrade-annual.ts';
import { releasedBy } from '../figures/released.ts';
import { datasetRow } from './un-comtrade-dataset.ts';
import { AREAS, type ComtradeWireRow, comtradeWireRow } from './un-comtrade-row.ts';

/** Rows that a preview may hold, whatever `maxRecords` says. */
const PREVIEW_ROWS = 500;

/** Periods that one call may name, but for the preview's. */
const MOST_PERIODS = 12;

const DIMENSIONS = ['reporterCode', 'partnerCode', 'flowCode', 'period', 'cmdCode'];

const MISSING_KEY =
  'Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API.';
const INVALID_KEY =
  'Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription.';

interface Options {
  readonly now: () => Date;
  /** @default - calls are not counted, so that a replay need not wait between them */
  readonly callsPerSecond?: number;
}

/**
 * Speaks UN Comtrade's keyless preview and, to any key of 32 hexadecimal digits, the keyed endpoint: annual totals, with the
 * figures released by now. No commodity, month or breakdown is held.
 */
export function createUnComtradeUpstream({ now, callsPerSecond }: Options): Hono {
  const figures = comtradeFigures();
  const app = new Hono();
  let calls: number[] = [];

  app.use(async (c, next) => {
    const second = performance.now() - 1000;
    calls = [...calls.filter((at) => at > second), performance.now()];
    if (callsPerSecond === undefined || calls.length <= callsPerSecond) return next();
    c.header('Retry-After', '1');
    return gateway(c, 429, 'Rate limit is exceeded. Try again in 1 seconds.');
  });
  app.get('/public/v1/preview/C/:frequency{A|M}/HS', (c) => answer(c, figures, now(), 1));
  app.get('/public/v1/getDa/C/:frequency{A|M}/HS', (c) => available(c, figures, now()));
  app.use('/data/v1/*', async (c, next) => {
    const key = c.req.header('ocp-apim-subscription-key') ?? c.req.query('subscription-key');
    if (!key) return gateway(c, 401, MISSING_KEY);
    return /^[0-9a-f]{32}$/i.test(key) ? next() : gateway(c, 401, INVALID_KEY);
  });
  app.get('/data/v1/getDa/C/:frequency{A|M}/HS', (c) => available(c, figures, now()));
  app.get('/data/v1/get/C/:frequency{A|M}/HS', (c) => answer(c, figures, now(), MOST_PERIODS));
  app.notFound((c) => gateway(c, 404, 'Resource not found'));
  return app;
}

/** The words of the gateway in front of the API; its bodies have another shape than those of the API. */
function gateway(c: Context, status: ContentfulStatusCode, message: string): Response {
  const body = `{ "statusCode": ${status}, "message": ${JSON.stringify(message)} }`;
  return c.body(body, status, { 'content-type': 'application/json' });
}

function answer(
  c: Context,
  figures: readonly ComtradeFigure[],
  now: Date,
  mostPeriods: 1 | 12,
): Response {
  const invalid = ['reporterCode', 'partnerCode'].find((name) => !/^[\d,]*$/.test(listed(c, name)));
  if (invalid !== undefined) {
    return mistake(c, 'Invalid parameter value', [
      { MemberNames: [invalid], ErrorMessage: `The field ${invalid} is invalid` },
    ]);
  }
  if (listed(c, 'period').split(',').length > mostPeriods) {
    const kind = mostPeriods === 1 ? 'preview' : 'get';
    return mistake(c, `Maximum number of periods for ${kind} is ${mostPeriods}`);
  }
  const describe = c.req.query('includeDesc')?.toLowerCase() === 'true';
  const rows = (c.req.param('frequency') === 'A' ? releasedBy(figures, now, cellOf) : [])
    .flatMap((figure) => rowsOf(figure, describe))
    .filter((row) => DIMENSIONS.every((name) => isAsked(c, name, row[name])))
    .slice(0, PREVIEW_ROWS);
  return c.json({ elapsedTime: '0.05 secs', count: rows.length, data: rows, error: '' });
}

/** The datasets of which there are figures; one reporter and year is one, whatever its partners. */
function available(c: Context, figures: readonly ComtradeFigure[], now: Date): Response {
  if (listed(c, 'period').split(',').length > MOST_PERIODS) {
    return mistake(c, `Maximum number of periods for getDa is ${MOST_PERIODS}`);
  }
  const out = c.req.param('frequency') === 'A' ? releasedBy(figures, now, cellOf) : [];
  const datasets = Map.groupBy(out, ({ reporter, period }) => `${reporter} ${period}`);
  const rows = [...datasets.values()]
    .flatMap(datasetRow)
    .filter((row) =>
      ['reporterCode', 'period'].every((name) => isAsked(c, name, Object(row)[name])),
    );
  return c.json({ elapsedTime: '0.01 secs', count: rows.length, data: rows, error: '' });
}

/** A parameter that is left out stands for all its values. */
function isAsked(c: Context, name: string, value: unknown): boolean {
  return listed(c, name) === '' || listed(c, name).split(',').includes(String(value));
}

function listed(c: Context, name: string): string {
  return c.req.query(name) ?? '';
}

function mistake(c: Context, error: string, errorObject?: readonly object[]): Response {
  const body = { elapsedTime: '0 secs', count: -1, data: [], error, errorObject };
  return c.json(body, 400);
}

function cellOf({ period, reporter, partner }: ComtradeFigure): string {
  return `${period} ${reporter} ${partner}`;
}

function rowsOf(figure: ComtradeFigure, describe: boolean): ComtradeWireRow[] {
  const reporter = AREAS[figure.reporter];
  const partner = AREAS[figure.partner];
  if (reporter === undefined || partner === undefined) return [];
  const { period, imports, exports } = figure;
  return [
    comtradeWireRow({ period, reporter, partner, flow: 'M', value: imports, describe }),
    comtradeWireRow({ period, reporter, partner, flow: 'X', value: exports, describe }),
  ];
}
