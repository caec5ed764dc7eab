import type { Alert } from '../../../shared/domain/alert.ts';
import { METRICS } from '../../../shared/domain/metrics/catalogue.ts';
import type { FullFrequency } from '../../../shared/domain/metrics/metric.ts';
import {
  isOfParts,
  type MetricId,
  metricIdSchema,
} from '../../../shared/domain/metrics/metric-id.ts';
import type { Pair } from '../../../shared/domain/pair.ts';
import {
  comparePeriods,
  type Frequency,
  frequencyOf,
  type Period,
} from '../../../shared/domain/period.ts';
import type { PairHistory } from '../pair-history.ts';
import {
  indicatorMeasure,
  type Measure,
  metricMeasure,
  type Reading,
  readingsOf,
} from './readings.ts';
import { type Line, linesOf } from './threshold-lines.ts';

/** What can be drawn: any metric, and both flows in one. */
export type ChartId = MetricId | typeof FLOWS;
export const FLOWS = 'exports-imports';

/** Two series in one, of ten days and of twenty, are no line. */
export const CHART_IDS: readonly ChartId[] = [
  FLOWS,
  ...metricIdSchema.options.filter((id) => !isOfParts(id)),
];

/** What a reader sees of a series: its name at the end of its line, and how it is drawn. */
export interface Curve {
  readonly tone: 'main' | 'exports' | 'imports' | 'announced';
  readonly name: string;
  readonly readings: readonly Reading[];
}

/** What of a series is drawn: of one frequency, which is never that of parts of months. */
interface ChartRange {
  readonly from?: Period | undefined;
  readonly to?: Period | undefined;
  readonly frequency?: FullFrequency | undefined;
}

/** All that a chart shows, before anything is placed. */
export interface Chart {
  readonly id: ChartId;
  readonly pair: Pair;
  readonly frequency: FullFrequency;
  readonly title: string;
  readonly unit: string;
  /** Amounts of a period stand on zero as bars; levels and ratios are lines. */
  readonly shape: 'bars' | 'lines';
  /** Every period on the axis, without a hole. */
  readonly periods: readonly Period[];
  readonly curves: readonly Curve[];
  /** Where the rules on the series fire and clear. */
  readonly lines: readonly Line[];
  /** What was told of the periods shown, oldest first. */
  readonly alerts: readonly Alert[];
}

const BARS: ReadonlySet<ChartId> = new Set<ChartId>([
  'balance',
  'balance-ytd',
  'balance-change-yoy',
  'exports-yoy',
  'imports-yoy',
  'duties',
  'duties-collected',
  'duties-collected-gross',
  'mirror-gap',
]);

/** A series that is only understood beside another: what was announced, beside what is collected. */
const COMPANIONS: Readonly<Record<string, { readonly metric: string; readonly name: string }>> = {
  'effective-tariff-rate': { metric: 'statutory-tariff-rate', name: 'Announced' },
};

const FREQUENCIES = ['M', 'Q', 'A'] as const;

/** Up to so many periods, each figure is told by a dot or a label of its own. */
const FEW = 12;

export function isFew(periods: readonly Period[]): boolean {
  return periods.length <= FEW;
}

export function chartIdOf(text: string): ChartId | undefined {
  return CHART_IDS.find((id) => id === text);
}

/** The frequencies for which there is something to draw, finest first. */
export function frequenciesOf(history: PairHistory, id: ChartId): FullFrequency[] {
  return FREQUENCIES.filter((frequency) =>
    curvesOf(history, id, frequency).some(({ readings }) => readings.length > 0),
  );
}

/** A chart of one frequency: the one that is asked for, or the finest there is; an empty one where there is nothing. */
export function chartOf(history: PairHistory, id: ChartId, range: ChartRange = {}): Chart {
  const { pair, alerts, rules } = history;
  const bound = range.from ?? range.to;
  const asked = range.frequency ?? (bound && fullFrequency(bound));
  const frequency = asked ?? frequenciesOf(history, id)[0] ?? 'M';
  const curves = curvesOf(history, id, frequency).map((curve) => within(curve, range));
  const periods = [
    ...new Set(curves.flatMap(({ readings }) => readings.map(({ period }) => period))),
  ].sort(comparePeriods);
  const drawn = untilLastValue(periods, curves);
  return {
    id,
    pair,
    frequency,
    title: id === FLOWS ? 'Exports and imports' : METRICS[id].title,
    unit: id === FLOWS ? 'USD' : METRICS[id].unit,
    shape: BARS.has(id) ? 'bars' : 'lines',
    periods: drawn,
    curves,
    lines: linesOf(rules, id, frequency),
    alerts: alerts
      .filter(({ metric, period }) => metric === id && drawn.includes(period))
      .toReversed(),
  };
}

/** Without the periods after the newest figure: that a sum or a gap is not known yet is no hole in the picture. */
function untilLastValue(periods: readonly Period[], curves: readonly Curve[]): Period[] {
  const valued = new Set(
    curves.flatMap(({ readings }) =>
      readings.flatMap(({ period, value }) => (value === null ? [] : [period])),
    ),
  );
  return periods.slice(0, periods.findLastIndex((period) => valued.has(period)) + 1);
}

function curvesOf(history: PairHistory, id: ChartId, frequency: FullFrequency): Curve[] {
  const curve = (tone: Curve['tone'], name: string, measure: Measure): Curve => ({
    tone,
    name,
    readings: readingsOf(history, measure, frequency),
  });
  if (id === FLOWS) {
    return [
      curve('exports', 'Exports', indicatorMeasure('exports')),
      curve('imports', 'Imports', indicatorMeasure('imports')),
    ];
  }
  const ofMetric = (metric: MetricId, tone: Curve['tone'], name: string): Curve[] =>
    isComputed(metric, frequency) ? [curve(tone, name, metricMeasure(metric))] : [];
  const beside = COMPANIONS[id];
  const companion = beside && metricIdSchema.safeParse(beside.metric).data;
  return [
    ...ofMetric(id, 'main', companion ? 'Effective' : ''),
    ...(beside && companion ? ofMetric(companion, 'announced', beside.name) : []),
  ];
}

function isComputed(metric: MetricId, frequency: FullFrequency): boolean {
  const frequencies: readonly Frequency[] = METRICS[metric].frequencies;
  return frequencies.includes(frequency);
}

function within(curve: Curve, { from, to }: ChartRange): Curve {
  const readings = curve.readings.filter(
    ({ period }) =>
      (!from || comparePeriods(from, period) <= 0) && (!to || comparePeriods(period, to) <= 0),
  );
  return { ...curve, readings };
}

function fullFrequency(period: Period): FullFrequency | undefined {
  const frequency = frequencyOf(period);
  return frequency === 'P' ? undefined : frequency;
}
