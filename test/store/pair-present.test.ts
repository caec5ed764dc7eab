import { Big } from 'big.js';
import { expect, test } from 'vitest';
import { computeMetrics } from '../../shared/domain/metrics/catalogue.ts';
import { instant } from '../../shared/domain/observation.ts';
import { pair } from '../../shared/domain/pair.ts';
import { period } from '../../shared/domain/period.ts';
import { seriesOf } from '../../shared/domain/series.ts';
import { alertPut } from '../../shared/store/alerts.ts';
import { keys } from '../../shared/store/keys.ts';
import { metricsPut, metricsText } from '../../shared/store/metrics-item.ts';
import { writeChanges } from '../../shared/store/observations.ts';
import {
  type Latest,
  latestPut,
  readLatest,
  readMetricHistory,
  readMetrics,
  readPresent,
} from '../../shared/store/pair-present.ts';
import { putItem, WriteConflict } from '../../shared/store/table.ts';
import { alertAbout } from '../support/alerts.ts';
import { embeddedDatabase } from '../support/embedded-database.ts';
import { vintagesOf } from '../support/observations.ts';

const database = embeddedDatabase();
const XA = pair('XA-XB');
const JANUARY = period('2025-01');
const vintages = vintagesOf({
  exports: { '2025-01': '31434187683.702' },
  imports: { '2025-01': 1 },
});
const january = metricsText(computeMetrics(seriesOf(vintages), [JANUARY]));
const latest: Latest = {
  pair: XA,
  version: 1,
  knownAt: instant('2026-01-29T13:30:00Z'),
  metrics: {},
};

test('the present of a pair is one query, and holds neither its vintages nor its alerts', async () => {
  const table = await database.freshTable();
  await writeChanges(
    table,
    vintages.map((vintage) => ({ vintage, replaces: undefined })),
  );
  await putItem(table, metricsPut(XA, JANUARY, january));
  await putItem(table, latestPut(latest, undefined));
  await putItem(table, alertPut(alertAbout()));
  table.calls.restart();
  const present = await readPresent(table, XA);

  expect(table.calls.commands).toEqual(['QueryCommand']);
  expect(present).toEqual({
    ...{ latest, loadingUntil: null, observations: vintages, states: new Map() },
    metricTexts: new Map([[JANUARY, january]]),
  });
});

test('of a pair of which nothing is stored, nothing is present', async () => {
  const table = await database.freshTable();
  expect(await readPresent(table, XA)).toEqual({
    ...{ latest: undefined, loadingUntil: null, observations: [] },
    ...{ metricTexts: new Map(), states: new Map() },
  });
  expect(await readLatest(table, XA)).toBeUndefined();
});

test('metrics are read with every digit, and a missing one with its reason', async () => {
  const table = await database.freshTable();
  await putItem(table, metricsPut(XA, JANUARY, january));
  const [read] = await readMetrics(table, XA, ['2025-01', '2025-12']);

  expect(read?.metrics.balance?.value?.toFixed()).toBe('31434187682.702');
  expect(read?.metrics['balance-12m']).toMatchObject({ value: null, reason: 'gap-in-window' });
});

test('values of several vintages and statuses are read with their own, and those that most have are written once', async () => {
  const table = await database.freshTable();
  const late = { knownAt: '2026-03-05T13:30:00.000Z', status: 'provisional' } as const;
  const values = computeMetrics(
    seriesOf([
      ...vintages,
      ...vintagesOf({ 'imports-for-consumption': { '2025-01': 100 } }, late),
      ...vintagesOf({ duties: { '2025-01': 8 } }, late),
    ]),
    [JANUARY],
  );
  const text = metricsText(values);
  await putItem(table, metricsPut(XA, JANUARY, text));
  const [read] = await readMetrics(table, XA, ['2025-01', '2025-01']);

  for (const { metric, outcome, knownAt, status } of values) {
    expect(read?.metrics[metric]).toEqual({ ...outcome, vintage: knownAt, status });
  }
  expect(read?.metrics['effective-tariff-rate']).toMatchObject({
    vintage: late.knownAt,
    status: 'provisional',
  });
  expect(metricsText(values.toReversed()).length).toBe(text.length);
});

test('metrics are read as they were once written, each with its own vintage, until they are recomputed', async () => {
  const table = await database.freshTable();
  const balance = { value: '5', vintage: '2026-01-29T13:30:00.000Z', status: 'final' };
  const item = { period: JANUARY, metrics: JSON.stringify({ balance }), formula: 1 };
  await putItem(table, { key: keys.metrics(XA, JANUARY), item });
  const [all] = await readMetrics(table, XA, ['2025-01', '2025-01']);
  const { values } = await readMetricHistory(table, XA, 'balance', {});

  expect(all?.metrics).toEqual({ balance: { ...balance, value: new Big(5) } });
  expect(values).toEqual([{ period: JANUARY, ...balance, value: new Big(5) }]);
});

test('a history is one query from the first period on, and from a later one a request more for the read model', async () => {
  const table = await database.freshTable();
  await putItem(table, metricsPut(XA, JANUARY, january));
  await putItem(table, latestPut(latest, undefined));
  table.calls.restart();
  const whole = await readMetricHistory(table, XA, 'balance', {});

  expect(table.calls.commands).toEqual(['QueryCommand']);
  expect(whole.latest).toEqual(latest);
  expect(whole.values.map(({ period: of }) => of)).toEqual([JANUARY]);
  expect(await readMetricHistory(table, XA, 'balance', { from: '2025-01' })).toEqual(whole);
  expect(await readMetricHistory(table, XA, 'balance', { from: '2025-02' })).toMatchObject({
    latest,
    values: [],
  });
  expect((await readMetricHistory(table, XA, 'balance', { to: '2024' })).values).toEqual([]);
});

test('a read model that is text, as it once was, is read all the same', async () => {
  const table = await database.freshTable();
  await putItem(table, { key: keys.latest(XA), item: { ...latest, metrics: '{}' } });

  expect(await readLatest(table, XA)).toEqual(latest);
});

test("metrics of another formula are told apart from today's", async () => {
  const table = await database.freshTable();
  const item = { period: JANUARY, metrics: january, formula: 0 };
  await putItem(table, { key: keys.metrics(XA, JANUARY), item });

  expect((await readPresent(table, XA)).metricTexts.get(JANUARY)).not.toBe(january);
});

test('the read model is replaced only by whoever read the one before it', async () => {
  const table = await database.freshTable();
  await putItem(table, latestPut(latest, undefined));
  await putItem(table, latestPut({ ...latest, version: 2 }, latest));

  await expect(putItem(table, latestPut({ ...latest, version: 2 }, latest))).rejects.toThrow(
    WriteConflict,
  );
  await expect(putItem(table, latestPut(latest, undefined))).rejects.toThrow(WriteConflict);
  expect((await readLatest(table, XA))?.version).toBe(2);
});
