import type { Instant } from '../../shared/domain/observation.ts';
import type { Pair } from '../../shared/domain/pair.ts';
import {
  comparePeriods,
  lastMonthOf,
  type Period,
  partOf,
  period,
  periodHolding,
  shift,
} from '../../shared/domain/period.ts';
import type { SeriesSources, Settings } from '../../shared/domain/settings.ts';
import { providerOf } from '../../shared/sources/providers.ts';
import type { SourceTarget } from '../../shared/sources/source.ts';
import { toleranceBetween } from '../../shared/sources/tolerances.ts';
import type { WatchedTarget } from './ask.ts';

/**
 * How far back a poll looks. The Census Bureau's annual revision, in June, restates the three years before; older
 * restatements are rarer than a reason to read them every day. A year goes on being restated for about as long, and so are the
 * first days of a month (Korea Customs Service: until the figures of the year are final).
 */
const STEPS_LOOKED_BACK = { M: 37, A: 4, P: 37 } as const;

/** A series that is asked of a source, with the first period its operator wants. */
export interface WatchedSeries {
  readonly pair: Pair;
  /** Whether the partner's own figures are wanted. */
  readonly mirrored: boolean;
  readonly frequency: SourceTarget['frequency'];
  readonly first: Period;
}

/** The series that the settings give to a source: those whose flows are its, and those beside which it stands. */
export function seriesOfSource(settings: Settings, source: string): WatchedSeries[] {
  const historyFrom = settings.sources[source]?.historyFrom;
  if (!historyFrom) return [];
  return Object.entries(settings.pairs).flatMap(([pair, sources]) =>
    (['M', 'A', 'P'] as const).flatMap((frequency) => {
      const month = lastMonthOf(historyFrom);
      const first = frequency === 'P' ? partOf(month, 10) : periodHolding(month, frequency);
      const watched = { pair: pair as Pair, frequency, first };
      return [
        ...(isAsked(sources, source, frequency) ? [{ ...watched, mirrored: false }] : []),
        ...(isMirrored(sources, source, frequency) ? [{ ...watched, mirrored: true }] : []),
      ];
    }),
  );
}

/** The series that a source is only held against, with whose figures they are. */
export function seriesChecked(
  settings: Settings,
  source: string,
): (WatchedSeries & { readonly against: string })[] {
  const historyFrom = settings.sources[source]?.historyFrom;
  if (!historyFrom) return [];
  return Object.entries(settings.pairs).flatMap(([pair, sources]) =>
    (['M', 'A'] as const).flatMap((frequency) => {
      const against = sources[frequency];
      if (!against || !sources.checks?.includes(source) || !serves(source, frequency)) return [];
      if (!toleranceBetween(source, against)) return [];
      const first = periodHolding(lastMonthOf(historyFrom), frequency);
      return [{ pair: pair as Pair, frequency, first, mirrored: false, against }];
    }),
  );
}

/** Every series that a poll of a source asks for. */
export function seriesAsked(settings: Settings, source: string): WatchedSeries[] {
  return [...seriesOfSource(settings, source), ...seriesChecked(settings, source)];
}

function isAsked(
  sources: SeriesSources,
  source: string,
  frequency: SourceTarget['frequency'],
): boolean {
  if (sources[frequency] === source) return true;
  return Boolean(sources.with?.includes(source)) && serves(source, frequency);
}

/** The mirror of what is watched: at the frequencies that the pair has flows of. */
function isMirrored(
  sources: SeriesSources,
  source: string,
  frequency: SourceTarget['frequency'],
): boolean {
  return sources.mirror === source && sources[frequency] !== undefined && serves(source, frequency);
}

function serves(source: string, frequency: SourceTarget['frequency']): boolean {
  const frequencies: readonly string[] = providerOf(source)?.frequencies ?? [];
  return frequencies.includes(frequency);
}

/** From when to when a poll asks: the looked-back window, or all of the history where none is stored yet. */
export function targetOf(
  { pair, frequency, first, mirrored }: WatchedSeries,
  now: Instant,
  hasHistory: boolean,
): WatchedTarget {
  const to = lastComplete(frequency, now);
  const from = windowStart(frequency, to);
  return {
    pair,
    frequency,
    mirrored,
    from: hasHistory && comparePeriods(from, first) > 0 ? from : first,
    to,
  };
}

/** The last period that is over; of a month that is not, its first days are. */
export function lastComplete(frequency: SourceTarget['frequency'], now: Instant): Period {
  const month = period(now.slice(0, 7));
  if (frequency !== 'P') return shift(periodHolding(month, frequency), -1);
  const day = Number(now.slice(8, 10));
  if (day > 20) return partOf(month, 20);
  return day > 10 ? partOf(month, 10) : partOf(shift(month, -1), 20);
}

export function windowStart(frequency: SourceTarget['frequency'], to: Period): Period {
  const start = shift(to, 1 - STEPS_LOOKED_BACK[frequency]);
  return frequency === 'P' ? partOf(lastMonthOf(start), 10) : start;
}
