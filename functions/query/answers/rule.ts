import { periodSchema } from '../../../shared/domain/period.ts';
import type { RuleState } from '../../../shared/domain/rules/judgement.ts';
import { ruleMembers, warningForm } from '../../../shared/domain/written-rule.ts';
import * as z from '../../../shared/domain/zod.ts';
import type { StoredRule } from '../../../shared/store/rules.ts';
import { alertReasonForm, figure, instantForm } from './forms.ts';

/** Where a rule stands on its series. */
export const ruleStateForm = z.object({
  firing: z.boolean(),
  since: z.nullable(periodSchema),
  judgedThrough: z.nullable(periodSchema),
  vintage: z.nullable(instantForm),
  lastTold: z.nullable(figure),
});

export const ruleAnswer = z.object({
  ...ruleMembers,
  from: z.enum(['settings', 'api']),
  state: z.nullable(ruleStateForm),
});

export const rulesAnswer = z.object({ rules: z.array(ruleAnswer) });

/** A firing that would have been told. */
export const firedForm = z.object({
  period: periodSchema,
  knownAt: instantForm,
  reason: alertReasonForm,
  value: figure,
  retractedAt: z.optional(instantForm),
});

export const previewAnswer = z.object({
  fired: z.array(firedForm),
  warnings: z.array(warningForm),
});

export function presentRule(
  rule: StoredRule,
  state: RuleState | undefined,
): z.input<typeof ruleAnswer> {
  const { retired: _, inForceSince, settings, ...definition } = rule;
  // A state of before the rule was brought back, or of another series, is none of this rule's.
  const own = state && state.ruleVersion >= inForceSince ? state : undefined;
  return {
    ...definition,
    from: settings === null ? 'api' : 'settings',
    state: own
      ? {
          firing: own.firing,
          since: own.since,
          judgedThrough: own.through,
          vintage: own.knownAt,
          lastTold: own.marks.findLast(({ silent }) => !silent)?.value ?? null,
        }
      : null,
  };
}
