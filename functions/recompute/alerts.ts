import { type Alert, alertId } from '../../shared/domain/alert.ts';
import { asOf } from '../../shared/domain/as-of.ts';
import { contextOf } from '../../shared/domain/context.ts';
import { basisOf } from '../../shared/domain/metrics/basis.ts';
import { METRICS } from '../../shared/domain/metrics/catalogue.ts';
import { evaluate, type MetricValue } from '../../shared/domain/metrics/metric.ts';
import { notesOf } from '../../shared/domain/metrics/notes.ts';
import type { Instant, Vintage } from '../../shared/domain/observation.ts';
import { pointsOf } from '../../shared/domain/points.ts';
import type { Finding, RuleState } from '../../shared/domain/rules/judgement.ts';
import { seriesOf } from '../../shared/domain/series.ts';
import { sparklineOf } from '../../shared/domain/sparkline.ts';
import type { StoredRule } from '../../shared/store/rules.ts';

export interface Evidence {
  readonly rule: StoredRule;
  /** The rule's state before the judgement. */
  readonly before: RuleState | undefined;
  /** The judged series: one metric, one frequency. */
  readonly values: readonly MetricValue[];
  /** The latest vintage that went into the series. */
  readonly knownAt: Instant;
  /** Every vintage of the pair, where a figure was restated. */
  readonly vintages: readonly Vintage[];
}

/** An alert with all it rests on, so that the same number can be had again from the stored vintages. */
export function alertOf(finding: Finding, evidence: Evidence): Alert {
  const { rule, before, values } = evidence;
  const { reason, period, firing, since } = finding;
  const value = values.find((candidate) => candidate.period === period);
  if (!value) throw new Error(`rule ${rule.id} found something in ${period}, which has no value`);
  const ruleChanged = reason === 'rule-changed';
  const knownAt =
    ruleChanged && rule.writtenAt > evidence.knownAt ? rule.writtenAt : evidence.knownAt;
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
function previousOf(
  finding: Finding,
  { rule, before, values, vintages }: Evidence,
): Alert['previous'] {
  const { reason, period } = finding;
  if (reason === 'crossed-on-revision' || reason === 'retracted' || reason === 'late-fill') {
    if (!before?.knownAt) return null;
    const series = seriesOf(asOf(vintages, before.knownAt));
    const { outcome } = evaluate(METRICS[rule.metric], series, period);
    return outcome.value === null ? null : { period, value: outcome.value };
  }
  const points = pointsOf(values);
  const previous = points[points.findIndex((point) => point.period === period) - 1];
  return previous ? { period: previous.period, value: previous.value } : null;
}
