import type { Basis, Indicator } from '../domain/indicator.ts';
import type { Observation } from '../domain/observation.ts';
import { commodityOf, type Economy, type Pair, partnerOf, reporterOf } from '../domain/pair.ts';
import { comparePeriods, frequencyOf, type Period } from '../domain/period.ts';
import { SourceRefusal } from '../platform/errors.ts';
import { imfCodeOf, reportsToImf } from './imf-economies.ts';
import { type ImtsRow, readImtsRows, SDMX_CSV } from './imf-imts-csv.ts';
import { PROVIDERS } from './providers.ts';
import type { Source, SourceContext, SourceRequest, SourceTarget } from './source.ts';
import { isWanted } from './wanted.ts';

const ID = 'imf-imts';

interface Series {
  readonly indicator: Indicator;
  /** What the series with the world as its counterpart is, beside those with one economy. */
  readonly total: Indicator;
  readonly basis: Basis;
}

const SERIES: Readonly<Record<string, Series>> = {
  XG_FOB_USD: { indicator: 'exports', total: 'total-exports', basis: 'FOB' },
  MG_CIF_USD: { indicator: 'imports', total: 'total-imports', basis: 'CIF' },
  MG_FOB_USD: { indicator: 'imports', total: 'total-imports', basis: 'FOB' },
};

/** All counterparts together. */
const WORLD = 'G001';

/** Published limits conflict (10 calls in 5 seconds, 50 a second): this keeps to the smaller. */
const PAUSE_MS = 600;

/** International Trade in Goods by partner country, once the Direction of Trade Statistics. */
export const imfImts: Source = {
  ...PROVIDERS['imf-imts'],
  fetch: fetchObservations,
};

/** One reporter at one frequency with all its partners: one call. */
interface Call {
  readonly reporter: string;
  readonly frequency: SourceTarget['frequency'];
  readonly pairs: ReadonlyMap<string, Pair>;
  readonly from: Period;
  readonly to: Period;
  readonly targets: readonly SourceTarget[];
}

async function fetchObservations(
  { targets }: SourceRequest,
  { http, baseUrl, sleep }: SourceContext,
): Promise<Observation[]> {
  // All calls are planned before the first is made: an economy without a code costs no request.
  const calls = planCalls(targets);
  const observations: Observation[] = [];
  for (const [index, call] of calls.entries()) {
    if (index > 0) await sleep(PAUSE_MS);
    const url = urlOf(call, baseUrl);
    const answer = await http.get({ source: ID, url, headers: { accept: SDMX_CSV } });
    observations.push(...observationsOf(call, readImtsRows(ID, answer)));
  }
  return observations;
}

