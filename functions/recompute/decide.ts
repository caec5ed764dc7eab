import type { Alert } from '../../shared/domain/alert.ts';
import { asOf } from '../../shared/domain/as-of.ts';
import { latestMetrics } from '../../shared/domain/latest.ts';
import { METRICS, metricValues } from '../../shared/domain/metrics/catalogue.ts';
import { evaluate, type MetricValue } from '../../shared/domain/metrics/metric.ts';
import type { MetricId } from '../../shared/domain/metrics/metric-id.ts';
import { type Instant, latestKnowledge, type Vintage } from '../../shared/domain/observation.ts';
import type { Pair } from '../../shared/domain/pair.ts';
import { frequencyOf, type Period } from '../../shared/domain/period.ts';
import type { RuleState } from '../../shared/domain/rules/judgement.ts';
import { seriesOf } from '../../shared/domain/series.ts';
import { metricsText } from '../../shared/store/metrics-item.ts';
import type { Latest } from '../../shared/store/pair-present.ts';
import type { StoredRule } from '../../shared/store/rules.ts';
import { judgeRule } from './judge-rule.ts';
import type { PairKnowledge } from './read.ts';

/** What a recomputation would write; empty lists and no `latest` where nothing changed. */
export interface Recomputation {
  readonly pair: Pair;
  readonly metrics: ReadonlyMap<Period, string>;
  readonly latest: Latest | undefined;
  readonly states: ReadonlyMap<string, RuleState>;
  readonly alerts: readonly Alert[];
}

/** Metrics, read model, rule states and alerts as a pure function of what is known of the pair. */
export function decide(knowledge: PairKnowledge): Recomputation {
  const { pair, present } = knowledge;
  const series = seriesOf(present.observations);
  const values = metricValues(series);
  const metrics = changedMetrics(values, present.metricTexts);
  const { states, alerts } = judgeRules(knowledge, values);
  const changed = metrics.size > 0 || states.size > 0 || alerts.length > 0;
  const latest: Latest = {
    pair,
    version: (present.latest?.version ?? 0) + 1,
    knownAt: latestKnowledge(present.observations),
    metrics: latestMetrics(values),
  };
  return { pair, metrics, states, alerts, latest: changed ? latest : undefined };
}

function changedMetrics(
  values: ReadonlyMap<MetricId, MetricValue[]>,
  stored: ReadonlyMap<Period, string>,
): Map<Period, string> {
  const byPeriod = Map.groupBy([...values.values()].flat(), ({ period }) => period);
  const changed = new Map<Period, string>();
  for (const [period, ofPeriod] of byPeriod) {
    const text = metricsText(ofPeriod);
    if (stored.get(period) !== text) changed.set(period, text);
  }
  return changed;
}

function judgeRules(
  { rules, present, vintages }: PairKnowledge,
  valuesByMetric: ReadonlyMap<MetricId, MetricValue[]>,
): { states: Map<string, RuleState>; alerts: Alert[] } {
  const states = new Map<string, RuleState>();
  const alerts: Alert[] = [];
  // Where no figure was restated, those that were known at an instant are those of now that were known by then.
  const prints = vintages.length > 0 ? vintages : present.observations;
  for (const rule of rules) {
    const before = present.states.get(rule.id);
    const now = (valuesByMetric.get(rule.metric) ?? []).filter(
      ({ period }) => frequencyOf(period) === rule.frequency,
    );
    const judged = judgeRule(rule, before, {
      now,
      asOf: (at) => ((latestKnowledge(now) ?? at) <= at ? now : valuesAsOf(prints, rule, at)),
    });
    if (!sameState(judged.state, before)) states.set(rule.id, judged.state);
    alerts.push(...judged.alerts);
  }
  return { states, alerts };
}

function valuesAsOf(
  prints: readonly Vintage[],
  { metric, frequency }: StoredRule,
  at: Instant,
): MetricValue[] {
  const series = seriesOf(asOf(prints, at));
  return series.periods(frequency).map((period) => evaluate(METRICS[metric], series, period));
}

/** Numbers are written the same way on both sides, so their text tells. */
function sameState(state: RuleState, before: RuleState | undefined): boolean {
  return before !== undefined && canonical(state) === canonical(before);
}

function canonical({ fires, clears, marks, anchor, ...rest }: RuleState): string {
  const { ruleVersion, composition, firing, since, through, knownAt } = rest;
  const told = marks.map(({ period, value, silent, against }) => [period, value, silent, against]);
  return JSON.stringify([
    ruleVersion,
    composition,
    firing,
    since,
    through,
    knownAt,
    fires,
    clears,
    anchor,
    told,
  ]);
}
