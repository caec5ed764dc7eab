import { describe, expect, it } from 'vitest';
import { freshnessOf } from '../../../functions/query/freshness.ts';
import { instant } from '../../../shared/domain/observation.ts';
import { period } from '../../../shared/domain/period.ts';
import { PROVIDERS } from '../../../shared/sources/providers.ts';
import type { Run } from '../../../shared/store/runs.ts';
import { sourcesAnswer } from '../../support/answers.ts';
import { embeddedDatabase } from '../../support/embedded-database.ts';
import { givenSeveralReleases, queryOver, RESTATED_AT } from '../../support/query.ts';

const CENSUS = PROVIDERS['us-census'];

/** A run of August that brought June. */
const RUN: Run = {
  source: 'us-census',
  run: 'run-1',
  at: instant('2026-08-04T12:30:00Z'),
  outcome: 'changed',
  changed: 15,
  newestPeriod: period('2026-06'),
  lastChangeAt: instant('2026-08-04T12:30:00Z'),
  arrivals: {},
  code: null,
  reason: null,
};

function stateOn(day: string, run: Partial<Run> = {}) {
  const { state, reason } = freshnessOf(CENSUS, { ...RUN, ...run }, new Date(`${day}T12:00:00Z`));
  return [state, reason];
}

const LATE =
  'nothing after 2026-06; the next period was expected on 2026-09-03, and at the latest by 2026-09-23';
const STALE = 'nothing after 2026-06; the next period was expected on 2026-09-03';

describe('the state of a source', () => {
  it.each([
    ['2026-08-05', 'ok', null],
    ['2026-09-03', 'ok', null],
    ['2026-09-04', 'late', LATE],
    ['2026-09-23', 'late', LATE],
    ['2026-09-24', 'stale', STALE],
    ['2026-11-25', 'stale', STALE],
  ])('on %s is %s', (day, state, reason) => {
    expect(stateOn(day)).toEqual([state, reason]);
  });

  it.each([
    ['2026-08-05', 'waiting'],
    ['2026-09-03', 'due'],
    ['2026-09-04', 'late'],
    ['2026-09-24', 'stale'],
  ])('on %s has a next release that is %s', (day, state) => {
    const { nextRelease } = freshnessOf(CENSUS, RUN, new Date(`${day}T12:00:00Z`));

    expect(nextRelease).toEqual({
      period: '2026-07',
      on: '2026-09-03',
      at: '2026-09-03T12:30:00.000Z',
      timeZone: 'America/New_York',
      basis: 'announced',
      movedDays: 0,
      lateUntil: '2026-09-23',
      state,
    });
  });

  it('goes by when its last periods came in', () => {
    const arrivals = Object.fromEntries(
      [
        ['2025-11', '2026-01-15'],
        ['2025-12', '2026-02-10'],
        ['2026-01', '2026-03-12'],
      ].map(([of, day]) => [of, instant(`${day}T14:00:00Z`)]),
    );
    const run = { ...RUN, newestPeriod: period('2026-01'), arrivals };
    const { nextRelease } = freshnessOf(CENSUS, run, new Date('2026-04-01T12:00:00Z'));

    // By the lag Monday, 6 April; the last three were 10, 6 and 3 days after theirs, and the 12th is a Sunday.
    expect(nextRelease).toMatchObject({ on: '2026-04-13', movedDays: 6, lateUntil: '2026-04-21' });
  });

  it('is failing with its reason, however late it is', () => {
    const failed = { outcome: 'failed' as const, code: 'source.unreachable', reason: 'it is down' };

    expect(stateOn('2026-08-05', failed)).toEqual(['failing', 'it is down']);
    expect(stateOn('2026-11-25', failed)).toEqual(['failing', 'it is down']);
  });

  it('is off with what to do about it', () => {
    const off = { outcome: 'off' as const, reason: 'us-census needs an API key' };
    expect(stateOn('2026-08-05', off)).toEqual(['off', 'us-census needs an API key']);
  });

  it('is waiting before any run has ended', () => {
    expect(freshnessOf(CENSUS, undefined, new Date('2026-08-05'))).toMatchObject({
      state: 'waiting',
      reason: 'no run of it has ended yet',
      lastRun: null,
      nextExpectedRelease: null,
    });
  });

  it('is ok where it answered and has had nothing yet, of which nothing can be late', () => {
    const nothing = { newestPeriod: null, lastChangeAt: null, outcome: 'recovered' as const };
    expect(stateOn('2026-11-25', nothing)).toEqual(['ok', null]);
  });
});

const database = embeddedDatabase();

describe('GET /v1/sources', () => {
  it('answers how each source stands on that day', async () => {
    const table = await database.freshTable();
    await givenSeveralReleases(table);
    const september = queryOver(table, () => new Date('2025-09-03T12:00:00Z'));
    const { sources } = await september.whenAsked('/v1/sources', sourcesAnswer);

    expect(sources.map(({ source, state }) => [source, state])).toEqual([
      ['us-census', 'ok'],
      ['un-comtrade', 'waiting'],
      ['imf-imts', 'waiting'],
    ]);
    expect(sources[0]).toMatchObject({
      newestPeriod: '2025-06',
      lastRelease: RESTATED_AT,
      nextExpectedRelease: '2025-09-04',
    });
  });
});
