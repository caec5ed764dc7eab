import { Big } from 'big.js';
import type { Indicator } from '../domain/indicator.ts';
import type { Observation } from '../domain/observation.ts';
import { type Economy, type Pair, partnerOf, reporterOf } from '../domain/pair.ts';
import { type Period, periodsBetween } from '../domain/period.ts';
import { PROVIDERS } from './providers.ts';
import { singleCommodityOf } from './single-goods.ts';
import type {
  MarkedAnswer,
  Marks,
  Source,
  SourceContext,
  SourceRequest,
  SourceTarget,
} from './source.ts';
import { type ComtradeRow, ID, ROW_CAP, readComtradeRows, refusal } from './un-comtrade-answer.ts';
import { COMTRADE_AREAS } from './un-comtrade-areas.ts';
import { availability, onWire, partOf } from './un-comtrade-availability.ts';

/** About one call a second is let through, and one refused by 429 is charged to the hourly quota too (2026-06-26). */
const PAUSE_MS = 1500;

/** "Other Asia, not elsewhere specified": as a partner it stands for Taiwan, as a reporter it is a group of economies. */
const OTHER_ASIA = 490;

/** All partners together, as the reporter totals them. */
const WORLD = 0;

export const unComtrade: Source = {
  ...PROVIDERS['un-comtrade'],
  fetch: ({ targets }, context) => askAll(callsFor(targets), context),
  fetchChanged,
};

/**
 * One reporter, period and commodity with all its partners. The preview refuses a second period (by July 2026; a month before it still
 * took twelve); with a key twelve are allowed, and one call of each kind keeps them alike.
 */
interface Call {
  readonly frequency: SourceTarget['frequency'];
  readonly reporter: Economy;
  readonly period: Period;
  readonly commodity: string;
  readonly pairsByPartner: Map<number, Pair>;
}

/**
 * Whole periods, also those of whose reporters only one has sent something new: whoever adds reporters up needs all of them.
 * Availability is read before the figures, so that a release between the two is found by the next poll.
 */
async function fetchChanged(
  { targets }: SourceRequest,
  known: Marks,
  context: SourceContext,
): Promise<MarkedAnswer> {
  const calls = callsFor(targets);
  const datasets = calls.map((call) => ({ ...call, area: areaOfReporter(call.reporter) }));
  const marks = await availability(datasets, context, PAUSE_MS);
  const changed = calls.filter((call) => {
    const mark = marks[partOf(call)];
    return mark === undefined || mark !== known[partOf(call)];
  });
  if (changed.length > 0) await context.sleep(PAUSE_MS);
  return { observations: await askAll(changed, context), marks };
}

async function askAll(calls: readonly Call[], context: SourceContext): Promise<Observation[]> {
  const observations: Observation[] = [];
  for (const [index, call] of calls.entries()) {
    if (index > 0) await context.sleep(PAUSE_MS);
    const answer = await context.http.get({
      source: ID,
      url: urlOf(call, context),
      // A key in the query would end up in logs.
      headers: context.apiKey ? { 'ocp-apim-subscription-key': context.apiKey } : {},
    });
    observations.push(...observationsIn(readComtradeRows(answer), call));
  }
  return observations;
}

function callsFor(targets: readonly SourceTarget[]): Call[] {
  const calls = new Map<string, Call>();
  for (const { pair, frequency, from, to } of targets) {
    const reporter = reporterOf(pair);
    const commodity = singleCommodityOf(ID, pair) ?? 'TOTAL';
    areaOfReporter(reporter);
    for (const period of periodsBetween(from, to)) {
      const key = `${frequency} ${reporter} ${commodity} ${period}`;
      const pairsByPartner = new Map<number, Pair>();
      const call = calls.get(key) ?? { frequency, reporter, period, commodity, pairsByPartner };
      call.pairsByPartner.set(areaOf(partnerOf(pair)), pair);
      calls.set(key, call);
    }
  }
  return [...calls.values()];
}

function areaOfReporter(economy: Economy): number {
  const area = areaOf(economy);
  if (area !== OTHER_ASIA && area !== WORLD) return area;
  throw refusal('unsupported-pair', `${economy} is known as a partner only`);
}

function areaOf(economy: Economy): number {
  const area = economy === 'WORLD' ? WORLD : COMTRADE_AREAS[economy];
  if (area !== undefined) return area;
  throw refusal('unsupported-pair', `no Comtrade code is known for ${economy}`);
}

/**
 * Every dimension is named. Between 2026-02-28 and 2026-03-22 the preview changed what it answers when `cmdCode` is left out,
 * from totals to mixed HS rows cut at 500, and a job that relied on the default went on to publish their sums.
 */
