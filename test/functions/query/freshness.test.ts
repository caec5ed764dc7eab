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
  code: null,
  reason: null,
};

function stateOn(day: string, run: Partial<Run> = {}) {
  const { state, reason } = freshnessOf(CENSUS, { ...RUN, ...run }, new Date(`${day}T12:00:00Z`));
  return [state, reason];
}

const PAST = 'nothing after 2026-06; the next period is usually out by 2026-09-04';

describe('the state of a source', () => {
  it.each([
    ['2026-08-05', 'ok', null],
    ['2026-09-04', 'ok', null],
    ['2026-09-05', 'late', PAST],
    ['2026-09-23', 'late', PAST],
    ['2026-09-25', 'stale', PAST],
    ['2026-11-25', 'stale', PAST],
  ])('on %s is %s', (day, state, reason) => {
    expect(stateOn(day)).toEqual([state, reason]);
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
