import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Occasion, occasionOf } from '../../../functions/ingest/occasion.ts';
import { instant } from '../../../shared/domain/observation.ts';
import { period } from '../../../shared/domain/period.ts';
import { nextRelease } from '../../../shared/sources/expected-release.ts';
import { PROVIDERS, type Provider } from '../../../shared/sources/providers.ts';
import type { Run } from '../../../shared/store/runs.ts';
import { runOf } from '../../support/ingest-decisions.ts';
import { assertLaw } from '../../support/law.ts';
import { fakeSource } from '../../support/polls.ts';

const CENSUS = PROVIDERS['us-census'];

/** October 2026 is announced for the 8th of December, half past eight in New York. */
const SEPTEMBER = runOf({
  at: instant('2026-11-04T13:45:00Z'),
  newestPeriod: period('2026-09'),
  lastChangeAt: instant('2026-11-04T13:45:00Z'),
});

function occasionAt(at: string, last: Run | null = SEPTEMBER, source: Provider = CENSUS) {
  const poll = { source: source.id, scheduledTime: at, execution: 'e2' };
  return occasionOf({ ...poll, only: 'around-releases' }, source, last ?? undefined, instant(at));
}

function reasonAt(...given: Parameters<typeof occasionAt>): string {
  const { kind, reason } = occasionAt(...given);
  return `${kind}: ${reason}`;
}

const EXPECTED = 'ask: a release is expected';
const NONE = 'rested: no release is expected';

describe('a poll around releases', () => {
  it.each([
    ['2026-11-25T14:00:00Z', NONE],
    ['2026-12-08T13:29:59Z', NONE],
    ['2026-12-08T13:30:00Z', EXPECTED],
    ['2026-12-08T22:00:00Z', EXPECTED],
    // While it is late it is looked for.
    ['2026-12-18T14:00:00Z', EXPECTED],
    ['2026-12-28T22:00:00Z', EXPECTED],
    ['2026-12-29T14:00:00Z', NONE],
  ])('of what is announced is at %s %s', (at, reason) => {
    expect(reasonAt(at)).toBe(reason);
  });

  it.each([
    ['2027-01-30T12:00:00Z', NONE],
    ['2027-01-31T12:00:00Z', EXPECTED],
    ['2027-02-24T12:00:00Z', EXPECTED],
    ['2027-02-25T12:00:00Z', NONE],
  ])('of what is guessed for the 4th of February is at %s %s', (at, reason) => {
    expect(reasonAt(at, { ...SEPTEMBER, newestPeriod: period('2026-11') })).toBe(reason);
  });

  it('of a year that may be late for months is looked for twenty days', () => {
    const last = { ...SEPTEMBER, newestPeriod: period('2024'), lastChangeAt: null };
    // By the lag of 90 days on 2026-03-31.
    const office = { ...fakeSource(), lagDays: { A: 90 } };

    expect(reasonAt('2026-04-20T12:00:00Z', last, office)).toBe(EXPECTED);
    expect(reasonAt('2026-04-21T12:00:00Z', last, office)).toBe(NONE);
  });

  it('asks for three days after a release, which may come in parts', () => {
    expect(reasonAt('2026-11-07T13:45:00Z')).toBe(
      'ask: a release came in lately, and may come in parts',
    );
    expect(reasonAt('2026-11-07T13:45:01Z')).toBe(NONE);
  });

  it('asks for a day after a failure, and again when a release is expected', () => {
    const failed = {
      ...SEPTEMBER,
      outcome: 'failed',
      at: instant('2026-11-20T14:00:00Z'),
    } as const;

    expect(reasonAt('2026-11-21T14:00:00Z', failed)).toBe('ask: it failed lately');
    expect(reasonAt('2026-11-21T14:00:01Z', failed)).toBe(NONE);
    expect(reasonAt('2026-12-08T14:00:00Z', failed)).toBe(EXPECTED);
  });

  it('asks while a key is missing, of which nobody is told when it comes', () => {
    const off = { ...SEPTEMBER, outcome: 'off' } as const;
    expect(reasonAt('2026-11-25T14:00:00Z', off)).toBe('ask: it is off, and its key may have come');
  });

  it('goes on with what it had begun, though it brought what was expected', () => {
    const at = '2026-12-08T14:00:00Z';
    const own = {
      ...SEPTEMBER,
      run: `${at}#e2`,
      lastChangeAt: null,
      newestPeriod: period('2026-10'),
    };

    expect(reasonAt(at, own)).toBe('ask: this poll had begun');
    expect(reasonAt(at, { ...own, run: `${at}#e1` })).toBe(NONE);
  });

  it('rests where nothing has come yet, or nothing says when it might', () => {
    const nothing = { ...SEPTEMBER, newestPeriod: null, lastChangeAt: null };

    expect(reasonAt('2026-12-08T14:00:00Z', null)).toMatch(/^rested: nothing has come/);
    expect(reasonAt('2026-12-08T14:00:00Z', nothing)).toBe(NONE);
    expect(reasonAt('2026-12-08T14:00:00Z', SEPTEMBER, { ...fakeSource(), lagDays: {} })).toBe(
      NONE,
    );
  });

  it('is made without a gap from the first that has a reason to the last', () => {
    const source = fc.constantFrom<Provider>(...Object.values(PROVIDERS));
    const newest = fc.constantFrom('2026-07', '2026-09', '2026-11', '2025').map(period);
    const quiet = { ...SEPTEMBER, lastChangeAt: null };
    assertLaw(
      fc.property(source, newest, (of, newestPeriod) => {
        const last = { ...quiet, newestPeriod };
        const kinds: Occasion['kind'][] = [];
        const start = Date.parse('2026-06-01T01:00:00Z');
        for (let hour = 0; hour < 24 * 1200; hour += 7) {
          const at = new Date(start + hour * 3_600_000).toISOString();
          kinds.push(occasionAt(at, last, of).kind);
        }
        const changes = kinds.filter((kind, index) => index > 0 && kind !== kinds[index - 1]);
        expect(changes.length).toBeLessThanOrEqual(2);
        // Never longer than five weeks, whatever is late.
        const asked = kinds.filter((kind) => kind === 'ask').length;
        expect(asked * 7).toBeLessThanOrEqual(24 * 35);
        expect(asked > 0).toBe(nextRelease(of, newestPeriod, {}) !== null);
      }),
    );
  });
});