function urlOf(call: Call, { baseUrl, apiKey }: SourceContext): URL {
  const path = apiKey ? '/data/v1/get' : '/public/v1/preview';
  const url = new URL(`${baseUrl}${path}/C/${call.frequency}/HS`);
  url.search = new URLSearchParams({
    reporterCode: String(areaOfReporter(call.reporter)),
    partnerCode: [...new Set([...call.pairsByPartner.keys(), WORLD])].join(','),
    partner2Code: '0',
    cmdCode: call.commodity,
    flowCode: 'M,X',
    customsCode: 'C00',
    motCode: '0',
    period: onWire(call.period),
    breakdownMode: 'classic',
    includeDesc: 'true',
    maxRecords: String(ROW_CAP),
    format: 'JSON',
  }).toString();
  return url;
}

function observationsIn(rows: readonly ComtradeRow[], call: Call): Observation[] {
  for (const row of rows) assertEcho(row, call);
  const rowsBySeries = Map.groupBy(rows, (row) => `${row.flowCode} ${row.partnerCode}`);
  return [...rowsBySeries.values()].flatMap((series) => observationsOf(totalAmong(series), call));
}

/** A row that is about anything else than was asked spoils the whole answer: a filter was not heeded. */
function assertEcho(row: ComtradeRow, call: Call): void {
  for (const [dimension, isHeeded] of ECHOED) {
    if (isHeeded(row, call)) continue;
    throw refusal('echo', `${dimension} ${row[dimension]} was not asked for`);
  }
}

const ECHOED: readonly (readonly [keyof ComtradeRow, (row: ComtradeRow, call: Call) => boolean])[] =
  [
    ['typeCode', ({ typeCode }) => typeCode === 'C'],
    ['freqCode', ({ freqCode }, { frequency }) => freqCode === frequency],
    ['reporterCode', ({ reporterCode }, { reporter }) => reporterCode === areaOfReporter(reporter)],
    [
      'partnerCode',
      ({ partnerCode }, { pairsByPartner }) =>
        partnerCode === WORLD || pairsByPartner.has(partnerCode),
    ],
    ['flowCode', ({ flowCode }) => flowCode === 'M' || flowCode === 'X'],
    ['cmdCode', ({ cmdCode }, { commodity }) => cmdCode === commodity],
    ['period', (row, { period }) => row.period === onWire(period)],
    ['classificationSearchCode', (row) => row.classificationSearchCode === 'HS'],
  ];

/**
 * The preview ignores filters such as motCode (July 2026): beside a total come the same goods again, by second partner, customs
 * procedure, mode of transport or of supply. isAggregate and isReported do not tell which is which; they changed over years.
 */
function totalAmong(series: readonly ComtradeRow[]): ComtradeRow {
  const totals = series.filter(
    (row) =>
      row.partner2Code === 0 &&
      row.customsCode === 'C00' &&
      row.motCode === 0 &&
      (row.mosCode === '0' || row.mosCode === null),
  );
  const [total] = totals;
  if (total !== undefined && totals.length === 1) return total;
  const what = series.map((row) => `${row.flowCode} with ${row.partnerCode} in ${row.period}`)[0];
  throw refusal('duplicate', `one total is wanted for ${what}, got: ${totals.length}`);
}

/**
 * What a row says of the pair that it is about; that of the world is also the total beside each pair of its call.
 * A value of 0 stands for a missing one (India's monthly exports among others): it is no figure.
 */
function observationsOf(row: ComtradeRow, call: Call): Observation[] {
  if (!row.primaryValue) return [];
  const { value, basis } = valuationOf(row, row.primaryValue, call.reporter);
  const stated = {
    period: call.period,
    value: new Big(String(value)),
    unit: 'USD',
    basis,
    status: 'final',
    source: ID,
  } as const;
  const own = call.pairsByPartner.get(row.partnerCode);
  const note =
    row.partnerCode === OTHER_ASIA
      ? { note: 'Partner is "Other Asia, not elsewhere specified"' }
      : {};
  const [flow, total] = FLOWS[row.flowCode] ?? [];
  if (!flow || !total) return [];
  const said: Observation[] = own ? [{ pair: own, indicator: flow, ...stated, ...note }] : [];
  if (row.partnerCode !== WORLD) return said;
  const others = [...call.pairsByPartner.values()].filter((pair) => pair !== own);
  return [...said, ...others.map((pair) => ({ pair, indicator: total, ...stated }))];
}

const FLOWS: Readonly<Record<string, readonly [Indicator, Indicator]>> = {
  X: ['exports', 'total-exports'],
  M: ['imports', 'total-imports'],
};

/**
 * primaryValue is FOB for exports and CIF for imports. The United States also sends its customs value, as fobvalue: the one
 * that its trade balance is defined on, and in the months of 2026 equal to the Census Bureau's own to 0.02 % (read on
 * 2026-09-07). The imports of Korea, Japan and China carry null there.
 */
function valuationOf(
  row: ComtradeRow,
  primaryValue: number,
  reporter: Economy,
): { value: number; basis: Observation['basis'] } {
  if (row.flowCode === 'X') return { value: primaryValue, basis: 'FOB' };
  if (reporter === 'US' && row.fobvalue) return { value: row.fobvalue, basis: 'customs value' };
  return { value: primaryValue, basis: 'CIF' };
}
