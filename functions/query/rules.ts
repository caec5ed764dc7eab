import type { Hono } from 'hono';
import { UNNAMED_RULE_BODY } from '../../shared/domain/rule-body.ts';
import { ruleFault } from '../../shared/domain/rules/rule-faults.ts';
import { badMember, readBody } from '../../shared/platform/json-body.ts';
import { unknown } from '../../shared/platform/problem.ts';
import { givenIndicators } from '../../shared/sources/given-indicators.ts';
import { allVintages } from '../../shared/store/observations.ts';
import { readRuleStates } from '../../shared/store/rule-states.ts';
import { readRules, type StoredRule } from '../../shared/store/rules.ts';
import type { Table } from '../../shared/store/table.ts';
import { nothingSchema, parseParameters } from './parameters.ts';
import { presentRule } from './present.ts';
import type { WatchList } from './watch-list.ts';

/** The rules that are in force, each with where it stands, and what a rule would do before it is written. */
export function addRuleRoutes(app: Hono, table: Table, watchList: WatchList): void {
  const inForce = async (): Promise<StoredRule[]> =>
    (await readRules(table)).filter(({ retired }) => !retired);

  app.get('/v1/rules', async (context) => {
    parseParameters(nothingSchema, context.req.url);
    const rules = await inForce();
    const states = await readRuleStates(table, rules);
    return context.json({ rules: rules.map((rule) => presentRule(rule, states.get(rule.id))) });
  });

  app.get('/v1/rules/:id', async (context) => {
    parseParameters(nothingSchema, context.req.url);
    const rules = await inForce();
    const rule = rules.find(({ id }) => id === context.req.param('id'));
    if (!rule) {
      const known = rules.map(({ id }) => id);
      throw unknown('rule', context.req.param('id'), known);
    }
    const states = await readRuleStates(table, [rule]);
    return context.json(presentRule(rule, states.get(rule.id)));
  });

  app.post('/v1/rules/preview', async (context) => {
    parseParameters(nothingSchema, context.req.url);
    const definition = await readBody(context, UNNAMED_RULE_BODY);
    const fault = ruleFault(definition, givenIndicators(await watchList.settings()));
    if (fault) throw badMember([fault.member], fault.rule, UNNAMED_RULE_BODY.example);
    // Judging is a part of its own: whoever reads loads nothing of it.
    const [rules, vintages, { rulePreview }] = await Promise.all([
      inForce(),
      allVintages(table, definition.pair),
      import('./rule-preview.ts'),
    ]);
    return context.json(rulePreview(definition, vintages, rules));
  });
}
