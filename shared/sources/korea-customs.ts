import { Big } from 'big.js';
import type { Indicator } from '../domain/indicator.ts';
import type { Observation } from '../domain/observation.ts';
import { partnerOf, reporterOf } from '../domain/pair.ts';
import { comparePeriods, type Period, periodSchema, periodsBetween } from '../domain/period.ts';
import { SourceKeyRefused } from '../platform/errors.ts';
import { ID, type KcsRow, type KcsTable, readKcsRows, refusal } from './korea-customs-answer.ts';
import { PROVIDERS } from './providers.ts';
import { singleCommodityOf } from './single-goods.ts';
import type { Source, SourceContext, SourceRequest, SourceTarget } from './source.ts';
import { isWanted } from './wanted.ts';

/** Korea with a country, and all countries together; of all goods, and of some. */
const TABLES = {
  country: { path: 'nationtrade/getNationtradeList', number: '15101612', country: 'statCd' },
  countryGoods: {
    path: 'nitemtrade/getNitemtradeList',
    number: '15100475',
    country: 'statCd',
    commodity: 'hsCd',
  },
  world: { path: 'Newtrade/getNewtradeList', number: '15102108' },
  worldGoods: { path: 'Itemtrade/getItemtradeList', number: '15101609', commodity: 'hsCode' },
} as const satisfies Record<string, KcsTable>;

/** More than twelve months, the first and the last included, are refused by resultCode 99 (measured 2026-10-02). */
const MONTHS_A_CALL = 12;

/**
 * The row of all months together: the first of some tables, the last of others, missing from that of countries; one developer saw
 * it last where another saw it first, and once under the second name. So it is known by its name, wherever it stands.
 */
const ALL_MONTHS = ['총계', '합계'];

/** One call, and whom its answer is said of. */
interface Query {
  readonly table: KcsTable;
  readonly country: string | undefined;
  readonly commodity: string | undefined;
  readonly targets: readonly SourceTarget[];
  readonly from: Period;
  readonly to: Period;
}

/**
 * Trade of Korea as its Customs Service counts it, by country and by commodity. Exports are FOB as declared, imports CIF (data.go.kr).
 * A country is named by its ISO code; one that the service has no code for is refused by it, in words.
 */
export const koreaCustoms: Source = {
  ...PROVIDERS[ID],
  fetch: fetchObservations,
};

/**
 * A month that is not counted yet is simply not there, until around the 15th of the next; later on it may be restated. The month that runs
 * was seen half counted (2026-08-17): targets end with the last that is over.
 */
async function fetchObservations(
  { targets }: SourceRequest,
  context: SourceContext,
): Promise<Observation[]> {
  // All of them are planned before the first is made: a pair that cannot be asked for costs no call.
  targets.forEach(assertServed);
  const byGoods = Map.groupBy(targets, ({ pair }) => singleCommodityOf(ID, pair));
  const queries = [...byGoods].flatMap(([commodity, of]) => queriesFor(commodity, of));
  const observations: Observation[] = [];
  for (const query of queries) observations.push(...(await ask(query, context)));
  return observations;
}

function assertServed({ pair, frequency }: SourceTarget): void {
  if (reporterOf(pair) !== 'KR') {
    throw refusal('unsupported-pair', `reporter must be KR, got: ${pair}`);
  }
  if (frequency !== 'M') {
    throw refusal('unsupported-frequency', `frequency must be M, got: ${frequency} for ${pair}`);
  }
}

/** Those of each partner, and those of all countries over all that any of the targets wants: the total beside each of them. */
function queriesFor(commodity: string | undefined, targets: readonly SourceTarget[]): Query[] {
  const ofPartners = targets
    .filter(({ pair }) => partnerOf(pair) !== 'WORLD')
    .flatMap((target) =>
      windowsOf([target]).map((window) => ({
        table: commodity ? TABLES.countryGoods : TABLES.country,
        country: partnerOf(target.pair),
        commodity,
        targets: [target],
        ...window,
      })),
    );
  const ofWorld = windowsOf(targets).map((window) => ({
    table: commodity ? TABLES.worldGoods : TABLES.world,
    country: undefined,
    commodity,
    targets,
    ...window,
  }));
  return [...ofPartners, ...ofWorld];
}

/** The months from the first to the last that any target wants, in as many stretches as there must be calls. */
function windowsOf(targets: readonly SourceTarget[]): { from: Period; to: Period }[] {
  const [first] = targets.map(({ from }) => from).sort(comparePeriods);
  const last = targets
    .map(({ to }) => to)
    .sort(comparePeriods)
    .at(-1);
  if (first === undefined || last === undefined) return [];
  const months = periodsBetween(first, last);
  const count = Math.ceil(months.length / MONTHS_A_CALL);
  return Array.from({ length: count }, (_, index) =>
    months.slice(index * MONTHS_A_CALL, (index + 1) * MONTHS_A_CALL),
  ).flatMap(([from, ...rest]) => (from ? [{ from, to: rest.at(-1) ?? from }] : []));
}

