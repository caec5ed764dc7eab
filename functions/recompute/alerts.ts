import { type Alert, alertId } from '../../shared/domain/alert.ts';
import { contextOf, type Point } from '../../shared/domain/context.ts';
import { basisOf } from '../../shared/domain/metrics/basis.ts';
import { METRICS } from '../../shared/domain/metrics/catalogue.ts';
import type { MetricValue } from '../../shared/domain/metrics/metric.ts';
import { notesOf } from '../../shared/domain/metrics/notes.ts';
import { type Instant, latestKnowledge } from '../../shared/domain/observation.ts';
import { pointsOf } from '../../shared/domain/points.ts';
import { type Finding, pointAt, type RuleState } from '../../shared/domain/rules/judgement.ts';
import { sparklineOf } from '../../shared/domain/sparkline.ts';
import type { StoredRule } from '../../shared/store/rules.ts';

interface Evidence {
  readonly rule: StoredRule;
  /** The rule's state before the judgement. */
  readonly before: RuleState | undefined;
  /** The judged series: one metric, one frequency. */
  readonly values: readonly MetricValue[];
  /** Its values as they were known at the judgement before. */
  readonly was: readonly Point[];
}

/** Alerts with all they rest on, so that the same numbers can be had again from the stored vintages. */
export function alertsOf(findings: readonly Finding[], evidence: Evidence): Alert[] {
  const knownAt = latestKnowledge(evidence.values);
  // Without a figure there is nothing to be found.
  if (knownAt === null) return [];
  return findings.map((finding) => alertOf(finding, evidence, knownAt));
}

function alertOf(finding: Finding, evidence: Evidence, figuresKnownAt: Instant): Alert {
  const { rule, before, values } = evidence;
  const { reason, period, firing, since } = finding;
  const value = values.find((candidate) => candidate.period === period);
  if (!value) throw new Error(`rule ${rule.id} found something in ${period}, which has no value`);
  const ruleChanged = reason === 'rule-changed';
  const knownAt = ruleChanged && rule.writtenAt > figuresKnownAt ? rule.writtenAt : figuresKnownAt;
  const points = pointsOf(values);
  const told = {
    pair: rule.pair,
    rule: rule.id,
    ruleVersion: rule.version,
    period,
    reason,
    knownAt,
  };
  return {
    ...told,
    id: alertId(told),
    severity: rule.severity,
    ...(rule.note ? { note: rule.note } : {}),
    metric: rule.metric,
    unit: METRICS[rule.metric].unit,
    basis: basisOf(value),
    firing,
    since,
    value: finding.value,
    previous: previousOf(finding, evidence),
    against: finding.against ?? null,
    threshold: {
      fires: rule.fires,
      clears: rule.clears,
      ...(ruleChanged && before ? { before: { fires: before.fires, clears: before.clears } } : {}),
    },
    context: contextOf(points, period),
    sparkline: sparklineOf(points),
    inputs: value.inputs.map(
      ({ indicator, period: of, knownAt: at, value: stated, source, run, print }) => ({
        indicator,
        period: of,
        knownAt: at,
        value: stated,
        source,
        run,
        print,
      }),
    ),
    notes: notesOf(value),
  };
}

/** The figure it moved from: for news the period before, for a restatement the same period as it was known. */
function previousOf({ reason, period }: Finding, { values, was }: Evidence): Alert['previous'] {
  const isRevision =
    reason === 'crossed-on-revision' || reason === 'retracted' || reason === 'late-fill';
  const points = pointsOf(values);
  const index = points.findIndex((point) => point.period === period);
  const previous = isRevision ? pointAt(was, period) : points[index - 1];
  return previous ? { period: previous.period, value: previous.value } : null;
}
