import { Hono } from 'hono';
import { type GdpFigure, gdpFigures } from '../figures/gdp-per-capita.ts';
import { releasedBy } from '../figures/released.ts';

/** The names of economies and series as the Bank writes them. */
const ECONOMIES: Readonly<Record<string, { readonly id: string; readonly value: string }>> = {
  JPN: { id: 'JP', value: 'Japan' },
  KOR: { id: 'KR', value: 'Korea, Rep.' },
};
const SERIES = { id: 'NY.GDP.PCAP.CD', value: 'GDP per capita (current US$)' };

/** Speaks the World Bank's API for GDP per person of some economies, with the edition that is out by now; it holds no other series. */
export function createWorldBankUpstream({ now }: { now: () => Date }): Hono {
  const figures = gdpFigures();
  const app = new Hono();
  app.get('/country/:economies/indicator/:series', (c) => {
    const [economies, series] = [c.req.param('economies'), c.req.param('series')].map((listed) =>
      listed.split(';'),
    ) as [string[], string[]];
    const [from = '', to = from] = (c.req.query('date') ?? '').split(':');
    const out = releasedBy(figures, now(), ({ economy, year }) => `${economy} ${year}`);
    const rows = out
      .filter(({ economy, year }) => economies.includes(economy) && from <= year && year <= to)
      .filter(() => series.includes(SERIES.id))
      // Newest first.
      .sort((a, b) => (a.economy === b.economy ? Number(b.year) - Number(a.year) : 0))
      .map(wireRow);
    const page = {
      ...{ page: 1, pages: 1, per_page: 20_000, total: rows.length, sourceid: '2' },
      lastupdated: editionOf(out),
    };
    // As text: a number of sixteen digits is written as it is.
    const body = `[${JSON.stringify(page)},${rows.length > 0 ? `[${rows.join(',')}]` : 'null'}]`;
    return c.body(body, 200, { 'content-type': 'application/json;charset=utf-8' });
  });
  return app;
}

/** Before the first edition that is held there is a database all the same, of which nothing is known. */
function editionOf(out: readonly GdpFigure[]): string {
  return (
    out
      .map(({ edition }) => edition)
      .sort()
      .at(-1) ?? '2000-01-01'
  );
}

function wireRow({ economy, year, value }: GdpFigure): string {
  const row = {
    indicator: SERIES,
    country: ECONOMIES[economy],
    ...{ countryiso3code: economy, date: year, value: 0, unit: '', obs_status: '', decimal: 0 },
  };
  return JSON.stringify(row).replace('"value":0', `"value":${value}`);
}
