import { ruleSchema } from './rule.ts';
import type { RuleWarning } from './rules/preview.ts';
import * as z from './zod.ts';

/** A rule as it is told over HTTP: its definition, its version, and when that was written. */
export const ruleMembers = {
  ...ruleSchema.shape,
  version: z.int(),
  writtenAt: z.iso.datetime(),
};

export const warningForm = z.object({
  warning: z.enum(['duplicate', 'fires-nearly-always', 'fires-now', 'not-judged-yet']),
  detail: z.string(),
}) satisfies z.ZodMiniType<RuleWarning, RuleWarning>;

/** What is answered to whoever writes a rule. */
export const writtenRuleForm = z.object({ ...ruleMembers, warnings: z.array(warningForm) });
