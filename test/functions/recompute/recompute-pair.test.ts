import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Big } from 'big.js';
import { describe, expect, onTestFinished, test } from 'vitest';
import { instant } from '../../../shared/domain/observation.ts';
import { pair } from '../../../shared/domain/pair.ts';
import { readAlerts } from '../../../shared/store/alerts.ts';
import { loadingPut } from '../../../shared/store/loading.ts';
import { readLatest, readMetrics } from '../../../shared/store/pair-present.ts';
import { putItem, WriteConflict } from '../../../shared/store/table.ts';
import { embeddedDatabase, type TestTable } from '../../support/embedded-database.ts';
import { listeningLogger } from '../../support/logs.ts';
import { amountsFrom } from '../../support/observations.ts';
import { becomeKnown, giveRule, recompute, sortKeysOf } from '../../support/recompute.ts';

const database = embeddedDatabase();
const XA = pair('XA-XB');
const FEBRUARY = '2026-02-05T13:30:00.000Z';
const MARCH = '2026-03-05T13:30:00.000Z';

const calm = {
  exports: { '2025-01': 100, '2025-02': 100 },
  imports: { '2025-01': 150, '2025-02': 160 },
};
const crossing = { exports: { '2025-03': 100 }, imports: { '2025-03': 250 } };

describe('a recomputation', () => {
  test('writes the metrics of every period and the read model', async () => {
    const table = await database.freshTable();
    await becomeKnown(table, FEBRUARY, calm);
    await recompute(table);

    const metrics = await readMetrics(table, XA, ['2025-01', '2025-12']);
    expect(
      metrics.map(({ period, metrics: { balance } }) => [period, balance?.value?.toFixed()]),
    ).toEqual([
      ['2025-01', '-50'],
      ['2025-02', '-60'],
    ]);
    const latest = await readLatest(table, XA);
    expect(latest).toMatchObject({ version: 1, knownAt: FEBRUARY });
    expect(latest?.metrics.balance).toMatchObject({ period: '2025-02', vintage: FEBRUARY });
  });

  test('keeps every digit of what the source said', async () => {
    const table = await database.freshTable();
    const exports = { '2025-01': '31434187683.702' };
    await becomeKnown(table, FEBRUARY, { exports, imports: { '2025-01': '0.001' } });
    await recompute(table);

    const [january] = await readMetrics(table, XA, ['2025-01', '2025-01']);
    expect(january?.metrics.balance?.value?.toFixed()).toBe('31434187683.701');
    const latest = await readLatest(table, XA);
    expect(latest?.metrics.balance?.value?.toFixed()).toBe('31434187683.701');
  });

  test('of what is unchanged writes nothing', async () => {
    const table = await database.freshTable();
    await giveRule(table);
    await becomeKnown(table, FEBRUARY, calm);
    await recompute(table);
    table.calls.restart();
    await recompute(table);

    expect(table.calls.writes()).toEqual([]);
  });

  test('of a pair of which nothing is known writes nothing', async () => {
    const table = await database.freshTable();
    await recompute(table);

    expect(await table.items()).toEqual([]);
  });

  test('raises an alert in the transaction that writes the state which raised it', async () => {
    const table = await database.freshTable();
    await giveRule(table);
    await becomeKnown(table, FEBRUARY, calm);
    await recompute(table);
    await becomeKnown(table, MARCH, crossing);
    table.calls.restart();
    await recompute(table);

    expect(table.calls.writes()).toEqual(['TransactWriteItemsCommand']);
    expect(await sortKeysOf(table, 'ALERT#')).toEqual([
      'ALERT#20260305T133000000Z.XA-XB.xa-xb-deficit-v1.2025-03.crossed',
    ]);
    expect((await table.items()).find(({ SK }) => SK.startsWith('ALERT#'))?.['status']).toBe(
      'PENDING',
    );
    // Named in the log of all pairs by the same transaction.
    expect((await table.items()).filter(({ PK }) => PK === 'ALERTS').map(({ SK }) => SK)).toEqual([
      '20260305T133000000Z.XA-XB.xa-xb-deficit-v1.2025-03.crossed',
    ]);
    const state = (await table.items()).find(({ SK }) => SK === 'STATE#xa-xb-deficit');
    expect(state).toMatchObject({ firing: true, since: '2025-03' });
  });

  test('of a baseline mails nobody', async () => {
    const table = await database.freshTable();
    await giveRule(table);
    await becomeKnown(table, MARCH, crossing);
    await recompute(table);

    expect(await sortKeysOf(table, 'ALERT#')).toEqual([]);
    expect(await sortKeysOf(table, 'STATE#')).toHaveLength(1);
  });

  test('tells the figure that a revision took the place of', async () => {
    const table = await database.freshTable();
    await giveRule(table);
    await becomeKnown(table, FEBRUARY, calm);
    await recompute(table);
    await becomeKnown(table, MARCH, { imports: { '2025-02': 300 } });
    await recompute(table);

    const [stored] = await readAlerts(table, XA, { limit: 1 });
    expect(stored?.alert).toMatchObject({
      reason: 'crossed-on-revision',
      value: new Big(-200),
      previous: { period: '2025-02', value: new Big(-60) },
    });
  });
});

