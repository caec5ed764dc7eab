import { type Context, Hono } from 'hono';
import { releasedBy } from '../figures/released.ts';
import { type UsTradeFigure, usTradeFigures } from '../figures/us-trade.ts';

const COUNTRIES = [
  { partner: 'CA', code: '1220', name: 'CANADA' },
  { partner: 'MX', code: '2010', name: 'MEXICO' },
  { partner: 'CN', code: '5700', name: 'CHINA' },
  { partner: 'KR', code: '5800', name: 'KOREA, SOUTH' },
  { partner: 'JP', code: '5880', name: 'JAPAN' },
] as const;

type Cell = string | null;

const MEASURES_BY_FLOW: Readonly<Record<string, Record<string, (of: UsTradeFigure) => Cell>>> = {
  imports: {
    GEN_VAL_MO: (figure) => figure.generalImports,
    CON_VAL_MO: (figure) => figure.consumptionImports,
    DUT_VAL_MO: (figure) => figure.dutiableValue,
    CAL_DUT_MO: (figure) => figure.calculatedDuty,
  },
  exports: { ALL_VAL_MO: (figure) => figure.exports },
};

/**
 * Speaks the Census Bureau's International Trade API for all-commodity totals, with the figures released by now.
 * Any key of 40 hexadecimal digits is accepted. No total of all countries (`CTY_CODE=-`) and no commodity is held.
 */
export function createUsCensusUpstream({ now }: { now: () => Date }): Hono {
  const figures = usTradeFigures();
  const app = new Hono();
  app.get('/data/missing_key.html', (c) => c.html('<title>Missing Key</title>'));
  app.get('/data/invalid_key.html', (c) => c.html('<title>Invalid Key</title>'));
  app.get('/data/timeseries/intltrade/:flow{imports|exports}/hs', (c) => {
    const key = c.req.query('key');
    if (!key) return keyError(c, 'missing');
    if (!/^[0-9a-f]{40}$/i.test(key)) return keyError(c, 'invalid');
    return answer(
      c,
      releasedBy(figures, now(), ({ period, partner }) => `${period} ${partner}`),
    );
  });
  return app;
}

/** Not a 401: a redirect to a page, which only its header tells from a page that moved. */
function keyError(c: Context, kind: 'missing' | 'invalid'): Response {
  c.header('X-DataWebAPI-KeyError', '1');
  return c.redirect(new URL(`/data/${kind}_key.html`, c.req.url).href, 302);
}

function answer(c: Context, figures: readonly UsTradeFigure[]): Response {
  const measures = MEASURES_BY_FLOW[c.req.param('flow') ?? ''] ?? {};
  const columns = (c.req.query('get') ?? '').split(',');
  const known = (column: string): boolean => /^CTY_(CODE|NAME)$/.test(column) || column in measures;
  const unknown = columns.find((column) => !known(column));
  // After a comma, a space counts as a variable of its own.
  if (unknown !== undefined) {
    const quoted = unknown.startsWith(' ') ? '' : unknown;
    return c.text(`error: error: unknown variable '${quoted}'`, 400);
  }

  const codes = c.req.queries('CTY_CODE') ?? COUNTRIES.map((country) => country.code);
  const inTime = timeFilter(c.req.query('time') ?? '');
  // Predicates are repeated as columns, also when `get` has them already.
  const header = [...columns, 'time', ...(c.req.queries('CTY_CODE') ? ['CTY_CODE'] : [])];
  const rows = COUNTRIES.filter((country) => codes.includes(country.code)).flatMap((country) =>
    figures
      .filter((figure) => figure.partner === country.partner && inTime(figure.period))
      .map((figure) => header.map((column) => cellOf(column, country, figure, measures))),
  );
  if (rows.length === 0) return c.body(null, 204);
  // One row a line, as the server writes it.
  const lines = [header, ...rows].map((row) => JSON.stringify(row));
  return c.body(`[${lines.join(',\n')}]`, 200, {
    'content-type': 'application/json;charset=utf-8',
  });
}

function cellOf(
  column: string,
  country: (typeof COUNTRIES)[number],
  figure: UsTradeFigure,
  measures: Record<string, (of: UsTradeFigure) => Cell>,
): Cell {
  if (column === 'CTY_CODE') return country.code;
  if (column === 'CTY_NAME') return country.name;
  if (column === 'time') return figure.period;
  return measures[column]?.(figure) ?? null;
}

/** `2025-06`, `2025` (all its months), `from 2025-01` or `from 2025-01 to 2025-12`. */
function timeFilter(time: string): (period: string) => boolean {
  const range = /^from (\S+)(?: to (\S+))?$/.exec(time);
  if (range === null) return (period) => time !== '' && period.startsWith(time);
  const [, from = '', to = '9999-12'] = range;
  return (period) => from <= period && period <= to;
}
