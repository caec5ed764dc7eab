import { describe, expect, test } from 'vitest';
import { pair } from '../../../shared/domain/pair.ts';
import { settingsSchema } from '../../../shared/domain/settings.ts';
import {
  SourceRefusal,
  SourceUnreachable,
  TidemarkError,
} from '../../../shared/platform/errors.ts';
import { currentOf } from '../../../shared/store/observations.ts';
import { embeddedDatabase, type TestTable } from '../../support/embedded-database.ts';
import { listeningLogger } from '../../support/logs.ts';
import { fakeSource, poll, SETTINGS } from '../../support/polls.ts';

const database = embeddedDatabase();
const XA = pair('XA-XB');
const JANUARY = '2020-03-15T09:00:00.000Z';
const FEBRUARY = '2020-04-15T09:00:00.000Z';
const MARCH = '2020-05-15T09:00:00.000Z';
const APRIL = '2020-06-15T09:00:00.000Z';
const M = 1_000_000;

async function ledger(table: TestTable) {
  const runs = (await table.items()).filter(({ PK }) => PK === 'RUN#xa-customs');
  return runs.map(({ SK, outcome, changed, code, reason }) => ({
    SK,
    outcome,
    changed,
    code,
    reason,
  }));
}

async function exportsOf(table: TestTable): Promise<string[]> {
  const known = await currentOf(table, XA, 'exports');
  return known.map(({ period, value }) => `${period} ${value.toFixed()}`);
}

describe('a poll', () => {
  test('stores what is new and enters how much it was', async () => {
    const table = await database.freshTable();
    const source = fakeSource();
    source.tells({ 'XA-XB': { '2020-01': 100 * M }, 'XA-XC': { '2020-01': 7 } });
    await poll(source, table, JANUARY);
    source.tells({
      'XA-XB': { '2020-01': 100 * M, '2020-02': 110 * M },
      'XA-XC': { '2020-01': 8 },
    });
    await poll(source, table, FEBRUARY);

    expect(await exportsOf(table)).toEqual(['2020-01 100000000', '2020-02 110000000']);
    expect(await ledger(table)).toMatchObject([
      { SK: JANUARY, outcome: 'changed', changed: '2' },
      { SK: FEBRUARY, outcome: 'changed', changed: '2' },
    ]);
  });

  test('that finds nothing new writes nothing at all', async () => {
    const table = await database.freshTable();
    const source = fakeSource();
    source.tells({ 'XA-XB': { '2020-01': 100 * M } });
    await poll(source, table, JANUARY);
    const before = await table.items();
    table.calls.restart();
    await poll(source, table, FEBRUARY);

    expect(table.calls.writes()).toEqual([]);
    expect(await table.items()).toEqual(before);
  });

  test('with an answer older than what is stored changes nothing', async () => {
    const table = await database.freshTable();
    const source = fakeSource();
    source.tells({ 'XA-XB': { '2020-01': 100 * M } });
    await poll(source, table, MARCH);
    source.tells({ 'XA-XB': { '2020-01': 90 * M } });
    await poll(source, table, FEBRUARY);

    expect(await exportsOf(table)).toEqual(['2020-01 100000000']);
    expect(await ledger(table)).toHaveLength(1);
  });

  test('that loses a race compares again with what won it', async () => {
    const table = await database.freshTable();
    const [slow, fast] = [fakeSource(), fakeSource()];
    slow.tells({ 'XA-XB': { '2020-01': 110 * M, '2020-02': 120 * M } });
    fast.tells({ 'XA-XB': { '2020-01': 100 * M } });
    await Promise.all([poll(slow, table, FEBRUARY), poll(fast, table, JANUARY, { run: 'fast' })]);

    expect(await exportsOf(table)).toEqual(['2020-01 110000000', '2020-02 120000000']);
  });

  test('says beside a figure what the settings add to it', async () => {
    const table = await database.freshTable();
    const source = fakeSource();
    source.tells({ 'XA-XB': { '2020-01': 100 * M } });
    const settings = settingsSchema.parse({
      ...SETTINGS,
      sources: {
        'xa-customs': { ...SETTINGS.sources['xa-customs'], notes: { exports: 'By hand.' } },
      },
    });
    await poll(source, table, JANUARY, { settings });

    expect(await currentOf(table, XA, 'exports')).toMatchObject([{ note: 'By hand.' }]);
  });
});

