import { seriesOfSource } from '../../../functions/ingest/targets.ts';
import type { Settings } from '../../../shared/domain/settings.ts';
import type { Config } from '../../config.ts';
import {
  ACCESS_LOG_BYTES,
  DAYS_AROUND_RELEASES,
  IDLE_POLL_SECONDS,
  IDLE_POLLERS,
  STORED_BYTES_PER_ITEM,
} from './assumptions.ts';
import type { Quantities } from './bill.ts';
import { DAYS_A_MONTH, firingsAMonth, SECONDS_A_MONTH } from './firings.ts';
import { type History, historyOf, periodsOf } from './history.ts';
import type { Measured } from './measure.ts';
import { bytesOf, itemsOfPair, type StoredItem } from './stored-items.ts';
import { countedInTemplate } from './template-counts.ts';
import { NOTHING, sum, times, type Usage } from './usage.ts';

export interface Readers {
  /** Requests to the API a month. */
  readonly requests: number;
  /** Who gets every alert by mail. */
  readonly subscribers: number;
}

export interface Month {
  /** How often each source is asked. */
  readonly polls: ReadonlyMap<string, number>;
  /** How often it is looked whether there is a reason to ask, and there is none. */
  readonly rested: ReadonlyMap<string, number>;
  readonly quantities: Quantities;
}

/** Once a year a publisher restates the three years before: that writes what as many releases as they have months would. */
export const RELEASES_WRITTEN = 1 + 36 / 12;

const GB = 1024 ** 3;
const HOURS_A_MONTH = DAYS_A_MONTH * 24;

/** What an average month takes, a year's history having grown until `at`. */
export function monthOf(config: Config, measured: Measured, readers: Readers, at: Date): Month {
  const { settings, logRetentionDays, apiKeyParameters } = config;
  const polls = new Map<string, number>();
  const rested = new Map<string, number>();
  for (const [source, { schedule, aroundReleases, timeZone }] of Object.entries(settings.sources)) {
    const firings = (of: string): number => firingsAMonth(of, timeZone, at.getUTCFullYear());
    const around = aroundReleases ? firings(aroundReleases) : 0;
    const asking = around * (DAYS_AROUND_RELEASES / DAYS_A_MONTH);
    polls.set(source, firings(schedule) + asking);
    if (around > 0) rested.set(source, around - asking);
  }
  const made = [
    ...[...polls].map(([source, count]) => ofSource(source, count, settings, measured, at)),
    ...[...rested].map(([of, count]) => times(measured.restedPolls.get(of) ?? NOTHING, count)),
  ];
  const all = sum([...made, times(measured.request, readers.requests)]);
  const pollCount = total([...polls.values(), ...rested.values()]);
  const keyed = total([...polls].map(([source, count]) => (apiKeyParameters[source] ? count : 0)));
  const stored = storedBytes(settings, measured.items, at) / GB;
  const logged = (all.logBytes + readers.requests * ACCESS_LOG_BYTES) / GB;
  const quantities = {
    written: all.writeUnits,
    read: all.readUnits,
    stored,
    recoverable: stored,
    invocations: all.invocations,
    computed: all.gigabyteSeconds,
    // Each poll is put in and deleted.
    queued:
      all.queueRequests + pollCount * 2 + (SECONDS_A_MONTH / IDLE_POLL_SECONDS) * IDLE_POLLERS,
    published: all.publishes,
    mailed: all.mails * readers.subscribers,
    scheduled: pollCount,
    requested: readers.requests,
    sent: all.responseBytes / GB,
    logged,
    kept: (logged * logRetentionDays) / DAYS_A_MONTH,
    measured: all.metricHours / HOURS_A_MONTH,
    parameters: keyed,
    decrypted: keyed,
    ...countedInTemplate(measured.template),
  };
  return { polls, rested, quantities };
}

/** Its polls, of which one brings a release. */
function ofSource(
  source: string,
  polls: number,
  settings: Settings,
  measured: Measured,
  at: Date,
): Usage {
  const history = (of: string): History => historyOf(settings, of, measured.items, at);
  const like = likeness(source, measured, history);
  const own = history(source);
  if (like === undefined || own.pairs === 0) {
    return times(measured.unchangedPolls.get(source) ?? NOTHING, polls);
  }
  const scale = scaleOf(own, history(like));
  const unchanged = grown(measured.unchangedPolls.get(like) ?? NOTHING, scale);
  const release = grown(measured.releases.get(like) ?? NOTHING, scale);
  const brought = Math.min(1, polls);
  return sum([
    times(unchanged, polls - brought),
    times(
      {
        ...release,
        readUnits: release.readUnits * RELEASES_WRITTEN,
        writeUnits: release.writeUnits * RELEASES_WRITTEN,
      },
      brought,
    ),
  ]);
}

/** The source itself; of one that nothing of is replayed, the one whose release is the dearest for a pair. */
function likeness(
  source: string,
  { releases }: Measured,
  history: (of: string) => History,
): string | undefined {
  if (releases.has(source)) return source;
  const perPair = [...releases].map(
    ([of, { writeUnits }]) => [of, writeUnits / history(of).pairs] as const,
  );
  return perPair.toSorted(([, a], [, b]) => b - a)[0]?.[0];
}

interface Scale {
  readonly pairs: number;
  readonly history: number;
}

function scaleOf(own: History, like: History): Scale {
  return {
    pairs: Math.max(1, own.pairs / like.pairs),
    history: Math.max(1, own.periods / like.stored),
  };
}

/** All of it grows with the pairs, and what is read with their history. */
function grown(usage: Usage, { pairs, history }: Scale): Usage {
  return times({ ...usage, readUnits: usage.readUnits * history }, pairs);
}

/** Of each pair by its periods, as much as a period of it takes, or of one that is not replayed, as the dearest; the rest as it is. */
function storedBytes(settings: Settings, items: readonly StoredItem[], at: Date): number {
  const pairs = Object.keys(settings.pairs);
  const perPeriod = pairs.map((pair) => bytesPerPeriod(itemsOfPair(items, pair)));
  const most = Math.max(0, ...perPeriod);
  const series = Object.keys(settings.sources).flatMap((source) =>
    seriesOfSource(settings, source),
  );
  const ofPairs = pairs.map((pair, index) => {
    const own = series.filter((one) => one.pair === pair);
    return (perPeriod[index] || most) * Math.max(0, ...own.map((one) => periodsOf(one, at)));
  });
  return total(ofPairs) + billedBytes(items.filter(({ PK }) => !PK.startsWith('PAIR#')));
}

function bytesPerPeriod(items: readonly StoredItem[]): number {
  const periods = items.filter(({ SK }) => SK.startsWith('METRIC#')).length;
  return periods === 0 ? 0 : billedBytes(items) / periods;
}

function billedBytes(items: readonly StoredItem[]): number {
  return bytesOf(items) + items.length * STORED_BYTES_PER_ITEM;
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum_, number) => sum_ + number, 0);
}
