import type { Big } from 'big.js';
import { metricIdSchema } from '../domain/metrics/metric-id.ts';
import type { Pair } from '../domain/pair.ts';
import { periodSchema } from '../domain/period.ts';
import { conditionSchema } from '../domain/rule.ts';
import type { RuleState } from '../domain/rules/judgement.ts';
import * as z from '../domain/zod.ts';
import {
  type Attributes,
  countSchema,
  fromAttributes,
  instantSchema,
  jsonText,
} from './attributes.ts';
import { exact, exactSchema } from './exact.ts';
import { keys } from './keys.ts';
import { type ConditionalPut, getItems, type Table } from './table.ts';

const lineSchema = z.object({ fires: conditionSchema, clears: z.optional(z.number()) });

const stateSchema = z.object({
  rule: z.string(),
  ruleVersion: countSchema,
  metric: metricIdSchema,
  frequency: z.enum(['M', 'A']),
  composition: z._default(z.nullable(z.string()), null),
  line: jsonText(lineSchema),
  firing: z.boolean(),
  since: z.nullable(periodSchema),
  through: z.nullable(periodSchema),
  knownAt: z.nullable(instantSchema),
  anchor: z.nullable(exactSchema),
  marks: z.array(
    z.object({
      period: periodSchema,
      value: exactSchema,
      silent: z.boolean(),
      against: z.optional(exactSchema),
    }),
  ),
});

export function parseRuleState(attributes: Attributes): { rule: string; state: RuleState } {
  const { rule, line, marks, ...rest } = fromAttributes(stateSchema, attributes);
  const known = marks.map(({ against, ...mark }) => (against ? { ...mark, against } : mark));
  return { rule, state: { ...rest, ...line, marks: known } };
}

/** Where each of some rules stands, by rule: up to a hundred of them are one request. */
export async function readRuleStates(
  table: Table,
  rules: readonly { readonly id: string; readonly pair: Pair }[],
): Promise<ReadonlyMap<string, RuleState>> {
  const items = await getItems(
    table,
    rules.map(({ pair, id }) => keys.ruleState(pair, id)),
  );
  return new Map(items.map(parseRuleState).map(({ rule, state }) => [rule, state]));
}

export function ruleStatePut(pair: Pair, rule: string, state: RuleState): ConditionalPut {
  const { fires, clears, anchor, marks, ...rest } = state;
  const item = {
    rule,
    ...rest,
    line: JSON.stringify({ fires, clears }),
    anchor: exactOrNull(anchor),
    marks: marks.map((mark) => ({
      ...mark,
      value: exact(mark.value),
      against: mark.against && exact(mark.against),
    })),
  };
  return { key: keys.ruleState(pair, rule), item };
}

function exactOrNull(value: Big | null) {
  return value && exact(value);
}
