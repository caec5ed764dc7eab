import { type Context, Hono } from 'hono';

/** One observation as the IMF holds it, in its own codes. */
export interface ImtsFigure {
  readonly country: string;
  readonly indicator: 'XG_FOB_USD' | 'MG_CIF_USD' | 'MG_FOB_USD' | 'TBG_USD';
  readonly counterpart: string;
  readonly frequency: 'A' | 'Q' | 'M';
  /** As on the wire: 2024, 2024-Q1, 2024-M01. */
  readonly period: string;
  /** Text, digit for digit; empty where the IMF has the period and no figure. */
  readonly value: string;
  readonly derivation?: string;
  readonly status?: string;
}

const COLUMNS = [
  'STRUCTURE[;]',
  'STRUCTURE_ID',
  'ACTION',
  'COUNTRY',
  'INDICATOR',
  'COUNTERPART_COUNTRY',
  'FREQUENCY',
  'TIME_PERIOD',
  'OBS_VALUE',
  'SCALE',
  'PRECISION',
  'DECIMALS_DISPLAYED',
  'TRADE_FLOW',
  'VALUATION',
  'UNIT',
  'DERIVATION_TYPE',
  'OVERLAP',
  'STATUS',
];

/**
 * The SDMX 3.0 data endpoint of the IMF, as far as IMTS is concerned: CSV where it is asked for and XML otherwise,
 * 204 for a dataflow that does not exist, and no rows for a slot of the key that is left empty.
 */
export function createImfImtsUpstream(figures: readonly ImtsFigure[]): Hono {
  const app = new Hono();
  app.get('/data/dataflow/:agency/:flow/:version/:key', (context) => {
    const { agency, flow, key } = context.req.param();
    if (agency !== 'IMF.STA' || flow !== 'IMTS') return context.body(null, 204);
    const slots = key.split('.');
    if (slots.length !== 4) return context.text(`Not enough key values in query: ${key}`, 400);
    if (!context.req.header('accept')?.includes('csv')) return answerXml(context);
    const within = timeFilter(context.req.query('c[TIME_PERIOD]') ?? '');
    const rows = figures.filter((figure) => inKey(slots, figure) && within(figure.period));
    const lines = [COLUMNS, ...rows.map(cellsOf)].map((cells) => `${cells.join(',')}\r\n`);
    return context.body(lines.join(''), 200, {
      'content-type': 'application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8',
    });
  });
  return app;
}

function answerXml(context: Context): Response {
  return context.body('<?xml version="1.0"?><message:StructureSpecificData/>', 200, {
    'content-type': 'application/vnd.sdmx.data+xml;version=3.0.0',
  });
}

function inKey(slots: readonly string[], figure: ImtsFigure): boolean {
  const codes = [figure.country, figure.indicator, figure.counterpart, figure.frequency];
  return codes.every((code, at) => {
    const asked = (slots[at] ?? '').split('+');
    return asked.includes('*') || asked.includes(code);
  });
}

/** `ge:2024-01+le:2024-12`; a plus sign that is not escaped arrives as a space. */
function timeFilter(constraint: string): (period: string) => boolean {
  const bounds = constraint.split(/[+ ]/).map((bound) => bound.split(':'));
  return (period) =>
    bounds.every(([operator, limit = '']) => {
      if (operator === 'ge') return sortable(period) >= sortable(limit);
      return operator !== 'le' || sortable(period) <= sortable(limit);
    });
}

function sortable(period: string): string {
  return period.replace('-M', '-');
}

function cellsOf(figure: ImtsFigure): string[] {
  const [flow = '', valuation = ''] = figure.indicator.split('_');
  return [
    'dataflow',
    'IMF.STA:IMTS(1.0.0)',
    'R',
    figure.country,
    figure.indicator,
    figure.counterpart,
    figure.frequency,
    figure.period,
    figure.value,
    '6',
    '',
    '',
    flow,
    valuation,
    'USD',
    figure.derivation ?? 'O',
    'OL',
    figure.status ?? '',
  ];
}
