import type { Indicator } from '../indicator.ts';
import { METRICS } from '../metrics/catalogue.ts';
import { evaluate, type FullFrequency, type MetricValue } from '../metrics/metric.ts';
import type { Instant, Vintage } from '../observation.ts';
import { comparePeriods, frequencyOf, type Period, shift } from '../period.ts';
import { pointsOf } from '../points.ts';
import type { Rule } from '../rule.ts';
import { judge } from './judge.ts';
import type { Finding, Point, RuleState } from './judgement.ts';

/** Something that is told, and when it became known. */
export interface Told extends Finding {
  readonly knownAt: Instant;
}

/** What a rule tells over a history of vintages, and where it stands after it. */
export interface Replay {
  readonly told: readonly Told[];
  readonly state: RuleState | undefined;
  /** The series as it is known after the last of them. */
  readonly points: readonly Point[];
}

/**
 * Has a rule judge all that became known of a pair, instant after instant, as it would have had it been there from the beginning:
 * the first sight is a baseline. A recomputation judges at the same instants by the same judge; here only the values that a
 * change touches are computed anew.
 */
export function replayRule(rule: Rule, vintages: readonly Vintage[]): Replay {
  const series = growingSeries(rule);
  const told: Told[] = [];
  let state: RuleState | undefined;
  let points: readonly Point[] = [];
  for (const [knownAt, news] of byInstant(vintages.filter(series.isInput))) {
    series.learn(news);
    const now = series.points();
    const judgement = judge(rule, state, { before: points, now }, knownAt);
    told.push(...judgement.findings.map((finding) => ({ ...finding, knownAt })));
    ({ state } = judgement);
    points = now;
  }
  return { told, state, points };
}

function byInstant(vintages: readonly Vintage[]): Map<Instant, Vintage[]> {
  const inOrder = vintages.toSorted((a, b) => {
    if (a.knownAt === b.knownAt) return a.print - b.print;
    return a.knownAt < b.knownAt ? -1 : 1;
  });
  return Map.groupBy(inOrder, ({ knownAt }) => knownAt);
}

interface GrowingSeries {
  isInput(vintage: Vintage): boolean;
  learn(news: readonly Vintage[]): void;
  points(): Point[];
}

/** The values of a rule's metric as knowledge of its inputs grows. */
function growingSeries({ metric, frequency }: Rule): GrowingSeries {
  const definition = METRICS[metric];
  const inputs: ReadonlySet<Indicator> = new Set(definition.inputs);
  const reach = definition.reach(frequency as FullFrequency);
  const known = new Map<string, Vintage>();
  const values = new Map<Period, MetricValue>();
  let order: Period[] = [];
  const series = {
    find: (indicator: Indicator, period: Period) => known.get(`${indicator} ${period}`),
    knows: (period: Period) => values.has(period),
  };
  return {
    isInput: (vintage) =>
      inputs.has(vintage.indicator) && frequencyOf(vintage.period) === frequency,
    learn(news) {
      const touched = new Set<Period>();
      for (const vintage of news) {
        known.set(`${vintage.indicator} ${vintage.period}`, vintage);
        for (let step = 0; step <= reach; step += 1) touched.add(shift(vintage.period, step));
      }
      const before = values.size;
      for (const period of touched) {
        const isKnown = values.has(period) || news.some((vintage) => vintage.period === period);
        if (isKnown) values.set(period, evaluate(definition, series, period));
      }
      if (values.size > before) order = [...values.keys()].sort(comparePeriods);
    },
    points: () => pointsOf(order.flatMap((period) => values.get(period) ?? [])),
  };
}
