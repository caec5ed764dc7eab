import { asOf } from '../../shared/domain/as-of.ts';
import { type LatestMetric, latestMetrics } from '../../shared/domain/latest.ts';
import { METRICS } from '../../shared/domain/metrics/catalogue.ts';
import {
  evaluate,
  type MetricOutcome,
  type MetricValue,
} from '../../shared/domain/metrics/metric.ts';
import { isOfParts, type MetricId } from '../../shared/domain/metrics/metric-id.ts';
import { toldOf } from '../../shared/domain/metrics/told.ts';
import type { Instant, Vintage } from '../../shared/domain/observation.ts';
import type { Pair } from '../../shared/domain/pair.ts';
import {
  comparePeriods,
  type Frequency,
  frequencyOf,
  type Period,
} from '../../shared/domain/period.ts';
import { seriesOf } from '../../shared/domain/series.ts';
import { badParameter } from '../../shared/platform/problem.ts';
import { allVintages } from '../../shared/store/observations.ts';
import { readMetricHistory } from '../../shared/store/pair-present.ts';
import type { Table } from '../../shared/store/table.ts';

type HistoryValue = MetricOutcome & {
  readonly period: Period;
  readonly vintage: Instant | null;
};

/** A metric over time, with what is said beside its newest value. */
export interface MetricHistory extends Partial<Pick<LatestMetric, 'basis' | 'notes'>> {
  readonly values: readonly HistoryValue[];
}

export interface HistoryRange {
  readonly from?: Period | undefined;
  readonly to?: Period | undefined;
  readonly frequency?: Frequency | undefined;
}

/**
 * @throws ProblemError (400) where a metric of whole periods is asked for the first days of months, or one of those for months: the
 *   two are never compared.
 */
export function assertOfSuchPeriods(metric: MetricId, { from, to, frequency }: HistoryRange): void {
  for (const [name, asked] of Object.entries({
    frequency,
    from: from && frequencyOf(from),
    to: to && frequencyOf(to),
  })) {
    if (asked === undefined || isOfParts(metric) === (asked === 'P')) continue;
    throw isOfParts(metric)
      ? badParameter(
          name,
          `must be of the first days of months, as ${metric} is`,
          name === 'frequency' ? 'P' : '2025-06/20',
        )
      : badParameter(
          name,
          `must be a whole month, quarter or year for ${metric}`,
          name === 'frequency' ? 'M' : '2025-06',
        );
  }
}

/** A metric as it is now: what was stored when its inputs changed, and the read model of its pair. */
export async function currentHistory(
  table: Table,
  pair: Pair,
  metric: MetricId,
  range: HistoryRange,
): Promise<MetricHistory> {
  const { latest, values } = await readMetricHistory(table, pair, metric, range);
  return { ...latest?.metrics[metric], values: select(values, range) };
}

/** A metric as it could be computed from what was known at an instant, and what was said beside it then: one query. */
export async function historyAsOf(
  table: Table,
  pair: Pair,
  metric: MetricId,
  range: HistoryRange,
  at: Instant,
): Promise<MetricHistory> {
  const known = metricAsOf(await allVintages(table, pair), metric, at);
  const latest = latestMetrics(new Map([[metric, known]]))[metric];
  const values = known.map(({ period, outcome, knownAt }) => ({
    period,
    ...outcome,
    vintage: knownAt,
  }));
  return { ...latest, values: select(values, range) };
}

function metricAsOf(vintages: readonly Vintage[], metric: MetricId, at: Instant): MetricValue[] {
  const definition = METRICS[metric];
  const known = seriesOf(asOf(vintages, at));
  if (!toldOf(known)(definition)) return [];
  return definition.frequencies
    .flatMap((frequency) => known.periods(frequency))
    .map((period) => evaluate(definition, known, period));
}

/** One frequency: the one that was asked for, or the finest there is. */
function select(values: readonly HistoryValue[], range: HistoryRange): HistoryValue[] {
  const asked = range.frequency ?? frequencyOfRange(range);
  const frequency =
    asked ??
    (['M', 'Q', 'A', 'P'] as const).find((candidate) =>
      values.some(({ period }) => frequencyOf(period) === candidate),
    );
  return values
    .filter(({ period }) => frequencyOf(period) === frequency)
    .filter(({ period }) => !range.from || comparePeriods(range.from, period) <= 0)
    .filter(({ period }) => !range.to || comparePeriods(period, range.to) <= 0)
    .sort((a, b) => comparePeriods(a.period, b.period));
}

function frequencyOfRange({ from, to }: HistoryRange): Frequency | undefined {
  const bound = from ?? to;
  return bound && frequencyOf(bound);
}
