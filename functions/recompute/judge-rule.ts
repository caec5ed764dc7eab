import type { Alert } from '../../shared/domain/alert.ts';
import type { MetricValue } from '../../shared/domain/metrics/metric.ts';
import { type Instant, latestKnowledge } from '../../shared/domain/observation.ts';
import { pointsOf } from '../../shared/domain/points.ts';
import { isEdited, judge, judgeEdit } from '../../shared/domain/rules/judge.ts';
import type { RuleState } from '../../shared/domain/rules/judgement.ts';
import type { StoredRule } from '../../shared/store/rules.ts';
import { alertsOf } from './alerts.ts';

/** The series that a rule judges: one metric, one frequency. */
export interface JudgedSeries {
  readonly now: readonly MetricValue[];
  /** As it was known at an instant. */
  asOf(at: Instant): readonly MetricValue[];
}

/**
 * The state that a rule comes to, and what is to be told. An edit is judged over the figures that were there when it was written;
 * those that came since are news by the new line.
 */
export function judgeRule(
  rule: StoredRule,
  before: RuleState | undefined,
  series: JudgedSeries,
): { state: RuleState; alerts: Alert[] } {
  const edit = before && isEdited(rule, before) ? judgeItsEdit(rule, before, series) : undefined;
  const known = edit?.state ?? before;
  const was = pointsOf(known?.knownAt ? series.asOf(known.knownAt) : []);
  const now = pointsOf(series.now);
  const { state, findings } = judge(rule, known, { before: was, now }, latestKnowledge(series.now));
  const evidence = { rule, before, values: series.now, was };
  return { state, alerts: [...(edit?.alerts ?? []), ...alertsOf(findings, evidence)] };
}

function judgeItsEdit(
  rule: StoredRule,
  before: RuleState,
  series: JudgedSeries,
): { state: RuleState; alerts: Alert[] } {
  const { knownAt } = before;
  const then = series.asOf(knownAt && knownAt > rule.writtenAt ? knownAt : rule.writtenAt);
  const values = pointsOf(then).length > 0 ? then : series.now;
  const points = pointsOf(values);
  const { state, findings } = judgeEdit(rule, before, points, latestKnowledge(values));
  return { state, alerts: alertsOf(findings, { rule, before, values, was: points }) };
}