function planCalls(targets: readonly SourceTarget[]): Call[] {
  const groups = Map.groupBy(targets, ({ pair, frequency }) => `${reporterOf(pair)} ${frequency}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    refuseSomeGoods(group);
    const froms = group.map(({ from }) => from).sort(comparePeriods);
    const tos = group.map(({ to }) => to).sort(comparePeriods);
    return {
      reporter: reporterCode(reporterOf(first.pair)),
      frequency: first.frequency,
      pairs: new Map(group.map(({ pair }) => [codeOf(partnerOf(pair)), pair])),
      from: froms[0] ?? first.from,
      to: tos.at(-1) ?? first.to,
      targets: group,
    };
  });
}

function refuseSomeGoods(targets: readonly SourceTarget[]): void {
  const some = targets.find(({ pair }) => commodityOf(pair) !== undefined);
  if (!some) return;
  throw new SourceRefusal(ID, 'commodity', `trade is told by partner only, not ${some.pair}`);
}

function reporterCode(economy: Economy): string {
  const code = codeOf(economy);
  if (reportsToImf(economy)) return code;
  throw new SourceRefusal(
    ID,
    'economy',
    `${economy} does not report to the IMF, only its partners`,
  );
}

function codeOf(economy: Economy): string {
  const code = economy === 'WORLD' ? WORLD : imfCodeOf(economy);
  if (code) return code;
  throw new SourceRefusal(
    ID,
    'economy',
    `no IMF code is known for ${economy}; see imf-economies.ts`,
  );
}

/**
 * Every slot of the key is filled: an empty one, which the standard reads as a wildcard, gets a 200 without rows
 * (sns800, seen live 2026-09-20). `startPeriod` is ignored in SDMX 3.0, so periods go into `c[TIME_PERIOD]`.
 */
function urlOf({ reporter, frequency, pairs, from, to }: Call, baseUrl: string): URL {
  const counterparts = [...new Set([...pairs.keys(), WORLD])];
  const slots = [[reporter], Object.keys(SERIES), counterparts, [frequency]];
  const key = slots.map((codes) => codes.join('+')).join('.');
  const url = new URL(`${baseUrl}/data/dataflow/IMF.STA/IMTS/+/${key}`);
  url.searchParams.set('c[TIME_PERIOD]', `ge:${from}+le:${to}`);
  return url;
}

function observationsOf(call: Call, rows: readonly ImtsRow[]): Observation[] {
  for (const row of rows) checkEcho(call, row);
  refuseDuplicates(rows);
  // One basis a series: where any period has imports CIF, periods with FOB alone are left out, so that no sum mixes them.
  const withCif = new Set(rows.filter(isCif).map((row) => row.counterpart));
  return rows
    .filter((row) => row.indicator !== 'MG_FOB_USD' || !withCif.has(row.counterpart))
    .flatMap((row) => observationsOfRow(call, row));
}

function isCif(row: ImtsRow): boolean {
  return row.indicator === 'MG_CIF_USD' && row.value !== undefined;
}

/** What was not asked for, as after a change of the server's defaults, spoils the whole answer. */
function checkEcho(call: Call, row: ImtsRow): void {
  const asked =
    row.country === call.reporter &&
    Object.hasOwn(SERIES, row.indicator) &&
    (row.counterpart === WORLD || call.pairs.has(row.counterpart)) &&
    row.frequency === call.frequency &&
    frequencyOf(row.period) === call.frequency &&
    comparePeriods(call.from, row.period) <= 0 &&
    comparePeriods(row.period, call.to) <= 0;
  if (asked) return;
  throw new SourceRefusal(
    ID,
    'echo',
    `asked for ${call.reporter} with ${[...call.pairs.keys()].join('+')} by ${call.frequency} from ${call.from} to ${call.to}, got ${keyOf(row)}`,
  );
}

function refuseDuplicates(rows: readonly ImtsRow[]): void {
  const seen = new Set<string>();
  for (const key of rows.map(keyOf)) {
    if (seen.has(key)) throw new SourceRefusal(ID, 'duplicate', `two rows for ${key}`);
    seen.add(key);
  }
}

function keyOf({ country, indicator, counterpart, frequency, period }: ImtsRow): string {
  return `${country}.${indicator}.${counterpart}.${frequency} ${period}`;
}

/** That of the world is also the total beside each pair of the call. */
function observationsOfRow(call: Call, row: ImtsRow): Observation[] {
  const series = SERIES[row.indicator];
  const own = call.pairs.get(row.counterpart);
  if (!series || !row.value) return [];
  const { indicator, total, basis } = series;
  const stated = {
    period: row.period,
    value: row.value,
    unit: 'USD',
    basis,
    source: ID,
    ...certaintyOf(row),
  } as const;
  const said: Observation[] = own ? [{ pair: own, indicator, ...stated }] : [];
  const others = row.counterpart === WORLD ? [...call.pairs.values()] : [];
  const totals = others.filter((pair) => pair !== own);
  return [...said, ...totals.map((pair) => ({ pair, indicator: total, ...stated }))].filter(
    ({ pair, period }) => isWanted(call.targets, pair, period),
  );
}

function certaintyOf({ derivation }: ImtsRow): Pick<Observation, 'status' | 'note'> {
  if (derivation === 'O') return { status: 'final' };
  return { status: 'estimated', note: derivationNote(derivation) };
}

/** The code list was not found; O is official, and M and E are read as the IMF's own mirror or estimate (2026-11). */
function derivationNote(derivation: string): string {
  const stated = derivation ? `derivation ${derivation}` : 'derivation not stated';
  return `IMF: ${stated}, not marked as officially reported; may be a mirror figure or an estimate`;
}