describe('while a pair is being loaded', () => {
  const until = instant('2026-03-05T13:45:00.000Z');

  test('it is left alone', async () => {
    const table = await database.freshTable();
    await becomeKnown(table, MARCH, crossing);
    await putItem(table, loadingPut(XA, 'xa-customs', until));
    const { log, events } = listeningLogger();
    table.calls.restart();
    await recompute(table, { now: '2026-03-05T13:44:59.999Z', log });

    expect(table.calls.writes()).toEqual([]);
    expect(events()).toEqual(['recompute.load-in-progress']);
  });

  test.each([
    ['was lifted', null, MARCH],
    ['ran out', until, until],
  ])('and it is recomputed once the marker %s', async (_, standing, now) => {
    const table = await database.freshTable();
    await becomeKnown(table, MARCH, crossing);
    await putItem(table, loadingPut(XA, 'xa-customs', standing));
    await recompute(table, { now });

    expect(await sortKeysOf(table, 'METRIC#')).toEqual(['METRIC#2025-03']);
  });
});

describe('two recomputations at once', () => {
  test('end as one would have', async () => {
    const [table, alone] = [await database.freshTable(), await database.freshTable()];
    for (const each of [table, alone]) {
      await giveRule(each);
      await becomeKnown(each, FEBRUARY, calm);
      await recompute(each);
      await becomeKnown(each, MARCH, crossing);
    }
    await Promise.all([recompute(table), recompute(table)]);
    await recompute(alone);

    expect(await table.items()).toEqual(await alone.items());
  });

  test('are given up for the stream to bring again when one loses over and over', async () => {
    const table = await database.freshTable();
    let months = 0;
    const nextMonth = async (): Promise<void> => {
      months += 1;
      await becomeKnown(table, FEBRUARY, { exports: { [`2025-0${months}`]: 100 } });
    };
    // Somebody else writes what was just read, and then there is more to write.
    const interfere = async (): Promise<void> => {
      await recompute(table);
      await nextMonth();
    };
    await nextMonth();

    await expect(recompute(interferedWith(table, interfere))).rejects.toThrow(WriteConflict);
    expect(months).toBe(1 + 4);
  });
});

/** A table at which somebody else does something before each transaction. */
function interferedWith(table: TestTable, interfere: () => Promise<void>): TestTable {
  const client = new DynamoDBClient({ endpoint: table.url });
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName === 'TransactWriteItemsCommand') await interfere();
        return next(args);
      },
    { step: 'initialize' },
  );
  onTestFinished(() => client.destroy());
  return { ...table, client };
}

describe('what does not fit in one transaction', () => {
  test('twenty years of months are written whole, and then not again', async () => {
    const table = await database.freshTable();
    await giveRule(table);
    const months = Array.from({ length: 240 }, (_, index) => 1000 + index);
    await becomeKnown(table, FEBRUARY, {
      exports: amountsFrom('2005-01', months),
      imports: amountsFrom('2005-01', months.toReversed()),
    });
    table.calls.restart();
    await recompute(table);

    expect(table.calls.writes()).toEqual(Array(3).fill('TransactWriteItemsCommand'));
    const metrics = await readMetrics(table, XA, ['2005-01', '2024-12']);
    expect(metrics).toHaveLength(240);
    expect(metrics.at(-1)?.metrics['balance-12m']?.value?.toFixed()).toBe('2736');
    expect((await readLatest(table, XA))?.version).toBe(1);
    table.calls.restart();
    await recompute(table);
    expect(table.calls.writes()).toEqual([]);
  });

  test('sixty rules that each tell twice have their alerts, each beside its state', async () => {
    const table = await database.freshTable();
    const ids = Array.from({ length: 60 }, (_, index) => `rule-${String(index).padStart(2, '0')}`);
    for (const id of ids) await giveRule(table, { id });
    await becomeKnown(table, FEBRUARY, calm);
    await recompute(table);
    await becomeKnown(table, MARCH, {
      exports: { '2025-03': 100, '2025-04': 100 },
      imports: { '2025-03': 250, '2025-04': 150 },
    });
    await recompute(table);

    expect(await sortKeysOf(table, 'ALERT#')).toHaveLength(120);
    const states = (await table.items()).filter(({ SK }) => SK.startsWith('STATE#'));
    expect(states.map(({ through }) => through)).toEqual(ids.map(() => '2025-04'));
  });
});