describe('a source that refuses or cannot be asked', () => {
  test('is entered as failed with the reason; what was stored stays', async () => {
    const table = await database.freshTable();
    const source = fakeSource();
    source.tells({ 'XA-XB': { '2020-01': 100 * M } });
    await poll(source, table, JANUARY);
    source.tells(new SourceRefusal('xa-customs', 'cut', 'the answer ends in the middle'));
    const outcome = await poll(source, table, FEBRUARY);

    expect(outcome).toMatchObject({ kind: 'failed' });
    expect(await exportsOf(table)).toEqual(['2020-01 100000000']);
    expect((await ledger(table)).at(-1)).toEqual({
      SK: FEBRUARY,
      outcome: 'failed',
      changed: '0',
      code: 'source.cut',
      reason: 'xa-customs: the answer ends in the middle',
    });
  });

  test('by an implausible value refuses the whole answer', async () => {
    const table = await database.freshTable();
    const source = fakeSource();
    source.tells({ 'XA-XB': { '2020-01': 100 * M } });
    await poll(source, table, JANUARY);
    source.tells({ 'XA-XB': { '2020-02': 100_000 * M }, 'XA-XC': { '2020-02': 7 } });
    await poll(source, table, FEBRUARY);

    expect(await exportsOf(table)).toEqual(['2020-01 100000000']);
    expect((await table.items()).filter(({ PK }) => PK === 'PAIR#XA-XC')).toEqual([]);
    expect((await ledger(table)).at(-1)).toMatchObject({
      code: 'source.implausible',
      reason: expect.stringContaining('XA-XB exports 2020-02: 100000000000 moves by more than'),
    });
  });

  test('is entered once while it goes on, and once when it recovers', async () => {
    const table = await database.freshTable();
    const source = fakeSource();
    source.tells(new SourceRefusal('xa-customs', 'cut', 'the answer ends in the middle'));
    for (const at of [JANUARY, FEBRUARY]) await poll(source, table, at);
    source.tells({});
    for (const at of [MARCH, APRIL]) await poll(source, table, at);

    expect(await ledger(table)).toMatchObject([
      { SK: JANUARY, outcome: 'failed' },
      { SK: MARCH, outcome: 'recovered' },
    ]);
  });

  test('for want of an answer is entered and then thrown, so that the run is tried again', async () => {
    const table = await database.freshTable();
    const source = fakeSource();
    source.tells(new SourceUnreachable('xa-customs', 'no answer'));

    await expect(poll(source, table, JANUARY)).rejects.toThrow(SourceUnreachable);
    expect(await ledger(table)).toMatchObject([{ outcome: 'failed', code: 'source.unreachable' }]);
    source.tells({ 'XA-XB': { '2020-01': 100 * M } });
    await poll(source, table, JANUARY);
    expect(await ledger(table)).toMatchObject([{ outcome: 'changed', code: null }]);
  });

  test('for a fault of our own is thrown and not blamed on the source', async () => {
    const table = await database.freshTable();
    const source = fakeSource();
    source.tells(new RangeError('a fault of ours'));

    await expect(poll(source, table, JANUARY)).rejects.toThrow(RangeError);
    expect(await ledger(table)).toEqual([]);
  });

  test('whose key cannot be read has failed, is entered, and is tried again', async () => {
    const table = await database.freshTable();
    const source = fakeSource({ apiKey: 'required' });
    const unreadable = new TidemarkError('api-key.unreadable', 'the parameter /k cannot be read', {
      retryable: true,
    });

    await expect(poll(source, table, JANUARY, { apiKey: unreadable })).rejects.toBe(unreadable);
    expect(source.asked).toEqual([]);
    expect(await table.items()).toMatchObject([
      { SK: JANUARY, outcome: 'failed', code: 'api-key.unreadable' },
    ]);
  });

  test('for want of its key is off, is not asked, and is entered once', async () => {
    const table = await database.freshTable();
    const source = fakeSource({ apiKey: 'required' });
    const { log, events } = listeningLogger();
    await poll(source, table, JANUARY, { log });
    await poll(source, table, FEBRUARY, { log });

    expect(source.asked).toEqual([]);
    expect(events()).toEqual(['ingest.off', 'ingest.off']);
    expect(await ledger(table)).toMatchObject([
      {
        SK: JANUARY,
        outcome: 'off',
        reason: 'xa-customs needs an API key and none is set: set API_KEY_XA_CUSTOMS',
      },
    ]);
    await poll(source, table, MARCH, { apiKey: 'opensesame' });
    expect(source.asked).toHaveLength(1);
  });
});

test('a run that is polled again long after leaves the ledger and the table as they are', async () => {
  const table = await database.freshTable();
  const source = fakeSource();
  source.tells({ 'XA-XB': { '2020-01': 100 * M }, 'XA-XC': { '2020-01': 7 } });
  await poll(source, table, JANUARY);
  source.tells({ 'XA-XB': { '2020-01': 101 * M, '2020-02': 110 * M }, 'XA-XC': { '2020-01': 7 } });
  await poll(source, table, FEBRUARY);
  const before = await table.items();
  await poll(source, table, JANUARY);
  await poll(source, table, FEBRUARY);

  expect(await table.items()).toEqual(before);
});
