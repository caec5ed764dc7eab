import type { Alert } from '../../shared/domain/alert.ts';
import type { Pair } from '../../shared/domain/pair.ts';
import { alertLogPut, alertPut, alertsWritten } from '../../shared/store/alerts.ts';
import { keys } from '../../shared/store/keys.ts';
import { metricsPut } from '../../shared/store/metrics-item.ts';
import { latestPut, stillLatest } from '../../shared/store/pair-present.ts';
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

/** As many of one rule as fit into a transaction with their log, their wake-up, the rule's state and the read model. */
const ALERTS_TOGETHER = ACTIONS_PER_TRANSACTION - 4;

/**
 * Writes a recomputation; nothing at all where nothing changed.
 * A rule's state, its alerts and what wakes their delivery go in one transaction, so an alert exists exactly when the state that
 * raised it was reached, and never without a wake-up; with them go the other rules and the read model, and the metrics that fit.
 * What does not fit goes before, and the version of the read model guards all of it. Of one rule that is eight years of months
 * that cross at once, each with its wake-up.
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
    const [found = [], ...others] = together(alerts.filter((alert) => alert.rule === rule));
    const raised = raisedPuts(found);
    return { puts: state ? [ruleStatePut(pair, rule, state), ...raised] : raised, others };
  });
  const ofMetrics = [...metrics].map(([period, text]) => [metricsPut(pair, period, text)]);
  const beforeState = await notYetRaised(
    table,
    pair,
    ofRules.flatMap(({ others }) => others),
  );
  const [last = [], ...before] = transactionsOf([
    ...ofRules.map(({ puts }) => puts),
    ...ofMetrics,
    ...beforeState.map(raisedPuts),
  ]);
  const guard = { key: keys.latest(pair), condition: stillLatest(present.latest) };
  for (const puts of before.reverse()) await writeTogether(table, puts, [guard]);
  await writeTogether(table, [...last, latestPut(latest, present.latest)]);
}

function together(alerts: readonly Alert[]): Alert[][] {
  const count = Math.ceil(alerts.length / ALERTS_TOGETHER);
  return Array.from({ length: count }, (_, index) =>
    alerts.slice(index * ALERTS_TOGETHER, (index + 1) * ALERTS_TOGETHER),
  );
}

/** Those that no attempt wrote that died before the state; each was written whole or not at all. */
async function notYetRaised(
  table: Table,
  pair: Pair,
  groups: readonly (readonly Alert[])[],
): Promise<(readonly Alert[])[]> {
  const ids = groups.flatMap(([first]) => first?.id ?? []);
  const raised = await alertsWritten(table, pair, ids);
  return groups.filter(([first]) => first && !raised.has(first.id));
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
