import { contextOf } from '../../shared/domain/context.ts';
import type { LatestMetric, LatestMetrics } from '../../shared/domain/latest.ts';
import { basisOf } from '../../shared/domain/metrics/basis.ts';
import { METRICS } from '../../shared/domain/metrics/catalogue.ts';
import type { MetricValue } from '../../shared/domain/metrics/metric.ts';
import type { MetricId } from '../../shared/domain/metrics/metric-id.ts';
import { notesOf } from '../../shared/domain/metrics/notes.ts';
import { frequencyOf } from '../../shared/domain/period.ts';
import { pointsOf } from './points.ts';

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
  for (const frequency of ['M', 'Q', 'A'] as const) {
    const series = values.filter(({ period }) => frequencyOf(period) === frequency);
    const newest = series.findLast(({ outcome }) => outcome.value !== null);
    if (newest) return describe(newest, series);
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
