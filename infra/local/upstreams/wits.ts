import { type Context, Hono } from 'hono';
import { releasedBy } from '../figures/released.ts';
import { type WitsRow, witsRows } from '../figures/wits.ts';

const CODES: Readonly<Record<string, string>> = { CN: 'CHN', JP: 'JPN', KR: 'KOR', US: 'USA' };

const MEASURES: Readonly<Record<string, Readonly<Record<string, (row: WitsRow) => number>>>> = {
  'tradestats-trade': { 'MPRT-TRD-VL': ({ importsThousand }) => importsThousand },
  'tradestats-tariff': {
    'AHS-WGHTD-AVRG': ({ tariffWeighted }) => tariffWeighted,
  },
};

/** The tariff dataset calls all goods by another name in its answers than in requests. */
const ALL_GOODS: Readonly<Record<string, string>> = {
  'tradestats-trade': 'Total',
  'tradestats-tariff': '999999',
};

/**
 * Speaks WITS's TradeStats for all goods, with the figures released by now: SDMX-JSON where it is asked for and XML otherwise,
 * a 404 where nothing is known, as of any sector, a 413 for too many alls, and its error page for another product.
 */
export function createWitsUpstream({ now }: { readonly now: () => Date }): Hono {
  const rows = witsRows();
  const app = new Hono();
  app.get(
    '/datasource/:dataset/reporter/:reporter/year/:year/partner/:partner/product/:product/indicator/:indicator',
    (c) => answer(c, releasedBy(rows, now(), cellOf)),
  );
  app.notFound((c) => c.redirect('/WITSAPIError.aspx'));
  return app;
}

function cellOf({ period, importer, exporter }: WitsRow): string {
  return `${period} ${importer} ${exporter}`;
}

/** How ranges of chapters are named, of which nothing is held. */
const SECTOR = /^\d{2}-\d{2}_[A-Za-z]+$/;

const NO_RECORDS = 'Not Found - NoRecordsFound';

interface Found {
  readonly key: readonly string[];
  readonly year: string;
  readonly value: number;
}

function answer(c: Context, rows: readonly WitsRow[]): Response {
  const { dataset = '', product = '', ...slots } = c.req.param() as Record<string, string>;
  const measures = MEASURES[dataset];
  if (SECTOR.test(product) && measures) return c.text(NO_RECORDS, 404);
  if (!measures || product !== 'Total') return c.redirect('/WITSAPIError.aspx');
  const asked = (name: string): string[] => (slots[name] ?? '').toUpperCase().split(';');
  const isAsked = (name: string, code: string): boolean =>
    asked(name).includes('ALL') || asked(name).includes(code);
  if (asked('reporter').includes('ALL') && asked('partner').includes('ALL'))
    return c.text('Request Entity Too Large', 413);

  const found = rows.flatMap((row): Found[] => {
    const [reporter = '', partner = ''] = [row.importer, row.exporter].map((code) => CODES[code]);
    if (!isAsked('reporter', reporter) || !isAsked('partner', partner)) return [];
    if (!isAsked('year', row.period)) return [];
    return Object.entries(measures)
      .filter(([indicator]) => isAsked('indicator', indicator))
      .map(([indicator, of]) => ({
        key: ['A', reporter, partner, ALL_GOODS[dataset] ?? '', indicator],
        year: row.period,
        value: of(row),
      }));
  });
  if (found.length === 0) return c.text(NO_RECORDS, 404);
  if (c.req.query('format') !== 'JSON') return answerXml(c);
  return c.body(JSON.stringify(message(found)), 200, {
    'content-type': 'application/vnd.sdmx.data+json;version=1.0.0',
  });
}

function answerXml(c: Context): Response {
  return c.body('<?xml version="1.0"?><message:StructureSpecificData/>', 200, {
    'content-type': 'application/vnd.sdmx.structurespecificdata+xml;version=2.1',
  });
}

const DIMENSIONS = ['FREQ', 'REPORTER', 'PARTNER', 'PRODUCTCODE', 'INDICATOR'];

/** In SDMX-JSON a series is named by the places of its codes, and an observation by that of its year. */
function message(found: readonly Found[]) {
  const codes = DIMENSIONS.map((_, at) => [...new Set(found.map(({ key }) => key[at] ?? ''))]);
  const years = [...new Set(found.map(({ year }) => year))].sort();
  const placed = found.map(({ key, year, value }) => ({
    series: key.map((code, at) => codes[at]?.indexOf(code)).join(':'),
    observation: [String(years.indexOf(year)), [value, 0]] as const,
  }));
  const bySeries = Map.groupBy(placed, ({ series }) => series);
  const series = [...bySeries].map(([key, group]) => [
    key,
    { observations: Object.fromEntries(group.map(({ observation }) => observation)) },
  ]);
  const named = (id: string, values: readonly string[]) => ({
    ...{ id, keyPosition: DIMENSIONS.indexOf(id) },
    values: values.map((value) => ({ id: value, name: value })),
  });
  return {
    header: { id: 'WITS', test: false },
    dataSets: [{ action: 'Information', series: Object.fromEntries(series) }],
    structure: {
      dimensions: {
        series: DIMENSIONS.map((id, at) => named(id, codes[at] ?? [])),
        observation: [named('TIME_PERIOD', years)],
      },
    },
  };
}
