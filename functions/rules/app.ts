import { Hono } from 'hono/tiny';
import { instant } from '../../shared/domain/observation.ts';
import { RULE_BODY } from '../../shared/domain/rule-body.ts';
import { warningsOf } from '../../shared/domain/rules/preview.ts';
import { replayRule } from '../../shared/domain/rules/replay.ts';
import { ruleFault } from '../../shared/domain/rules/rule-faults.ts';
import { writtenRuleForm } from '../../shared/domain/written-rule.ts';
import * as z from '../../shared/domain/zod.ts';
import { answerFault, answerOtherwise, refuseLongUri } from '../../shared/platform/fallback.ts';
import { finish } from '../../shared/platform/finish.ts';
import { badMember, readBody } from '../../shared/platform/json-body.ts';
import type { Logger } from '../../shared/platform/logger.ts';
import { ProblemError, unknown } from '../../shared/platform/problem.ts';
import { givenIndicators } from '../../shared/sources/given-indicators.ts';
import { allVintages } from '../../shared/store/observations.ts';
import { readRules, type StoredRule, writeRule } from '../../shared/store/rules.ts';
import { readSettings } from '../../shared/store/settings.ts';
import { type Table, WriteConflict } from '../../shared/store/table.ts';
import { type Decision, decideDelete, decidePut } from './decide.ts';

export interface RulesDependencies {
  readonly table: Table;
  readonly now: () => Date;
  readonly log: Logger;
}

/** How often a decision is made again when somebody else wrote the rule in between. */
const ATTEMPTS = 3;

/** The routes that write rules. On AWS they take signed requests only; a function of its own, so that reading cannot write. */
export function createApp({ table, now, log }: RulesDependencies): Hono {
  const app = new Hono();
  app.use(finish);
  app.use(refuseLongUri);
  const writtenAt = () => instant(now());

  app.put('/v1/rules/:id', async (context) => {
    const definition = await readBody(context, RULE_BODY);
    if (definition.id !== context.req.param('id')) {
      throw badMember(
        ['id'],
        `must be that of the path, ${context.req.param('id')}`,
        RULE_BODY.example,
      );
    }
    const settings = await readSettings(table);
    const fault = ruleFault(definition, givenIndicators(settings ?? { pairs: {} }));
    if (fault) throw badMember([fault.member], fault.rule, RULE_BODY.example);
    const { kind, rule, rules } = await decideAndWrite(table, definition.id, (before) =>
      decidePut(definition, before, writtenAt()),
    );
    if (kind !== 'unchanged') log.info('rule.written', { rule: rule.id, version: rule.version });
    const replay = replayRule(rule, await allVintages(table, rule.pair));
    const { version, writtenAt: at } = rule;
    const warnings = [...warningsOf(rule, rules, replay)];
    const answer = { ...definition, version, writtenAt: at, warnings };
    return context.json(z.parse(writtenRuleForm, answer), kind === 'created' ? 201 : 200);
  });

  app.delete('/v1/rules/:id', async (context) => {
    const id = context.req.param('id');
    const { kind, rule } = await decideAndWrite(table, id, (before, rules) => {
      if (!before) throw unknown('rule', id, namesOf(rules));
      return decideDelete(before, writtenAt());
    });
    if (kind !== 'unchanged') log.info('rule.retired', { rule: id, version: rule.version });
    return context.body(null, 204);
  });

  app.notFound(answerOtherwise(app.routes));
  app.onError(answerFault(log, 'rules.failed'));
  return app;
}

/**
 * Reads, decides and writes, again where somebody else wrote the rule in between.
 * A retry is harmless: it reads what was written and decides that nothing is to be done.
 */
async function decideAndWrite(
  table: Table,
  id: string,
  decide: (before: StoredRule | undefined, rules: readonly StoredRule[]) => Decision,
  attempt = 1,
): Promise<{ kind: Decision['kind']; rule: StoredRule; rules: readonly StoredRule[] }> {
  const rules = await readRules(table);
  const decision = decide(
    rules.find((rule) => rule.id === id),
    rules,
  );
  if (decision.kind === 'unchanged') return { ...decision, rules };
  try {
    await writeRule(table, decision.write);
    return { kind: decision.kind, rule: decision.write, rules };
  } catch (error) {
    if (!(error instanceof WriteConflict)) throw error;
    if (attempt < ATTEMPTS) return decideAndWrite(table, id, decide, attempt + 1);
    throw conflict(id, error);
  }
}

function conflict(id: string, cause: Error): ProblemError {
  const detail = `rule ${id} is being written by somebody else; read it and try again`;
  return new ProblemError({ status: 409, title: 'Conflict', detail }, { cause });
}

function namesOf(rules: readonly StoredRule[]): string[] {
  return rules.filter(({ retired }) => !retired).map(({ id }) => id);
}
