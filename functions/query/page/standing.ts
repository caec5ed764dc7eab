import type { Alert } from '../../../shared/domain/alert.ts';
import { METRICS } from '../../../shared/domain/metrics/catalogue.ts';
import type { Period } from '../../../shared/domain/period.ts';
import type { Rule } from '../../../shared/domain/rule.ts';
import type { RuleState } from '../../../shared/domain/rules/judgement.ts';
import { thresholdInWords } from '../../../shared/domain/threshold-in-words.ts';
import { typeset } from '../words.ts';

/** How a rule stands. */
export interface Standing {
  readonly rule: Rule;
  readonly firing: boolean;
  /** Of a rule that fires: since when. */
  readonly since: Period | null;
  /** Of one that does not: when it fired last, as far as is remembered. */
  readonly last: Period | null;
  /** Whether it has been judged, or anything was told of it, at all. */
  readonly known: boolean;
}

/** As the rule was judged last. */
export function standingNow(rule: Rule, state: RuleState | undefined): Standing {
  const last = state?.marks.at(-1)?.period ?? null;
  if (!state?.through) return { rule, firing: false, since: null, last, known: false };
  return { rule, firing: state.firing, since: state.since, last, known: true };
}

/** As had been told by an instant: states are not kept, what was told is. */
export function standingThen(rule: Rule, alerts: readonly Alert[]): Standing {
  const told = alerts.filter((alert) => alert.rule === rule.id);
  const [newest] = told;
  const last = told.find(({ firing }) => firing)?.period ?? null;
  if (!newest) return { rule, firing: false, since: null, last, known: false };
  // A change or a record is over with its period.
  const firing = newest.firing && ('above' in rule.fires || 'below' in rule.fires);
  return { rule, firing, since: firing ? newest.since : null, last, known: true };
}

/** `fires at a deficit wider than $60bn, clears narrower than $58bn`. */
export function ruleInWords({ metric, fires, clears }: Rule): string {
  return typeset(thresholdInWords({ metric, unit: METRICS[metric].unit }, { fires, clears }));
}
