import type { Alert } from '../../shared/domain/alert.ts';
import { alertLogPut, alertPut } from '../../shared/store/alerts.ts';
import { keys } from '../../shared/store/keys.ts';
import { latestPut, metricsPut, stillLatest } from '../../shared/store/pair-present.ts';
import { ruleStatePut } from '../../shared/store/rule-states.ts';
import {
  ACTIONS_PER_TRANSACTION,
  type ConditionalPut,
  type Table,
  writeTogether,
} from '../../shared/store/table.ts';
import { wakeUpPut } from '../../shared/store/wake-ups.ts';
import type { Recomputation } from './decide.ts';
import type { PairKnowledge } from './read.ts';

/**
 * Writes a recomputation; nothing at all where nothing changed.
 * A rule's state, its alerts and what wakes their delivery go in one transaction, so an alert exists exactly when the state that
 * raised it was reached, and never without a wake-up; with them go the other rules and the read model, and the metrics that fit.
 * What does not fit goes before, and the version of the read model guards all of it.
 * A retry is harmless: it reads what was written, finds the rest different, and writes only that; alerts have ids of their own.
 * @throws WriteConflict when somebody else recomputed the pair in the meantime.
 */
export async function write(
  table: Table,
  { present }: PairKnowledge,
  { pair, metrics, latest, states, alerts }: Recomputation,
): Promise<void> {
  if (!latest) return;
  const rules = new Set([...states.keys(), ...alerts.map(({ rule }) => rule)]);
  const ofRules = [...rules].map((rule) => {
    const state = states.get(rule);
    const found = alerts.filter((alert) => alert.rule === rule);
    const raised = raisedPuts(found);
    return state ? [ruleStatePut(pair, rule, state), ...raised] : raised;
  });
  const ofMetrics = [...metrics].map(([period, text]) => [metricsPut(pair, period, text)]);
  const [last = [], ...before] = transactionsOf([...ofRules, ...ofMetrics]);
  const guard = { key: keys.latest(pair), condition: stillLatest(present.latest) };
  for (const puts of before.reverse()) await writeTogether(table, puts, [guard]);
  await writeTogether(table, [...last, latestPut(latest, present.latest)]);
}

function raisedPuts([first, ...others]: readonly Alert[]): ConditionalPut[] {
  if (!first) return [];
  const found = [first, ...others] as const;
  return [...found.map(alertPut), alertLogPut(found), wakeUpPut(found)];
}

/** Groups that must stay together, as few transactions as they fit in, each with room for one action more. */
function transactionsOf(groups: readonly (readonly ConditionalPut[])[]): ConditionalPut[][] {
  const transactions: ConditionalPut[][] = [];
  for (const group of groups) {
    const open = transactions.at(-1);
    if (open && open.length + group.length < ACTIONS_PER_TRANSACTION) open.push(...group);
    else transactions.push([...group]);
  }
  return transactions;
}
