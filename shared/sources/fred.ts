import { Big } from 'big.js';
import { type Instant, instant, type Observation } from '../domain/observation.ts';
import { type Period, period } from '../domain/period.ts';
import { SourceKeyRefused } from '../platform/errors.ts';
import {
  EARLIEST_DAY,
  ID,
  type Page,
  type Row,
  readMetadata,
  readPage,
  refusal,
} from './fred-answer.ts';
import { type FredSeries, seriesOf } from './fred-series.ts';
import { PROVIDERS } from './providers.ts';
import type { Source, SourceContext, SourceRequest } from './source.ts';
import { isWanted } from './wanted.ts';

/** The most rows that a page holds. */
const PAGE = 100_000;

/** 120 requests a minute are allowed, and 429 is the answer to more (rate limits as published, 2026-05-28). */
const PAUSE_MS = 600;

const MILLION = 1_000_000;

/**
 * Trade of the United States with one partner, as FRED republishes it from the Census Bureau, with every vintage that ALFRED has kept:
 * a value of a month stands once for each stretch of days on which it was the newest. What is older than ALFRED's first
 * vintage of a series counts as known since that one.
 */
export const fred: Source = {
  ...PROVIDERS[ID],
  fetch: async ({ targets }: SourceRequest, context: SourceContext): Promise<Observation[]> => {
    const ask = askingSlowly(context);
    const observations: Observation[] = [];
    for (const series of targets.flatMap(seriesOf)) {
      assertIsSeries(series, readMetadata(...(await ask('series', { series_id: series.id }))));
      observations.push(...observationsIn(await allRows(series, ask), series, context.knownAt));
    }
    return observations;
  },
};

type Ask = (
  path: string,
  parameters: Readonly<Record<string, string>>,
) => Promise<Parameters<typeof readPage>>;

/** Asks at the pace that a key is allowed. A key has 32 lower-case letters and digits; FRED answers another form with 400. */
function askingSlowly({ http, baseUrl, apiKey, sleep }: SourceContext): Ask {
  let asked = 0;
  return async (path, parameters) => {
    if (!apiKey || !/^[0-9a-z]{32}$/.test(apiKey)) {
      throw new SourceKeyRefused(ID, 'a key of 32 lower-case letters and digits is needed');
    }
    if (asked > 0) await sleep(PAUSE_MS);
    asked += 1;
    const url = new URL(`${baseUrl}/fred/${path}`);
    // XML is what it answers when nothing is said.
    const query = { ...parameters, file_type: 'json', api_key: apiKey };
    url.search = new URLSearchParams(query).toString();
    return [await http.get({ source: ID, url }), apiKey];
  };
}

/** All pages: an answer says how many rows there are, and holds as many as fit behind its offset. */
async function allRows({ id, target: { from, to } }: FredSeries, ask: Ask): Promise<Row[]> {
  const rows: Row[] = [];
  let page: Page;
  do {
    const offset = rows.length;
    page = readPage(
      ...(await ask('series/observations', {
        series_id: id,
        observation_start: `${from}-01`,
        observation_end: `${to}-01`,
        // All vintages: without it, only what stands today. A monthly series has far fewer than the 2000 that one answer may have.
        realtime_start: EARLIEST_DAY,
        realtime_end: '9999-12-31',
        output_type: '1',
        limit: String(PAGE),
        offset: String(offset),
      })),
    );
    if (page.offset !== offset)
      throw refusal('echo', `offset of ${id} must be ${offset}, got: ${page.offset}`);
    rows.push(...page.observations);
  } while (page.observations.length > 0 && rows.length < page.count);
  if (rows.length === page.count) return rows;
  throw refusal('cut', `${rows.length} of ${page.count} rows of ${id}`);
}

/**
 * That the series is what its id is taken for. The observations themselves say neither unit nor adjustment nor basis, and one in
 * billions, or seasonally adjusted, would look like any other.
 */
function assertIsSeries(
  { id, titled, named }: FredSeries,
  said: ReturnType<typeof readMetadata>,
): void {
  const { title } = said;
  const expected = {
    id,
    frequency_short: 'M',
    units: 'Millions of Dollars',
    seasonal_adjustment_short: 'NSA',
  };
  for (const [name, value] of Object.entries(expected)) {
    const got = said[name as keyof typeof expected];
    if (got !== value) throw refusal('series', `${name} of ${id} must be ${value}, got: ${got}`);
  }
  if (title.startsWith(titled) && title.endsWith(named)) return;
  throw refusal('series', `title of ${id} must be ${titled}${named}, got: ${title}`);
}

function observationsIn(rows: readonly Row[], series: FredSeries, now: Instant): Observation[] {
  const { target, indicator, basis } = series;
  const seen = new Set<string>();
  return rows.flatMap((row): Observation[] => {
    const of = monthOf(row, series);
    const key = `${of} ${row.realtime_start}`;
    if (seen.has(key)) throw refusal('duplicate', `one value a month and day, two of ${key}`);
    seen.add(key);
    // A dot is no value, and what becomes known after the run does not count.
    if (row.value === '.' || row.realtime_start > now.slice(0, 10)) return [];
    return [
      {
        ...{ pair: target.pair, indicator, period: of, basis },
        value: new Big(row.value).times(MILLION),
        unit: 'USD',
        status: 'final',
        source: ID,
        note: 'Stated in millions of dollars.',
        releasedAt: releaseOn(row.realtime_start),
      },
    ];
  });
}

/** Months are dated by their first day. */
function monthOf({ date }: Row, { id, target }: FredSeries): Period {
  const of = period(date.slice(0, 7));
  if (date.endsWith('-01') && isWanted([target], target.pair, of)) return of;
  throw refusal('echo', `date ${date} of ${id} is no month from ${target.from} to ${target.to}`);
}

/**
 * Vintages have a day and no time. A day's end in UTC is its late afternoon in St. Louis, after it has posted what is out; and it is
 * the instant that an answer as of that day means.
 */
function releaseOn(day: string): Instant {
  return instant(`${day}T23:59:59.999Z`);
}
