import { Big } from 'big.js';
import type { Basis, Indicator } from '../domain/indicator.ts';
import type { Observation } from '../domain/observation.ts';
import { type Economy, partnerOf, reporterOf } from '../domain/pair.ts';
import { comparePeriods, type Period, period, shift } from '../domain/period.ts';
import { addDays } from '../domain/zoned.ts';
import { SourceRefusal } from '../platform/errors.ts';
import { imfCodeOf } from './imf-economies.ts';
import { PROVIDERS } from './providers.ts';
import type {
  MarkedAnswer,
  Marks,
  Source,
  SourceContext,
  SourceRequest,
  SourceTarget,
} from './source.ts';
import { isWanted } from './wanted.ts';
import { ID, readWorldBankRows, type WorldBankRow } from './world-bank-answer.ts';

interface Series {
  /** Of the reporter, and of the partner where it is told beside. */
  readonly indicator: Indicator;
  readonly partner?: Indicator;
  readonly basis: Basis;
  readonly unit: Observation['unit'];
}

const SERIES: Readonly<Record<string, Series>> = {
  'NY.GDP.PCAP.CD': {
    indicator: 'gdp-per-capita',
    partner: 'partner-gdp-per-capita',
    basis: 'current prices',
    unit: 'USD per person',
  },
  'NY.GDP.MKTP.CD': {
    indicator: 'gdp',
    partner: 'partner-gdp',
    basis: 'current prices',
    unit: 'USD',
  },
  'TM.TAX.MRCH.WM.AR.ZS': {
    indicator: 'applied-tariff',
    basis: 'tariff schedule',
    unit: 'percent',
  },
};

/** World Development Indicators; several of them in one call are only served where their source is named. */
const SOURCE_OF_INDICATORS = '2';

/**
 * Where no year of the range exists yet, the range is ignored without a word and the whole history comes (sns800, seen live
 * 2026-09-20 for 2026:2028): the range begins at least so far before its end.
 */
const YEARS_THAT_EXIST = 6;

/** Far more than is asked for: the default is 50, and what does not fit goes to pages that are told in the answer. */
const PER_PAGE = 20_000;

/** One call for all economies and series, so that all of an answer is of one state of the database. */
export const worldBank: Source = {
  ...PROVIDERS[ID],
  fetch: async ({ targets }: SourceRequest, context: SourceContext): Promise<Observation[]> => {
    const call = callFor(targets);
    if (!call) return [];
    const { rows, lastUpdated } = await ask(call, context);
    return rows.flatMap((row) => observationsOf(row, call.codes, targets, lastUpdated));
  },
  fetchChanged,
};

/** What the whole database is marked with. */
const DATABASE = 'database';

/**
 * The database says on which day it was last updated, with as little as one economy and year. It moves also where nothing of a
 * series does, and then everything is asked; a second update of one day would not move it, so that a day is no mark before it is
 * over everywhere.
 */
async function fetchChanged(
  { targets }: SourceRequest,
  known: Marks,
  context: SourceContext,
): Promise<MarkedAnswer> {
  const call = callFor(targets);
  if (!call) return { observations: [], marks: {} };
  if (known[DATABASE] !== undefined) {
    const [[code, economy] = []] = call.codes;
    const codes = new Map(code && economy ? [[code, economy] as const] : []);
    const { lastUpdated } = await ask(
      { ...call, codes, from: call.surely, to: call.surely },
      context,
    );
    if (lastUpdated === known[DATABASE]) return { observations: [], marks: known };
  }
  const { rows, lastUpdated } = await ask(call, context);
  const isOver = addDays(lastUpdated, 2) <= context.knownAt.slice(0, 10);
  return {
    observations: rows.flatMap((row) => observationsOf(row, call.codes, targets, lastUpdated)),
    marks: isOver ? { [DATABASE]: lastUpdated } : {},
  };
}

