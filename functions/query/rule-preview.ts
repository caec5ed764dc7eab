import type { Vintage } from '../../shared/domain/observation.ts';
import type { Rule, RuleDefinition } from '../../shared/domain/rule.ts';
import { firedOf, warningsOf } from '../../shared/domain/rules/preview.ts';
import { replayRule } from '../../shared/domain/rules/replay.ts';
import type * as z from '../../shared/domain/zod.ts';
import type { previewAnswer } from './answers/rule.ts';

/** What a rule would have told over all of a pair's vintages, and what its author should know. */
export function rulePreview(
  definition: RuleDefinition,
  vintages: readonly Vintage[],
  others: readonly Rule[],
): z.input<typeof previewAnswer> {
  const rule = { ...definition, version: 1, retired: false, inForceSince: 1 };
  const replay = replayRule(rule, vintages);
  return { fired: firedOf(replay.told), warnings: [...warningsOf(rule, others, replay)] };
}
