import { describe, expect, test } from 'vitest';
import { ingestSource } from '../../../functions/ingest/ingest-source.ts';
import { isInTrouble } from '../../../functions/ingest/notices.ts';
import { tellOperator } from '../../../functions/ingest/tell-operator.ts';
import { settingsSchema } from '../../../shared/domain/settings.ts';
import { SourceUnreachable } from '../../../shared/platform/errors.ts';
import type { Bulletin, Publication } from '../../../shared/sources/source.ts';
import { readNotice } from '../../../shared/store/put-notices.ts';
import { lastRun } from '../../../shared/store/runs.ts';
import { embeddedDatabase, type TestTable } from '../../support/embedded-database.ts';
import { crashesOf, InjectedFault } from '../../support/faults.ts';
import { listeningLogger } from '../../support/logs.ts';
import { sourceContext } from '../../support/source-context.ts';

const database = embeddedDatabase();

const ORDER: Publication = {
  id: '2026-00001',
  title: 'Order 1: On Goods of XB',
  lines: ['Order 1: On Goods of XB', 'Published 2026-03-04'],
};
const ANOTHER: Publication = { ...ORDER, id: '2026-00002', title: 'Order 2: On Goods of XC' };

const SETTINGS = settingsSchema.parse({
  pairs: {},
  sources: {
    'xa-gazette': { schedule: 'rate(1 day)', timeZone: 'UTC', historyFrom: '2026-03' },
  },
  rules: [],
});

/** The gazette of XA, which has published what it is given, or fails; and remembers from when on it was asked. */
function gazette(published: readonly Publication[] | Error) {
  const asked: string[] = [];
  const bulletin: Bulletin = {
    ...{ id: 'xa-gazette', title: 'Gazette of XA', baseUrl: '', apiKey: 'none' },
    ...{ frequencies: [], indicators: [], role: 'bulletin', lagDays: {} },
    async read(since) {
      asked.push(since);
      if (published instanceof Error) throw published;
      return [...published];
    },
  };
  return { bulletin, asked };
}

/** Polls as the function does: the run, and what of it the operator is to be told. */
async function whenPolled(
  table: TestTable,
  published: readonly Publication[] | Error,
  at = '2026-03-05T09:00:00.000Z',
) {
  const { bulletin, asked } = gazette(published);
  const clock = { now: () => new Date(at), sleep: () => Promise.resolve() };
  const dependencies = { table, clock, log: listeningLogger().log };
  const surroundings = {
    context: sourceContext(),
    apiKey: async () => undefined,
    howToGiveKey: '',
  };
  const ended = await ingestSource(bulletin, at, SETTINGS, surroundings, dependencies);
  const concerns = { ...ended, source: bulletin, run: at, isTriedAgain: false };
  const poll = { source: bulletin.id, scheduledTime: at, execution: 'e1' };
  await tellOperator(concerns, poll, dependencies);
  return { ...ended, asked, isInTrouble: isInTrouble(concerns) };
}

function noticeOf(table: TestTable, { id }: Publication) {
  return readNotice(table, `published#xa-gazette#${id}`);
}

describe('what a bulletin has published', () => {
  test('is put out as a notice to the operator, and is no observation', async () => {
    const table = await database.freshTable();
    const { outcome } = await whenPolled(table, [ORDER]);

    expect(outcome).toMatchObject({ kind: 'brought', vintages: [] });
    expect(await noticeOf(table, ORDER)).toMatchObject({
      notice: {
        subject: 'Tidemark: Order 1: On Goods of XB',
        text: 'Order 1: On Goods of XB\nPublished 2026-03-04',
      },
      delivery: { status: 'PENDING' },
    });
    const partitions = (await table.items()).map(({ PK }) => PK);
    expect(new Set(partitions)).toEqual(new Set(['OPERATOR', 'RUN#xa-gazette']));
  });

  test('is told once, however often it is read, and leaves no trace the second time', async () => {
    const table = await database.freshTable();
    await whenPolled(table, [ORDER]);
    const before = await table.items();
    const { outcome } = await whenPolled(table, [ORDER], '2026-03-06T09:00:00.000Z');

    expect(outcome).toEqual({ kind: 'brought', vintages: [], notices: [] });
    expect(await table.items()).toEqual(before);
  });

  test('is told with the next poll where it is new beside what was told', async () => {
    const table = await database.freshTable();
    await whenPolled(table, [ORDER]);
    await whenPolled(table, [ANOTHER, ORDER], '2026-03-06T09:00:00.000Z');

    expect(await noticeOf(table, ANOTHER)).toBeDefined();
    expect(await lastRun(table, 'xa-gazette')).toMatchObject({
      outcome: 'changed',
      changed: 1,
      newestPeriod: null,
      lastChangeAt: '2026-03-06T09:00:00.000Z',
    });
  });

  test.each([
    // No month before the one from which on the operator wants to be told.
    ['2026-03-05T09:00:00.000Z', '2026-03-01'],
    ['2026-03-20T09:00:00.000Z', '2026-03-06'],
    ['2026-04-02T23:59:59.000Z', '2026-03-19'],
  ])('is asked for, at %s, from %s on', async (at, since) => {
    expect((await whenPolled(await database.freshTable(), [], at)).asked).toEqual([since]);
  });

  test('is told all of it, wherever a run dies that is tried again', async () => {
    const tableAfter = async (crash?: Parameters<TestTable['calls']['dieAt']>[0]) => {
      const table = await database.freshTable();
      table.calls.restart();
      if (crash) {
        table.calls.dieAt(crash);
        await expect(whenPolled(table, [ORDER, ANOTHER])).rejects.toThrow(InjectedFault);
        table.calls.restart();
      }
      await whenPolled(table, [ORDER, ANOTHER]);
      return table;
    };
    const undisturbed = await tableAfter();
    const expected = await undisturbed.items();
    const crashes = crashesOf(undisturbed.calls);

    expect(crashes.length).toBeGreaterThan(5);
    for (const crash of crashes) {
      expect(await (await tableAfter(crash)).items(), JSON.stringify(crash)).toEqual(expected);
    }
  });
});

describe('a bulletin', () => {
  test('that cannot be read fails as any source does, and works again', async () => {
    const table = await database.freshTable();
    const failed = await whenPolled(table, new SourceUnreachable('xa-gazette', 'timed out'));

    expect(failed).toMatchObject({ outcome: { kind: 'failed' }, isInTrouble: true });
    await whenPolled(table, [], '2026-03-06T09:00:00.000Z');
    expect(await lastRun(table, 'xa-gazette')).toMatchObject({ outcome: 'recovered' });
    expect(await readNotice(table, 'recovered#xa-gazette#2026-03-05T09:00:00.000Z')).toBeDefined();
  });

  test('that publishes nothing for years is no trouble', async () => {
    const table = await database.freshTable();
    await whenPolled(table, [ORDER]);

    expect(await whenPolled(table, [], '2029-03-06T09:00:00.000Z')).toMatchObject({
      isInTrouble: false,
    });
  });
});
