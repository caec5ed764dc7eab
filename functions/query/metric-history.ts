import type { Big } from 'big.js';
import { asOf } from '../../shared/domain/as-of.ts';
import { METRICS } from '../../shared/domain/metrics/catalogue.ts';
import { evaluate, type NullReason } from '../../shared/domain/metrics/metric.ts';
import type { MetricId } from '../../shared/domain/metrics/metric-id.ts';
import { isTold } from '../../shared/domain/metrics/told.ts';
import type { Instant, Vintage } from '../../shared/domain/observation.ts';
import type { Pair } from '../../shared/domain/pair.ts';
import { comparePeriods, frequencyOf, type Period } from '../../shared/domain/period.ts';
import { seriesOf } from '../../shared/domain/series.ts';
import { allVintages } from '../../shared/store/observations.ts';
import { readMetrics } from '../../shared/store/pair-present.ts';
import type { Table } from '../../shared/store/table.ts';

export interface HistoryValue {
  readonly period: Period;
  readonly value: Big | null;
  readonly reason?: NullReason;
  readonly vintage: Instant | null;
}

export interface HistoryRange {
  readonly from?: Period | undefined;
  readonly to?: Period | undefined;
  readonly frequency?: 'M' | 'Q' | 'A' | undefined;
}

type Frequency = NonNullable<HistoryRange['frequency']>;

/** The current values of a metric: one query over what was stored when its inputs changed. */
export async function currentHistory(
  table: Table,
  pair: Pair,
  metric: MetricId,
  range: HistoryRange,
): Promise<HistoryValue[]> {
  const items = await readMetrics(table, pair, [range.from ?? '0', range.to ?? '~']);
  const values = items.flatMap(({ period, metrics }): HistoryValue[] => {
    const stored = metrics[metric];
    return stored ? [{ period, ...stored }] : [];
  });
  return select(values, range).map(({ period, value, vintage, ...rest }) =>
    'reason' in rest && rest.reason
      ? { period, value, reason: rest.reason, vintage }
      : { period, value, vintage },
  );
}

/** The values of a metric as they could be computed from what was known at an instant. */
export async function historyAsOf(
  table: Table,
  pair: Pair,
  metric: MetricId,
  range: HistoryRange,
  at: Instant,
): Promise<HistoryValue[]> {
  return select(metricAsOf(await allVintages(table, pair), metric, at), range);
}

function metricAsOf(vintages: readonly Vintage[], metric: MetricId, at: Instant): HistoryValue[] {
  const definition = METRICS[metric];
  const known = seriesOf(asOf(vintages, at));
  const indicators = new Set(known.observations().map(({ indicator }) => indicator));
  if (!isTold(definition, indicators)) return [];
  return definition.frequencies
    .flatMap((frequency) => known.periods(frequency))
    .map((period) => {
      const { outcome, knownAt } = evaluate(definition, known, period);
      return { period, ...outcome, vintage: knownAt };
    });
}

/** One frequency: the one that was asked for, or the finest there is. */
function select(values: readonly HistoryValue[], range: HistoryRange): HistoryValue[] {
  const asked = range.frequency ?? frequencyOfRange(range);
  const frequency =
    asked ??
    (['M', 'Q', 'A'] as const).find((candidate) =>
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
  const frequency = bound && frequencyOf(bound);
  return frequency === 'P' ? undefined : frequency;
}
