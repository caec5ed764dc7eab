import { Big } from 'big.js';
import type { Basis, Indicator } from '../domain/indicator.ts';
import type { Observation } from '../domain/observation.ts';
import { type Pair, partnerOf, reporterOf } from '../domain/pair.ts';
import { comparePeriods, frequencyOf, type Period, periodSchema } from '../domain/period.ts';
import { SourceKeyRefused } from '../platform/errors.ts';
import { PROVIDERS } from './providers.ts';
import type { Source, SourceContext, SourceRequest, SourceTarget } from './source.ts';
import { type CensusRow, ID, readCensusRows, refusal } from './us-census-answer.ts';
import { SCHEDULE_C } from './us-census-countries.ts';
import { isWanted } from './wanted.ts';

interface Measure {
  readonly column: string;
  readonly indicator: Indicator;
  readonly basis: Basis;
  readonly note?: string;
}

/**
 * Neither flow names a commodity or a level: Census then answers one row a country and month, the sum of all commodities,
 * equal to the sum of the chapters to the dollar (ETRX audit, 2026-08-23). DF is never asked for: with it, exports come
 * three times, domestic, re-exported and in all.
 */
const FLOWS = {
  'imports/hs': [
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
  'exports/hs': [{ column: 'ALL_VAL_MO', indicator: 'exports', basis: 'FAS' }],
} as const satisfies Record<string, readonly Measure[]>;

type Flow = keyof typeof FLOWS;

/** All partners of a run at once, and the months from the first to the last that any target wants. */
interface Query {
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
  const query = queryFor(targets);
  if (query === undefined) return [];
  const imports = await ask('imports/hs', query, context);
  const exports = await ask('exports/hs', query, context);
  return [...imports, ...exports];
}

function queryFor(targets: readonly SourceTarget[]): Query | undefined {
  const from = targets.map((target) => target.from).sort(comparePeriods)[0];
  const to = targets
    .map((target) => target.to)
    .sort(comparePeriods)
    .at(-1);
  if (from === undefined || to === undefined) return undefined;
  const pairsByCountry = new Map(targets.map((target) => [countryOf(target), target.pair]));
  return { targets, pairsByCountry, from, to };
}

function countryOf({ pair, frequency }: SourceTarget): string {
  if (reporterOf(pair) !== 'US') {
    throw refusal('unsupported-pair', `reporter must be US, got: ${pair}`);
  }
  if (frequency !== 'M') {
    throw refusal('unsupported-frequency', `frequency must be M, got: ${frequency} for ${pair}`);
  }
  const country = SCHEDULE_C[partnerOf(pair)];
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
  const columns = FLOWS[flow].map((measure) => measure.column);
  const parameters = [...parametersOf(columns, query), `key=${encodeURIComponent(apiKey)}`];
  const url = new URL(`${baseUrl}/data/timeseries/intltrade/${flow}?${parameters.join('&')}`);
  const answer = await http.get({ source: ID, url });
  const rows = readCensusRows(answer, ['CTY_CODE', 'time', ...columns], apiKey);
  return observationsIn(rows, FLOWS[flow], query);
}

/**
 * A space after a comma in `get` is answered by 400 "unknown variable ''" (measured 2026-08-28). `time` is a predicate only,
 * and a predicate is repeated for each value: a comma list is answered by a silent 204.
 */
function parametersOf(columns: readonly string[], query: Query): string[] {
  return [
    `get=${['CTY_CODE', 'CTY_NAME', ...columns].join(',')}`,
    `time=from+${query.from}+to+${query.to}`,
    ...Array.from(query.pairsByCountry.keys(), (country) => `CTY_CODE=${country}`),
  ];
}

function observationsIn(
  rows: readonly CensusRow[],
  measures: readonly Measure[],
  query: Query,
): Observation[] {
  const seen = new Set<string>();
  return rows.flatMap((row) => {
    const { pair, period } = echoOf(row, query);
    const key = `${pair} ${period}`;
    if (seen.has(key)) throw refusal('duplicate', `one row a country and month, two of ${key}`);
    seen.add(key);
    if (!isWanted(query.targets, pair, period)) return [];
    return measures.flatMap((measure) => observationOf(row, measure, pair, period));
  });
}

/** The answer repeats the predicates: a row about another country or month means that one of them was not heeded. */
function echoOf(row: CensusRow, query: Query): { pair: Pair; period: Period } {
  const country = row.get('CTY_CODE') ?? '';
  const pair = query.pairsByCountry.get(country);
  if (pair === undefined) throw refusal('echo', `CTY_CODE ${country} was not asked for`);
  const time = periodSchema.safeParse(row.get('time'));
  if (!time.success || frequencyOf(time.data) !== 'M') {
    throw refusal('echo', `time must be a month, got: ${row.get('time')}`);
  }
  if (time.data < query.from || time.data > query.to) {
    throw refusal('echo', `time ${time.data} is not within ${query.from} to ${query.to}`);
  }
  return { pair, period: time.data };
}

/**
 * Figures are strings of whole dollars; "0" is one, null and the empty string are none. They count as final, though months
 * are restated with later releases and years each June: nothing on the wire marks a figure as provisional.
 */
function observationOf(
  row: CensusRow,
  { column, ...measure }: Measure,
  pair: Pair,
  period: Period,
): Observation[] {
  const cell = row.get(column);
  if (!cell) return [];
  if (!/^\d+$/.test(cell)) {
    throw refusal('number', `${column} of ${pair} ${period} must be whole dollars, got: ${cell}`);
  }
  const value = new Big(cell);
  return [{ pair, period, value, ...measure, unit: 'USD', status: 'final', source: ID }];
}
