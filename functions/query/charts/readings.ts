import type { Big } from 'big.js';
import { asOf } from '../../../shared/domain/as-of.ts';
import type { Indicator } from '../../../shared/domain/indicator.ts';
import { METRICS } from '../../../shared/domain/metrics/catalogue.ts';
import {
  evaluate,
  type FullFrequency,
  type NullReason,
} from '../../../shared/domain/metrics/metric.ts';
import type { MetricId } from '../../../shared/domain/metrics/metric-id.ts';
import type { Instant, Vintage } from '../../../shared/domain/observation.ts';
import { type Period, periodsBetween } from '../../../shared/domain/period.ts';
import { type ObservationSeries, seriesOf } from '../../../shared/domain/series.ts';
import { distinctNotes } from '../notes.ts';
import type { PairHistory } from '../pair-history.ts';

/** A figure of one period with what a reader asks of it: since when it is known, and what was said first. */
export interface Reading {
  readonly period: Period;
  readonly value: Big | null;
  /** Why there is no value. */
  readonly reason: NullReason | null;
  /** When the last of its inputs became known. */
  readonly knownAt: Instant | null;
  readonly sources: readonly string[];
  /** What must be known beside the figure: coverage, citation. */
  readonly notes: readonly string[];
  /** The first print, where it was another value. */
  readonly first: { readonly value: Big; readonly knownAt: Instant } | null;
}

/** What can be read of a series in a period, with the observations that went into it. */
export type Measure = (
  series: ObservationSeries,
  period: Period,
) => {
  readonly value: Big | null;
  readonly reason: NullReason | null;
  readonly inputs: readonly Vintage[];
};

export function metricMeasure(metric: MetricId): Measure {
  return (series, period) => {
    const { outcome, inputs } = evaluate(METRICS[metric], series, period);
    const reason = outcome.value === null ? outcome.reason : null;
    return { value: outcome.value, reason, inputs };
  };
}

export function indicatorMeasure(indicator: Indicator): Measure {
  return (series, period) => {
    const found = series.find(indicator, period);
    return found
      ? { value: found.value, reason: null, inputs: [found] }
      : { value: null, reason: 'not-published', inputs: [] };
  };
}

/**
 * Period after period without a hole, from the first that has a value to the last of which anything is known; one of which
 * nothing is known in between says so.
 */
export function readingsOf(
  { series, vintages }: Pick<PairHistory, 'series' | 'vintages'>,
  measure: Measure,
  frequency: FullFrequency,
): Reading[] {
  const known = series.periods(frequency);
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last) return [];
  const firstPrint = firstPrints(vintages, measure);
  const readings = periodsBetween(first, last).map((period): Reading => {
    const { value, reason, inputs } = measure(series, period);
    const printed = value && firstPrint(period, inputs);
    return {
      period,
      value,
      reason,
      knownAt: latest(inputs.map(({ knownAt }) => knownAt)),
      sources: [...new Set(inputs.map(({ source }) => source))],
      notes: distinctNotes(inputs.flatMap(({ note }) => note ?? [])),
      first: printed && !printed.value.eq(value) ? printed : null,
    };
  });
  const begin = readings.findIndex(({ value }) => value !== null);
  // A period that is known for other figures only, such as a tariff announced ahead, is not the end of these.
  const end = readings.findLastIndex(({ knownAt }) => knownAt !== null);
  return begin < 0 ? [] : readings.slice(begin, end + 1);
}

/** Looks up what a value was when all of its inputs were known for the first time. */
function firstPrints(vintages: readonly Vintage[], measure: Measure) {
  const firstKnown = new Map<string, Instant>();
  for (const { indicator, period, knownAt } of vintages) {
    const key = `${indicator} ${period}`;
    const known = firstKnown.get(key);
    if (known === undefined || knownAt < known) firstKnown.set(key, knownAt);
  }
  // A revision restates many months at once, and their first prints lie on few days.
  const seriesAt = new Map<Instant, ObservationSeries>();
  return (period: Period, inputs: readonly Vintage[]): Reading['first'] => {
    if (inputs.every(({ print }) => print === 1)) return null;
    const known = inputs.flatMap(
      (input) => firstKnown.get(`${input.indicator} ${input.period}`) ?? [],
    );
    const knownAt = latest(known);
    if (knownAt === null) return null;
    const series = seriesAt.get(knownAt) ?? seriesOf(asOf(vintages, knownAt));
    seriesAt.set(knownAt, series);
    const { value } = measure(series, period);
    return value && { value, knownAt };
  };
}

function latest(instants: readonly Instant[]): Instant | null {
  return instants.toSorted().at(-1) ?? null;
}
