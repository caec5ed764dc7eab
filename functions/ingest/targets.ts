import type { Instant } from '../../shared/domain/observation.ts';
import type { Pair } from '../../shared/domain/pair.ts';
import {
  comparePeriods,
  lastMonthOf,
  type Period,
  period,
  periodHolding,
  shift,
} from '../../shared/domain/period.ts';
import type { SeriesSources, Settings } from '../../shared/domain/settings.ts';
import { providerOf } from '../../shared/sources/providers.ts';
import type { SourceTarget } from '../../shared/sources/source.ts';

/**
 * How far back a poll looks. The Census Bureau's annual revision, in June, restates the three years before; older
 * restatements are rarer than a reason to read them every day. A year goes on being restated for about as long.
 */
const STEPS_LOOKED_BACK = { M: 37, A: 4 } as const;

/** A series that is asked of a source, with the first period its operator wants. */
export interface WatchedSeries {
  readonly pair: Pair;
  readonly frequency: SourceTarget['frequency'];
  readonly first: Period;
}

/** The series that the settings give to a source: those whose flows are its, and those beside which it stands. */
export function seriesOfSource(settings: Settings, source: string): WatchedSeries[] {
  const historyFrom = settings.sources[source]?.historyFrom;
  if (!historyFrom) return [];
  return Object.entries(settings.pairs).flatMap(([pair, sources]) =>
    (['M', 'A'] as const)
      .filter((frequency) => isAsked(sources, source, frequency))
      .map((frequency) => ({
        pair: pair as Pair,
        frequency,
        first: periodHolding(lastMonthOf(historyFrom), frequency),
      })),
  );
}

function isAsked(
  sources: SeriesSources,
  source: string,
  frequency: SourceTarget['frequency'],
): boolean {
  if (sources[frequency] === source) return true;
  const frequencies: readonly string[] = providerOf(source)?.frequencies ?? [];
  return Boolean(sources.with?.includes(source)) && frequencies.includes(frequency);
}

/** From when to when a poll asks: the looked-back window, or all of the history where none is stored yet. */
export function targetOf(
  { pair, frequency, first }: WatchedSeries,
  now: Instant,
  hasHistory: boolean,
): SourceTarget {
  const to = lastComplete(frequency, now);
  const from = windowStart(frequency, to);
  return {
    pair,
    frequency,
    from: hasHistory && comparePeriods(from, first) > 0 ? from : first,
    to,
  };
}

/** The last period that is over. */
export function lastComplete(frequency: SourceTarget['frequency'], now: Instant): Period {
  return shift(periodHolding(period(now.slice(0, 7)), frequency), -1);
}

export function windowStart(frequency: SourceTarget['frequency'], to: Period): Period {
  return shift(to, 1 - STEPS_LOOKED_BACK[frequency]);
}
