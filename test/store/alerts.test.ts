import { Big } from 'big.js';
import { expect, test } from 'vitest';
import type { Alert } from '../../shared/domain/alert.ts';
import { instant } from '../../shared/domain/observation.ts';
import { period } from '../../shared/domain/period.ts';
import { sparklineOf } from '../../shared/domain/sparkline.ts';
import {
  alertLogPut,
  alertPut,
  readAlert,
  readAlertLog,
  readAlerts,
} from '../../shared/store/alerts.ts';
import { putItem, WriteConflict, writeTogether } from '../../shared/store/table.ts';
import { alertAbout } from '../support/alerts.ts';
import { embeddedDatabase, type TestTable } from '../support/embedded-database.ts';
import { vintagesOf } from '../support/observations.ts';

const database = embeddedDatabase();
const alert = alertAbout();

async function outbox(): Promise<TestTable> {
  const table = await database.freshTable();
  await putItem(table, alertPut(alert));
  return table;
}

test('an alert is read as it was raised, with every digit', async () => {
  const table = await database.freshTable();
  const told = alertAbout({
    ...{ value: '-12345678901234567890123456789012345678.9', note: 'A note.', since: '2026-05' },
    previous: { period: '2026-05', value: '0.00000000000000000001' },
    threshold: { fires: { below: -1 }, before: { fires: { above: 2 }, clears: 1 } },
    sparkline: sparklineOf([
      { period: period('2026-01'), value: new Big('-0.00000000000000000001') },
      { period: period('2026-06'), value: new Big('1e30') },
    ]),
    inputs: vintagesOf({ exports: { '2026-06': '31434187683.702' } }, { print: 3 }).map(
      ({ indicator, period: of, knownAt, value, source, run, print }) => ({
        ...{ indicator, period: of, knownAt, value, source, run, print },
      }),
    ),
  });
  await putItem(table, alertPut(told));

  expect(await readAlert(table, told.pair, told.id)).toEqual({
    alert: told,
    delivery: { status: 'PENDING' },
  });
});

test('an alert from before sparklines and prints is read without them', async () => {
  const table = await database.freshTable();
  const { id, pair } = alert;
  await putItem(table, alertPut(alert));

  const stored = await readAlert(table, pair, id);
  expect(stored?.alert).not.toHaveProperty('sparkline');
});

test('an alert is raised once, however often it is found', async () => {
  const table = await outbox();
  await expect(putItem(table, alertPut(alert))).rejects.toThrow(WriteConflict);
});

test('alerts of a pair are listed newest first, from an instant on and up to one of them', async () => {
  const table = await database.freshTable();
  const [old, middle, recent] = ['2026-06-01', '2026-07-01', '2026-08-01'].map((day) =>
    alertAbout({ knownAt: instant(`${day}T12:30:00Z`) }),
  );
  if (!old || !middle || !recent) throw new Error('three alerts were made');
  for (const each of [old, middle, recent]) await putItem(table, alertPut(each));
  await putItem(table, alertPut(alertAbout({ pair: 'XA-XC' })));
  const listed = async (range: Omit<Parameters<typeof readAlerts>[2], 'limit'>, limit = 10) =>
    (await readAlerts(table, alert.pair, { ...range, limit })).map((found) => found.alert.id);

  expect(await listed({})).toEqual([recent.id, middle.id, old.id]);
  expect(await listed({}, 2)).toEqual([recent.id, middle.id]);
  expect(await listed({ since: '20260701' })).toEqual([recent.id, middle.id]);
  expect(await listed({ before: middle.id })).toEqual([middle.id, old.id]);
});

async function raise(table: TestTable, alerts: readonly [Alert, ...Alert[]]): Promise<void> {
  await writeTogether(table, [...alerts.map(alertPut), alertLogPut(alerts)]);
}

test('the log lists the alerts of every pair, newest first, each as it is stored', async () => {
  const table = await database.freshTable();
  const raised: Alert[] = [];
  for (const day of ['2026-06-01', '2026-07-01', '2026-08-01']) {
    for (const pair of ['XA-XB', 'XB-XC']) {
      const knownAt = instant(`${day}T12:30:00Z`);
      const of = (month: string) => alertAbout({ pair, knownAt, period: month, note: pair });
      // Of one rule in any order, and once more on the same knowledge.
      await raise(table, [of('2026-05'), of('2026-03'), of('2026-01')]);
      await raise(table, [of('2026-04'), of('2026-02')]);
      raised.push(...['01', '02', '03', '04', '05'].map((month) => of(`2026-${month}`)));
    }
  }
  const newestFirst = raised.toSorted((a, b) => (a.id < b.id ? 1 : -1));
  const listed = async (range: Omit<Parameters<typeof readAlertLog>[1], 'limit'>, limit = 100) =>
    (await readAlertLog(table, { ...range, limit })).map((found) => found.alert);

  expect(await listed({})).toEqual(newestFirst);
  expect(await listed({ since: '20260701' })).toEqual(newestFirst.slice(0, 20));
  for (const [index, { id }] of newestFirst.entries()) {
    expect(await listed({ before: id })).toEqual(newestFirst.slice(index));
    expect(await listed({ before: id }, 3)).toEqual(newestFirst.slice(index, index + 3));
  }
});
