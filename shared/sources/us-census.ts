import { Big } from 'big.js';
import type { Basis, Indicator } from '../domain/indicator.ts';
import type { Observation } from '../domain/observation.ts';
import { type Pair, partnerOf, reporterOf } from '../domain/pair.ts';
import { comparePeriods, frequencyOf, type Period, periodSchema } from '../domain/period.ts';
import { SourceKeyRefused } from '../platform/errors.ts';
import { PROVIDERS } from './providers.ts';
import { singleCommodityOf } from './single-goods.ts';
import type { Source, SourceContext, SourceRequest, SourceTarget } from './source.ts';
import { type CensusRow, ID, readCensusRows, refusal } from './us-census-answer.ts';
import { SCHEDULE_C } from './us-census-countries.ts';
import { wantedIn } from './wanted.ts';

interface Measure {
  readonly column: string;
  readonly indicator: Indicator;
  readonly basis: Basis;
  readonly note?: string;
}

interface Flow {
  readonly path: string;
  /** The variable that holds the code of a commodity. */
  readonly commodity: string;
  readonly measures: readonly Measure[];
  /** What the row of all countries says beside those of one. */
  readonly total: Measure;
}

/** All countries together. Such a row is tagged as a detail, so that no filter but the code itself tells it apart. */
const ALL_COUNTRIES = '-';

/** DF is never asked for: with it, exports come three times, domestic, re-exported and in all. */
const IMPORTS: Flow = {
  path: 'imports/hs',
  commodity: 'I_COMMODITY',
  measures: [
    { column: 'GEN_VAL_MO', indicator: 'imports', basis: 'customs value' },
    { column: 'CON_VAL_MO', indicator: 'imports-for-consumption', basis: 'customs value' },
    { column: 'DUT_VAL_MO', indicator: 'dutiable-value', basis: 'customs value' },
    {
      column: 'CAL_DUT_MO',
      indicator: 'duties',
      basis: 'calculated duty',
      note: 'Calculated at the rates of entry; antidumping and countervailing duties are not in it.',
    },
  ],
  total: { column: 'GEN_VAL_MO', indicator: 'total-imports', basis: 'customs value' },
};

const EXPORTS: Flow = {
  path: 'exports/hs',
  commodity: 'E_COMMODITY',
  measures: [{ column: 'ALL_VAL_MO', indicator: 'exports', basis: 'FAS' }],
  total: { column: 'ALL_VAL_MO', indicator: 'total-exports', basis: 'FAS' },
};

/** All partners of a run for some goods at once, and the months from the first to the last that any target wants. */
interface Query {
  /** The HS chapter or heading; all goods where there is none. */
  readonly commodity: string | undefined;
  readonly targets: readonly SourceTarget[];
  readonly pairsByCountry: ReadonlyMap<string, Pair>;
  readonly from: Period;
  readonly to: Period;
}

export const usCensus: Source = {
  ...PROVIDERS['us-census'],
  fetch: fetchObservations,
};

/** Two calls, one after the other: what is throttled here stalls instead of answering 429 (ETRX audit, 2026-08-23). */
async function fetchObservations(
  { targets }: SourceRequest,
  context: SourceContext,
): Promise<Observation[]> {
  // All of them are planned before the first is made: a pair that cannot be asked for costs no call.
  const byGoods = Map.groupBy(targets, ({ pair }) => singleCommodityOf(ID, pair));
  const queries = [...byGoods].flatMap(([commodity, of]) => queryFor(commodity, of) ?? []);
  const observations: Observation[] = [];
  for (const query of queries) {
    observations.push(...(await ask(IMPORTS, query, context)));
    observations.push(...(await ask(EXPORTS, query, context)));
  }
  return observations;
}

function queryFor(
  commodity: string | undefined,
  targets: readonly SourceTarget[],
): Query | undefined {
  const from = targets.map((target) => target.from).sort(comparePeriods)[0];
  const to = targets
    .map((target) => target.to)
    .sort(comparePeriods)
    .at(-1);
  if (from === undefined || to === undefined) return undefined;
  const pairsByCountry = new Map(targets.map((target) => [countryOf(target), target.pair]));
  return { commodity, targets, pairsByCountry, from, to };
}

function countryOf({ pair, frequency }: SourceTarget): string {
  if (reporterOf(pair) !== 'US') {
    throw refusal('unsupported-pair', `reporter must be US, got: ${pair}`);
  }
  if (frequency !== 'M') {
    throw refusal('unsupported-frequency', `frequency must be M, got: ${frequency} for ${pair}`);
  }
  const country = partnerOf(pair) === 'WORLD' ? ALL_COUNTRIES : SCHEDULE_C[partnerOf(pair)];
  if (country !== undefined) return country;
  throw refusal('unsupported-pair', `no Schedule C code is known for ${partnerOf(pair)}`);
}

