import { SNSClient } from '@aws-sdk/client-sns';
import { deliver } from '../../functions/alert/deliver.ts';
import { createPace } from '../../functions/alert/pace.ts';
import { openPostOffice } from '../../infra/local/post-office.ts';
import type { Alert } from '../../shared/domain/alert.ts';
import { readAlerts } from '../../shared/store/alerts.ts';
import type { Table } from '../../shared/store/table.ts';
import type { Benchmark, Figure } from './benchmark.ts';
import { AFTERWARDS, givenPair, recompute } from './given-pair.ts';
import { onGround, silentLog } from './ground.ts';
import { BENCH_INDICATORS, BENCH_PAIR, monthsTo, NEWEST, withCrossing } from './history.ts';
import { poll } from './telling-source.ts';

/** A new month of a pair, all that comes of it: observations, vintages, ledger, metrics, read model, rule state, alert, delivery. */
export const newMonth: Benchmark = {
  name: 'month',
  kind: 'counted',
  async measure() {
    const [few, many] = [await monthAfter(2), await monthAfter(20)];
    const observations = BENCH_INDICATORS.length;
    const parts = many.steps.map(({ name, writeUnits }) => `${name} ${writeUnits}`).join(', ');
    const figures: Figure[] = [
      {
        name: 'month/write-units',
        value: many.writeUnits / observations,
        unit: 'write units an observation',
        target: { most: 8 },
        of: `a month of ${observations} indicators that raises an alert, after 20 years: ${parts}`,
      },
      {
        name: 'month/growth',
        value: many.writeUnits / few.writeUnits,
        unit: 'x',
        target: { most: 1 },
        of: `the same, over after 2 years (${few.writeUnits} write units)`,
      },
      {
        name: 'month/read-units',
        value: many.readUnits / observations,
        unit: 'read units an observation',
        of: `the same after 20 years; after 2 ${few.readUnits / observations}`,
      },
    ];
    return figures;
  },
};

function monthAfter(years: number) {
  return onGround(async ({ table, counting }) => {
    const said = withCrossing(monthsTo(NEWEST, years * 12));
    await givenPair(
      table,
      said.filter(({ period }) => period !== NEWEST),
    );
    const ingest = await counting(() => poll(table, said, AFTERWARDS));
    const recomputed = await counting(() => recompute(table));
    const alerts = (await readAlerts(table, BENCH_PAIR, { limit: 10 })).map(({ alert }) => alert);
    if (alerts.length !== 1) throw new Error(`one alert is wanted, got ${alerts.length}`);
    const delivered = await counting(() => deliverAll(table, alerts));
    const counted = [
      { name: 'ingest', ...ingest },
      { name: 'recompute', ...recomputed },
      { name: 'alert', ...delivered },
    ];
    return {
      steps: counted,
      writeUnits: counted.reduce((sum, { writeUnits }) => sum + writeUnits, 0),
      readUnits: counted.reduce((sum, { readUnits }) => sum + readUnits, 0),
    };
  });
}

async function deliverAll(table: Table, alerts: readonly Alert[]): Promise<void> {
  const clock = { now: () => AFTERWARDS, sleep: async () => {} };
  const postOffice = await openPostOffice(clock, undefined, 'https://example.com');
  const sns = new SNSClient({ endpoint: postOffice.url });
  try {
    const topic = (name: string): string => postOffice.createTopic(name);
    await deliver(alerts, {
      ...{ table, sns, clock, log: silentLog, pageUrl: 'https://example.com' },
      topics: {
        bySeverity: { info: topic('info'), warning: topic('warning'), critical: topic('critical') },
        byPair: topic('pair'),
      },
      pace: createPace(clock, 5),
    });
  } finally {
    sns.destroy();
    await postOffice.stop();
  }
}
