import { describe, expect, it } from 'vitest';
import { isInTrouble } from '../../../functions/ingest/notices.ts';
import { cut, type Poll } from '../../../functions/ingest/poll.ts';
import { restUnlessDue } from '../../../functions/ingest/rest.ts';
import { instant } from '../../../shared/domain/observation.ts';
import { period } from '../../../shared/domain/period.ts';
import { settingsSchema } from '../../../shared/domain/settings.ts';
import { writeRun } from '../../../shared/store/runs.ts';
import { embeddedDatabase, type TestTable } from '../../support/embedded-database.ts';
import { runOf } from '../../support/ingest-decisions.ts';
import { listeningLogger } from '../../support/logs.ts';
import { fakeSource } from '../../support/polls.ts';

const database = embeddedDatabase();

/** Tells its months thirty days after: December 2025 on 2026-01-30, late until 2026-02-19. */
const source = fakeSource();

async function givenNovember(over: Parameters<typeof runOf>[0] = {}): Promise<TestTable> {
  const table = await database.freshTable();
  const at = instant('2025-12-30T09:00:00Z');
  const run = { source: source.id, run: '2025-12-30T09:00:00Z#e1', at, lastChangeAt: at };
  await writeRun(table, runOf({ ...run, newestPeriod: period('2025-11'), ...over }));
  table.calls.restart();
  return table;
}

function pollAt(scheduledTime: string, over: Partial<Poll> = {}): Poll {
  return { source: source.id, scheduledTime, execution: 'e2', only: 'around-releases', ...over };
}

async function whenPolled(table: TestTable, at: string, poll = pollAt(at)) {
  const { log, events } = listeningLogger();
  const clock = { now: () => new Date(at), sleep: () => Promise.resolve() };
  const rested = await restUnlessDue(source, poll, { table, clock, log });
  return { rested, events: events() };
}

async function noticesIn(table: TestTable): Promise<string[]> {
  return (await table.items()).filter(({ PK }) => PK === 'OPERATOR').map(({ SK }) => SK);
}

describe('a poll while no release is expected', () => {
  it('costs one read and writes nothing', async () => {
    const table = await givenNovember();
    const { rested, events } = await whenPolled(table, '2026-01-10T09:00:00Z');

    expect(rested).toEqual({ kind: 'rested', reason: 'no release is expected' });
    expect(events).toEqual(['ingest.rested']);
    expect(table.calls.commands).toEqual(['QueryCommand']);
    expect(table.calls.writes()).toEqual([]);
  });

  it('is made all the same by the schedule that asks whatever is expected, without a read', async () => {
    const table = await givenNovember();
    const { only: _, ...poll } = pollAt('2026-01-10T09:00:00Z');

    expect(await whenPolled(table, '2026-01-10T09:00:00Z', poll)).toEqual({
      rested: undefined,
      events: [],
    });
    expect(table.calls.commands).toEqual([]);
  });

  it('tells the operator once that the source has become stale', async () => {
    const table = await givenNovember();
    const first = await whenPolled(table, '2026-02-20T09:00:00Z');
    const second = await whenPolled(table, '2026-02-20T19:00:00Z');

    expect(first.rested?.kind).toBe('rested');
    expect(first.events).toEqual(['ingest.rested', 'ingest.trouble']);
    expect(second.events).toEqual(['ingest.rested', 'ingest.trouble']);
    expect(await noticesIn(table)).toEqual(['NOTICE#stale#xa-customs#2025-11']);
  });

  it('says nothing of a source that is late, nor that one is stale which failed', async () => {
    const late = await givenNovember();
    await whenPolled(late, '2026-02-19T09:00:00Z');
    const failed = await givenNovember({
      outcome: 'failed',
      code: 'source.http',
      reason: 'HTTP 500',
    });
    const { events } = await whenPolled(failed, '2026-03-20T09:00:00Z');

    expect([...(await noticesIn(late)), ...(await noticesIn(failed))]).toEqual([]);
    // It goes on failing, as far as anybody knows.
    expect(events).toEqual(['ingest.rested', 'ingest.trouble']);
  });
});

describe('a poll around a release', () => {
  it('is made', async () => {
    const table = await givenNovember();
    const { rested, events } = await whenPolled(table, '2026-01-30T09:00:00Z');

    expect(rested).toBeUndefined();
    expect(events).toEqual(['ingest.ask']);
  });

  it('is made in pieces that are made whatever the first of them brings', async () => {
    const settings = settingsSchema.parse({
      pairs: { 'XA-XB': { M: 'xa-customs' }, 'XC-XB': { M: 'xa-customs' } },
      sources: {
        'xa-customs': { schedule: 'rate(1 day)', timeZone: 'UTC', historyFrom: '2020-01' },
      },
      rules: [],
    });
    const pieces = cut(pollAt('2026-01-30T09:00:00Z'), settings);

    expect(pieces).toHaveLength(2);
    const table = await givenNovember();
    for (const piece of pieces) {
      expect(await whenPolled(table, '2026-01-10T09:00:00Z', piece)).toMatchObject({
        rested: undefined,
      });
    }
  });
});

it('a source that rests without a fault is no trouble', () => {
  const { at, newestPeriod, arrivals } = runOf({ newestPeriod: period('2025-11') });
  const outcome = { kind: 'rested', reason: 'no release is expected' } as const;
  const ended = { source, run: 'r', at, outcome, isTriedAgain: false, last: undefined };

  expect(isInTrouble({ ...ended, newest: newestPeriod, arrivals })).toBe(false);
});
