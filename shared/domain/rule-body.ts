import { ruleSchema } from './rule.ts';
import * as z from './zod.ts';

/** A rule as it is sent over HTTP. */
export const RULE_BODY = {
  schema: ruleSchema,
  longestBytes: 16_384,
  example:
    '{"id":"us-kr-deficit","pair":"US-KR","metric":"balance-12m","fires":{"below":-60000000000},"clears":-58000000000,"severity":"warning"}',
} as const;

/** The same where its name does not matter yet. */
export const UNNAMED_RULE_BODY = {
  ...RULE_BODY,
  schema: z.pipe(
    z.pipe(
      z.record(z.string(), z.unknown()),
      z.transform((given): unknown => ({ id: 'preview', ...given })),
    ),
    ruleSchema,
  ),
} as const;
