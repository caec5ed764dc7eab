import type { Instant } from '../domain/observation.ts';
import { type Rule, ruleSchema } from '../domain/rule.ts';
import * as z from '../domain/zod.ts';
import { countSchema, fromAttributes, instantSchema, jsonText } from './attributes.ts';
import { keys, RULE_PARTITION } from './keys.ts';
import { isNew, putItem, query, type Table } from './table.ts';

const storedRuleSchema = z.object({
  definition: jsonText(ruleSchema),
  version: countSchema,
  retired: z.boolean(),
  inForceSince: z._default(countSchema, 1),
  /**
   * What the deployment's settings said when they last wrote this rule, or null for a rule of the API's: an edit over the
   * API then survives a deployment whose settings did not change.
   */
  settings: z.nullable(z.string()),
  writtenAt: instantSchema,
});

export interface StoredRule extends Rule {
  readonly settings: string | null;
  readonly writtenAt: z.infer<typeof instantSchema>;
}

/** The newest version of every rule, or the newest that had been written by an instant; retired ones included. */
export async function readRules(table: Table, writtenBy?: Instant): Promise<StoredRule[]> {
  const items = await query(table, { partition: RULE_PARTITION, consistent: true });
  const newest = new Map<string, StoredRule>();
  // Versions of a rule come in ascending order.
  for (const item of items) {
    const { definition, ...stored } = fromAttributes(storedRuleSchema, item);
    if (writtenBy === undefined || stored.writtenAt <= writtenBy) {
      newest.set(definition.id, { ...definition, ...stored });
    }
  }
  return [...newest.values()];
}

/**
 * A retry is harmless: a version is written once, and the next comparison finds it.
 * @throws WriteConflict when the version exists.
 */
export async function writeRule(table: Table, rule: StoredRule): Promise<void> {
  const { version, retired, inForceSince, settings, writtenAt, ...definition } = rule;
  await putItem(table, {
    key: keys.rule(rule.id, version),
    // The pair stands beside the definition so that the stream's reader knows what to judge again.
    item: {
      pair: rule.pair,
      definition: JSON.stringify(definition),
      version,
      retired,
      inForceSince,
      settings,
      writtenAt,
    },
    condition: isNew,
  });
}