async function ask(
  flow: Flow,
  query: Query,
  { http, baseUrl, apiKey }: SourceContext,
): Promise<Observation[]> {
  if (!apiKey) {
    throw new SourceKeyRefused(ID, 'the API wants a key (since 2026-05-12) and none is configured');
  }
  const columns = flow.measures.map((measure) => measure.column);
  const parameters = [...parametersOf(flow, columns, query), `key=${encodeURIComponent(apiKey)}`];
  const url = new URL(`${baseUrl}/data/timeseries/intltrade/${flow.path}?${parameters.join('&')}`);
  const answer = await http.get({ source: ID, url });
  const echoed = query.commodity === undefined ? [] : [flow.commodity];
  const rows = readCensusRows(answer, ['CTY_CODE', 'time', ...echoed, ...columns], apiKey);
  return observationsIn(rows, flow, query);
}

/**
 * A space after a comma in `get` is answered by 400 "unknown variable ''" (measured 2026-08-28). `time` is a predicate only,
 * and a predicate is repeated for each value: a comma list is answered by a silent 204.
 * Where no commodity and no level is named, Census answers one row a country and month, the sum of all commodities, equal to the
 * sum of the chapters to the dollar (ETRX audit, 2026-08-23). A code is found only at its own level: a chapter among headings is
 * answered by a silent 204 too.
 */
function parametersOf(flow: Flow, columns: readonly string[], query: Query): string[] {
  const { commodity } = query;
  const countries = new Set([...query.pairsByCountry.keys(), ALL_COUNTRIES]);
  return [
    `get=${['CTY_CODE', 'CTY_NAME', ...columns].join(',')}`,
    `time=from+${query.from}+to+${query.to}`,
    ...Array.from(countries, (country) => `CTY_CODE=${country}`),
    ...(commodity ? [`COMM_LVL=HS${commodity.length}`, `${flow.commodity}=${commodity}`] : []),
  ];
}

function observationsIn(rows: readonly CensusRow[], flow: Flow, query: Query): Observation[] {
  const seen = new Set<string>();
  const isWanted = wantedIn(query.targets);
  // Countries and months come again and again.
  const saidOf = remembered((country) => allSaidOf(country, flow, query));
  const monthOf = remembered((time) => monthIn(time, query));
  const observations: Observation[] = [];
  for (const row of rows) {
    const country = countryIn(row, flow, query);
    const period = monthOf(row('time') ?? '');
    const key = `${country} ${period}`;
    if (seen.has(key)) throw refusal('duplicate', `one row a country and month, two of ${key}`);
    seen.add(key);
    for (const { pair, measures } of saidOf(country)) {
      if (isWanted(pair, period)) collect(row, measures, pair, period, observations);
    }
  }
  return observations;
}

function collect(
  row: CensusRow,
  measures: readonly Measure[],
  pair: Pair,
  period: Period,
  observations: Observation[],
): void {
  for (const measure of measures) {
    const observation = observationOf(row, measure, pair, period);
    if (observation) observations.push(observation);
  }
}

function remembered<T>(of: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text) ?? of(text);
    known.set(text, found);
    return found;
  };
}

/** What a row says, and about whom: that of all countries is also the total beside each of them. */
function allSaidOf(
  country: string,
  flow: Flow,
  { pairsByCountry }: Query,
): { pair: Pair; measures: readonly Measure[] }[] {
  const own = pairsByCountry.get(country);
  const of = own ? [{ pair: own, measures: flow.measures }] : [];
  if (country !== ALL_COUNTRIES) return of;
  const others = [...pairsByCountry.values()].filter((pair) => pair !== own);
  return [...of, ...others.map((pair) => ({ pair, measures: [flow.total] }))];
}

/** The answer repeats the predicates: a row about anything else than was asked means that one of them was not heeded. */
function countryIn(row: CensusRow, flow: Flow, query: Query): string {
  const country = row('CTY_CODE') ?? '';
  if (country !== ALL_COUNTRIES && !query.pairsByCountry.has(country)) {
    throw refusal('echo', `CTY_CODE ${country} was not asked for`);
  }
  if (query.commodity !== undefined && row(flow.commodity) !== query.commodity) {
    throw refusal('echo', `${flow.commodity} ${row(flow.commodity)} was not asked for`);
  }
  return country;
}

function monthIn(text: string, query: Query): Period {
  const time = periodSchema.safeParse(text);
  if (!time.success || frequencyOf(time.data) !== 'M') {
    throw refusal('echo', `time must be a month, got: ${text}`);
  }
  if (time.data < query.from || time.data > query.to) {
    throw refusal('echo', `time ${time.data} is not within ${query.from} to ${query.to}`);
  }
  return time.data;
}

/**
 * Figures are strings of whole dollars; "0" is one, null and the empty string are none. They count as final, though months
 * are restated with later releases and years each June: nothing on the wire marks a figure as provisional.
 */
function observationOf(
  row: CensusRow,
  { column, indicator, basis, note }: Measure,
  pair: Pair,
  period: Period,
): Observation | undefined {
  const cell = row(column);
  if (!cell) return undefined;
  if (!/^\d+$/.test(cell)) {
    throw refusal('number', `${column} of ${pair} ${period} must be whole dollars, got: ${cell}`);
  }
  const value = new Big(cell);
  const said = {
    pair,
    period,
    value,
    indicator,
    basis,
    unit: 'USD',
    status: 'final',
    source: ID,
  } as const;
  return note === undefined ? said : { ...said, note };
}
