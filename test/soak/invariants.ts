import { currentHistory, historyAsOf } from '../../functions/query/metric-history.ts';
import { decide } from '../../functions/recompute/decide.ts';
import { readPair } from '../../functions/recompute/read.ts';
import type { Mail } from '../../infra/local/inbox.ts';
import { asOf } from '../../shared/domain/as-of.ts';
import { METRICS } from '../../shared/domain/metrics/catalogue.ts';
import { metricIdSchema } from '../../shared/domain/metrics/metric-id.ts';
import { instant, type Vintage } from '../../shared/domain/observation.ts';
import type { Pair } from '../../shared/domain/pair.ts';
import { readAlerts } from '../../shared/store/alerts.ts';
import { allVintages } from '../../shared/store/observations.ts';
import type { Table } from '../../shared/store/table.ts';
import { alertIdsIn } from '../model/watch.ts';

/** What does not hold of what is stored of a pair, and of the mails of whoever gets every alert; nothing where all of it holds. */
export async function brokenInvariants(
  table: Table,
  pair: Pair,
  mails: readonly Mail[],
): Promise<string[]> {
  const vintages = await allVintages(table, pair);
  return [
    ...printFaults(vintages),
    ...(await presentFaults(table, pair, vintages)),
    ...(await historyFaults(table, pair)),
    ...(await mailFaults(table, pair, mails)),
  ].map((fault) => `${pair}: ${fault}`);
}

/** Prints of a figure are numbered without a gap, in the order in which they became known. */
function printFaults(vintages: readonly Vintage[]): string[] {
  const series = Map.groupBy(vintages, ({ indicator, period }) => `${indicator} ${period}`);
  return [...series].flatMap(([name, of]) => {
    const inOrder = of.toSorted((a, b) => (a.knownAt < b.knownAt ? -1 : 1));
    const isWhole = inOrder.every(({ print }, at) => print === at + 1);
    return isWhole ? [] : [`prints of ${name}: ${inOrder.map(({ print }) => print).join()}`];
  });
}

/** Current values are the newest vintages, and a recomputation of them finds nothing to change. */
async function presentFaults(
  table: Table,
  pair: Pair,
  vintages: readonly Vintage[],
): Promise<string[]> {
  const knowledge = await readPair(table, pair);
  const { latest, metrics, states, alerts } = decide(knowledge);
  const [current, newest] = [knowledge.present.observations, asOf(vintages, FOR_EVER)].map(texts);
  return [
    ...(current === newest ? [] : ['current values are not the newest vintages']),
    ...(latest ? [`recomputing changes ${[...metrics.keys(), ...states.keys()].join()}`] : []),
    ...alerts.map(({ id }) => `recomputing raises ${id}`),
    ...(knowledge.present.loadingUntil ? ['a load is under way'] : []),
  ];
}

const FOR_EVER = instant('9999-12-31T00:00:00Z');

function texts(observations: readonly Vintage[]): string {
  const each = observations.map(
    ({ indicator, period, value, knownAt, print }) =>
      `${indicator} ${period} ${value.toFixed()} ${knownAt} ${print}`,
  );
  return each.sort().join('\n');
}

/** What is answered as it is now is what is answered as it is known now. */
async function historyFaults(table: Table, pair: Pair): Promise<string[]> {
  const faults: string[] = [];
  for (const metric of metricIdSchema.options) {
    const { frequencies } = METRICS[metric];
    for (const frequency of frequencies) {
      const [stored, computed] = await Promise.all([
        currentHistory(table, pair, metric, { frequency }),
        historyAsOf(table, pair, metric, { frequency }, FOR_EVER),
      ]);
      if (valuesIn(stored) !== valuesIn(computed)) faults.push(`history of ${metric} ${frequency}`);
    }
  }
  return faults;
}

function valuesIn({ values }: Awaited<ReturnType<typeof currentHistory>>): string {
  return values.map(({ period, value }) => `${period} ${value?.toFixed() ?? ''}`).join();
}

/** Each alert was sent, and stands in one mail to the reader who gets all. */
async function mailFaults(table: Table, pair: Pair, mails: readonly Mail[]): Promise<string[]> {
  const told = mails.flatMap(({ text }) => [...alertIdsIn(text)]);
  const alerts = await readAlerts(table, pair, { limit: 100_000 });
  return alerts.flatMap(({ alert, delivery }) => {
    const times = told.filter((id) => id === alert.id).length;
    return [
      ...(delivery.status === 'SENT' ? [] : [`${alert.id} is ${delivery.status}`]),
      ...(times === 1 ? [] : [`${alert.id} stands in ${times} mails`]),
    ];
  });
}
