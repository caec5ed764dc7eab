import { UNNAMED_RULE_BODY } from '../../shared/domain/rule-body.ts';
import { ruleFault } from '../../shared/domain/rules/rule-faults.ts';
import { badMember } from '../../shared/platform/json-body.ts';
import { unknown } from '../../shared/platform/problem.ts';
import { givenIndicators } from '../../shared/sources/given-indicators.ts';
import { allVintages } from '../../shared/store/observations.ts';
import { readRuleStates } from '../../shared/store/rule-states.ts';
import { readRules, type StoredRule } from '../../shared/store/rules.ts';
import type { Table } from '../../shared/store/table.ts';
import { presentRule } from './answers/rule.ts';
import { CONTRACTS } from './contracts.ts';
import type { Serving } from './serve.ts';
import type { WatchList } from './watch-list.ts';

/** The rules that are in force, each with where it stands, and what a rule would do before it is written. */
export function addRuleRoutes({ json }: Serving, table: Table, watchList: WatchList): void {
  const inForce = async (): Promise<StoredRule[]> =>
    (await readRules(table)).filter(({ retired }) => !retired);

  json(CONTRACTS.rules, async () => {
    const rules = await inForce();
    const states = await readRuleStates(table, rules);
    return { answer: { rules: rules.map((rule) => presentRule(rule, states.get(rule.id))) } };
  });

  json(CONTRACTS.rule, async ({ path }) => {
    const rules = await inForce();
    const rule = rules.find(({ id }) => id === path('id'));
    if (!rule) {
      const known = rules.map(({ id }) => id);
      throw unknown('rule', path('id'), known);
    }
    const states = await readRuleStates(table, [rule]);
    return { answer: presentRule(rule, states.get(rule.id)) };
  });

  json(CONTRACTS.preview, async ({ body }) => {
    const definition = await body(UNNAMED_RULE_BODY);
    const fault = ruleFault(definition, givenIndicators(await watchList.settings()));
    if (fault) throw badMember([fault.member], fault.rule, UNNAMED_RULE_BODY.example);
    // Judging is a part of its own: whoever reads loads nothing of it.
    const [rules, vintages, { rulePreview }] = await Promise.all([
      inForce(),
      allVintages(table, definition.pair),
      import('./rule-preview.ts'),
    ]);
    return { answer: rulePreview(definition, vintages, rules), cached: 'no-store' };
  });
}
