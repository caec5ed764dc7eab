import { alertPut } from '../../shared/store/alerts.ts';
import { keys } from '../../shared/store/keys.ts';
import { latestPut, metricsPut, stillLatest } from '../../shared/store/pair-present.ts';
import { ruleStatePut } from '../../shared/store/rule-states.ts';
import { ACTIONS_PER_TRANSACTION, type Table, writeTogether } from '../../shared/store/table.ts';
import type { Recomputation } from './decide.ts';
import type { PairKnowledge } from './read.ts';

/**
 * Writes a recomputation; nothing at all where nothing changed.
 * Rule states, alerts and the read model go in one transaction, guarded by the read model's version, so an alert exists exactly
 * when the state that raised it was reached. Metrics that do not fit beside them go before, under the same guard.
 * A retry is harmless: it reads what was written, finds the rest different, and writes only that; alerts have ids of their own.
 * @throws WriteConflict when somebody else recomputed the pair in the meantime.
 */
export async function write(
  table: Table,
  { present }: PairKnowledge,
  { pair, metrics, latest, states, alerts }: Recomputation,
): Promise<void> {
  if (!latest) return;
  const together = [
    ...[...states].map(([rule, state]) => ruleStatePut(pair, rule, state)),
    ...alerts.map(alertPut),
    latestPut(latest, present.latest),
  ];
  const metricPuts = [...metrics].map(([period, text]) => metricsPut(pair, period, text));
  const beside = Math.max(0, ACTIONS_PER_TRANSACTION - together.length);
  const before = metricPuts.slice(beside);
  const guard = { key: keys.latest(pair), condition: stillLatest(present.latest) };
  for (let start = 0; start < before.length; start += ACTIONS_PER_TRANSACTION - 1) {
    const chunk = before.slice(start, start + ACTIONS_PER_TRANSACTION - 1);
    await writeTogether(table, chunk, [guard]);
  }
  await writeTogether(table, [...metricPuts.slice(0, beside), ...together]);
}