async function ask(query: Query, { http, baseUrl, apiKey }: SourceContext): Promise<Observation[]> {
  if (!apiKey) throw new SourceKeyRefused(ID, 'the API wants a key and none is configured');
  const escaped = escapedKey(apiKey);
  const parameters = [`serviceKey=${escaped}`, ...parametersOf(query)];
  const url = new URL(`${baseUrl}/${query.table.path}?${parameters.join('&')}`);
  const answer = await http.get({ source: ID, url });
  // As it was given, as it travels, and as the server reads it.
  const secrets = [escaped, apiKey, url.searchParams.get('serviceKey') ?? apiKey];
  return observationsIn(readKcsRows(answer, query.table, secrets), query);
}

/** A key of letters in base 64 is shown at data.go.kr in two forms, one of them escaped already: twice would be another key. */
function escapedKey(apiKey: string): string {
  return apiKey.includes('%') ? apiKey : encodeURIComponent(apiKey);
}

/** No pages and no format: `numOfRows` and `pageNo` are ignored, and `_type=json` is an error (measured 2026-10-02). */
function parametersOf({ country, commodity, from, to }: Query): string[] {
  return [
    `strtYymm=${from.replace('-', '')}`,
    `endYymm=${to.replace('-', '')}`,
    ...(country ? [`cntyCd=${country}`] : []),
    ...(commodity ? [`hsSgn=${commodity}`] : []),
  ];
}

function observationsIn(rows: readonly KcsRow[], query: Query): Observation[] {
  const [totals, ofMonths] = [rows.filter(isTotal), rows.filter((row) => !isTotal(row))];
  const byMonth = Map.groupBy(ofMonths, (row) => monthOf(row, query));
  assertOneOfEach(ofMonths);
  assertTotal(totals, ofMonths, query);
  return [...byMonth].flatMap(([period, month]) =>
    query.targets
      .filter(({ pair }) => isWanted(query.targets, pair, period))
      .flatMap((target) => observationsOf(sumOf(month), period, target, query)),
  );
}

function isTotal({ year }: KcsRow): boolean {
  return ALL_MONTHS.includes(year);
}

/** A row about anything else than was asked means that a parameter was not heeded. */
function monthOf({ year, country, commodity }: KcsRow, query: Query): Period {
  const { path } = query.table;
  const of = periodSchema.safeParse(year.replace(/^(\d{4})\.(\d{2})$/, '$1-$2'));
  if (
    !of.success ||
    comparePeriods(of.data, query.from) < 0 ||
    comparePeriods(query.to, of.data) < 0
  ) {
    throw refusal('echo', `${path}: year ${year} is not within ${query.from} to ${query.to}`);
  }
  if (country !== query.country) {
    throw refusal('echo', `${path}: statCd ${country} was not asked for`);
  }
  if (query.commodity === undefined || isPartOf(commodity ?? '', query.commodity, query)) {
    return of.data;
  }
  throw refusal('echo', `${path}: HS code ${commodity} is no part of ${query.commodity}`);
}

/**
 * Goods come in parts, to be summed: of a country those one level below the code that was asked for (a chapter in headings, a heading
 * in subheadings), of all countries always in codes of ten digits (measured 2026-10-02). Another level would count goods twice.
 */
function isPartOf(code: string, commodity: string, { country }: Query): boolean {
  const digits = country ? commodity.length + 2 : 10;
  return code.startsWith(commodity) && code.length === digits && /^\d+$/.test(code);
}

function assertOneOfEach(rows: readonly KcsRow[]): void {
  const seen = new Set<string>();
  for (const { year, commodity = 'all goods' } of rows) {
    const key = `${year} ${commodity}`;
    if (seen.has(key)) throw refusal('duplicate', `one row a month and commodity, two of ${key}`);
    seen.add(key);
  }
}

/** Nothing says how many rows there should be; where the service totals them itself, rows that are missing show. */
function assertTotal(totals: readonly KcsRow[], rows: readonly KcsRow[], { table }: Query): void {
  const [total, second] = totals;
  if (second) throw refusal('duplicate', `${table.path}: one total row, got ${totals.length}`);
  const sum = sumOf(rows);
  if (!total || (total.exports.eq(sum.exports) && total.imports.eq(sum.imports))) return;
  throw refusal(
    'total',
    `${table.path}: the rows must add up to the total, ${written(total)}, got: ${written(sum)}`,
  );
}

type Sum = Pick<KcsRow, 'exports' | 'imports'>;

function sumOf(rows: readonly KcsRow[]): Sum {
  const nothing = { exports: new Big(0), imports: new Big(0) };
  return rows.reduce<Sum>(
    (sum, row) => ({
      exports: sum.exports.plus(row.exports),
      imports: sum.imports.plus(row.imports),
    }),
    nothing,
  );
}

function written({ exports, imports }: Sum): string {
  return `exports ${exports.toFixed()} and imports ${imports.toFixed()}`;
}

/** What all countries come to is the world's trade with Korea, and the total beside that of each other partner. */
function observationsOf(
  { exports, imports }: Sum,
  period: Period,
  { pair }: SourceTarget,
  { country }: Query,
): Observation[] {
  const isOwn = country !== undefined || partnerOf(pair) === 'WORLD';
  const [ofExports, ofImports]: [Indicator, Indicator] = isOwn
    ? ['exports', 'imports']
    : ['total-exports', 'total-imports'];
  // Nothing on the wire marks a month that will be restated.
  const stated = { pair, period, unit: 'USD', status: 'final', source: ID } as const;
  return [
    { ...stated, indicator: ofExports, value: exports, basis: 'FOB' },
    { ...stated, indicator: ofImports, value: imports, basis: 'CIF' },
  ];
}
