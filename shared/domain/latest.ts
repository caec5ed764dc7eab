import type { Big } from 'big.js';
import { type Context, contextOf } from './context.ts';
import { basisOf } from './metrics/basis.ts';
import { METRICS } from './metrics/catalogue.ts';
import type { MetricValue, NullReason } from './metrics/metric.ts';
import type { MetricId } from './metrics/metric-id.ts';
import { notesOf } from './metrics/notes.ts';
import type { Instant, ObservationStatus } from './observation.ts';
import { areAlike, frequencyOf, type Period } from './period.ts';
import { pointsOf } from './points.ts';

/** The newest value of a metric with what a reader needs beside it. */
export interface LatestMetric {
  readonly period: Period;
  readonly value: Big | null;
  /** Why there is no value. */
  readonly reason: NullReason | null;
  readonly unit: string;
  readonly basis: string;
  readonly status: ObservationStatus | null;
  readonly sources: readonly string[];
  /** When the last of its inputs became known. */
  readonly vintage: Instant | null;
  /** The newest value before it. */
  readonly previous: { readonly period: Period; readonly value: Big } | null;
  readonly context: Context | null;
  /** What a reader must know beside the figures: coverage, citation. */
  readonly notes: readonly string[];
}

/** A pair at a glance: the newest value of each metric that has inputs. */
export type LatestMetrics = Partial<Record<MetricId, LatestMetric>>;

/** The newest value of each metric, of the finest frequency that has one; else why the finest one has none. */
export function latestMetrics(valuesByMetric: ReadonlyMap<MetricId, MetricValue[]>): LatestMetrics {
  const latest: LatestMetrics = {};
  for (const [metric, values] of valuesByMetric) {
    const newest = newestOf(values);
    if (newest) latest[metric] = newest;
  }
  return latest;
}

function newestOf(values: readonly MetricValue[]): LatestMetric | undefined {
  let missing: MetricValue | undefined;
  for (const frequency of ['M', 'Q', 'A', 'P'] as const) {
    const series = values.filter(({ period }) => frequencyOf(period) === frequency);
    const newest = series.findLast(({ outcome }) => outcome.value !== null);
    // Ten days of a month stand among ten days, never among twenty.
    if (newest)
      return describe(
        newest,
        series.filter(({ period }) => areAlike(period, newest.period)),
      );
    missing ??= series.at(-1);
  }
  return missing && describe(missing, []);
}

function describe(value: MetricValue, series: readonly MetricValue[]): LatestMetric {
  const { metric, period, outcome, status, sources, knownAt } = value;
  const points = pointsOf(series);
  const previous = points[points.findIndex((point) => point.period === period) - 1];
  return {
    period,
    value: outcome.value,
    reason: outcome.value === null ? outcome.reason : null,
    unit: METRICS[metric].unit,
    basis: basisOf(value),
    status,
    sources,
    vintage: knownAt,
    previous: previous ? { period: previous.period, value: previous.value } : null,
    context: outcome.value === null ? null : contextOf(points, period),
    notes: notesOf(value),
  };
}