interface Call extends Span {
  readonly codes: ReadonlyMap<string, Economy>;
  /** A year that the database has. */
  readonly surely: Period;
}

function callFor(targets: readonly SourceTarget[]): Call | undefined {
  const codes = codesOf(targets);
  const froms = targets.map(({ from }) => from).sort(comparePeriods);
  const tos = targets.map(({ to }) => to).sort(comparePeriods);
  const [earliest, to] = [froms[0], tos.at(-1)];
  if (!earliest || !to || codes.size === 0) return undefined;
  const surely = shift(to, -YEARS_THAT_EXIST);
  return { codes, surely, from: comparePeriods(earliest, surely) < 0 ? earliest : surely, to };
}

async function ask(
  { codes, from, to }: Call,
  { http, baseUrl }: SourceContext,
): Promise<ReturnType<typeof readWorldBankRows>> {
  const url = urlOf([...codes.keys()], { from, to }, baseUrl);
  const answer = readWorldBankRows(await http.get({ source: ID, url }));
  for (const row of answer.rows) assertEcho(row, codes, { from, to });
  refuseDuplicates(answer.rows);
  return answer;
}

/** The economies that are asked about, by their code of three letters. Of blocs and the world nothing is asked. */
function codesOf(targets: readonly SourceTarget[]): Map<string, Economy> {
  const economies = new Set(targets.flatMap(({ pair }) => [reporterOf(pair), partnerOf(pair)]));
  const coded = [...economies].flatMap((economy) => {
    const code = imfCodeOf(economy);
    return code ? [[code, economy] as const] : [];
  });
  return new Map(coded);
}

interface Span {
  readonly from: Period;
  readonly to: Period;
}

function urlOf(codes: readonly string[], { from, to }: Span, baseUrl: string): URL {
  const series = Object.keys(SERIES).join(';');
  const url = new URL(`${baseUrl}/country/${codes.join(';')}/indicator/${series}`);
  url.search = new URLSearchParams({
    source: SOURCE_OF_INDICATORS,
    format: 'json',
    per_page: String(PER_PAGE),
    date: `${from}:${to}`,
  }).toString();
  return url;
}

function assertEcho(row: WorldBankRow, codes: ReadonlyMap<string, Economy>, span: Span): void {
  const { series, code, year } = row;
  const asked =
    SERIES[series] !== undefined &&
    codes.has(code) &&
    /^\d{4}$/.test(year) &&
    span.from <= year &&
    year <= span.to;
  if (asked) return;
  throw new SourceRefusal(ID, 'echo', `${series} of ${code} for ${year} was not asked for`);
}

function refuseDuplicates(rows: readonly WorldBankRow[]): void {
  const seen = new Set<string>();
  for (const { series, code, year } of rows) {
    const key = `${series} of ${code} for ${year}`;
    if (seen.has(key)) throw new SourceRefusal(ID, 'duplicate', `two rows of ${key}`);
    seen.add(key);
  }
}

function observationsOf(
  { series: id, code, year, value }: WorldBankRow,
  codes: ReadonlyMap<string, Economy>,
  targets: readonly SourceTarget[],
  lastUpdated: string,
): Observation[] {
  const series = SERIES[id];
  if (!series || value === null) return [];
  const { indicator, partner, basis, unit } = series;
  const economy = codes.get(code);
  const of = period(year);
  const stated = {
    period: of,
    value: new Big(String(value)),
    unit,
    basis,
    status: 'final',
    source: ID,
    note: `World Bank, ${id}, database of ${lastUpdated}.`,
  } as const;
  return targets
    .filter(({ pair }) => isWanted(targets, pair, of))
    .flatMap(({ pair }): Observation[] => {
      if (reporterOf(pair) === economy) return [{ pair, indicator, ...stated }];
      const isPartners = partner !== undefined && partnerOf(pair) === economy;
      return isPartners ? [{ pair, indicator: partner, ...stated }] : [];
    });
}
