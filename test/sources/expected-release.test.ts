import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instant, instant } from '../../shared/domain/observation.ts';
import { type Period, period, shift, windowEndingAt } from '../../shared/domain/period.ts';
import { addDays, daysBetween } from '../../shared/domain/zoned.ts';
import type { AnnouncedDays } from '../../shared/sources/announced-days.ts';
import {
  type Arrivals,
  nextRelease,
  RELEASES_LEARNED_FROM,
  releaseState,
} from '../../shared/sources/expected-release.ts';
import { PROVIDERS, type Provider } from '../../shared/sources/providers.ts';
import { assertLaw } from '../support/law.ts';
import { fakeSource } from '../support/polls.ts';

/** An office of XA that works on all days of the week and by UTC. */
const source: Provider = { ...fakeSource(), lagDays: { M: 35, A: 90 } };

function expectedOf(of: Provider, newest: string, arrivals: Arrivals = {}) {
  return nextRelease(of, period(newest), arrivals);
}

describe('the next expected release', () => {
  it.each([
    // The month after the newest one, 35 days after that month is over.
    ['2026-05', '2026-08-04'],
    ['2025-12', '2026-03-07'],
    ['2024', '2026-03-31'],
  ])('after %s is by the usual lag on %s', (newest, day) => {
    expect(expectedOf(source, newest)).toMatchObject({ on: day, at: null, basis: 'usual-lag' });
  });

  it('of an office is on a working day', () => {
    const office = { ...source, habit: { timeZone: 'America/New_York', time: '08:30' } };

    expect(expectedOf(office, '2025-12')).toMatchObject({ on: '2026-03-09', at: null });
    expect(expectedOf(office, '2026-04')).toMatchObject({ on: '2026-07-06' });
  });

  it('of the United States is what the Census Bureau announces, at half past eight by its clock', () => {
    const census = PROVIDERS['us-census'];

    expect(expectedOf(census, '2026-09')).toMatchObject({
      period: '2026-10',
      on: '2026-12-08',
      at: '2026-12-08T13:30:00.000Z',
      basis: 'announced',
      timeZone: 'America/New_York',
    });
    // In summer that is an hour earlier elsewhere.
    expect(expectedOf(census, '2026-06')?.at).toBe('2026-09-03T12:30:00.000Z');
    expect(expectedOf(census, '2026-05')).toMatchObject({ on: '2026-08-04', basis: 'usual-lag' });
  });

  it('of the Treasury is on the eighth business day at two', () => {
    expect(expectedOf(PROVIDERS['us-treasury'], '2026-08')).toMatchObject({
      on: '2026-10-13',
      at: '2026-10-13T18:00:00.000Z',
      basis: 'business-day',
    });
  });

  it('is what was read last where a publisher moves a day', () => {
    const announced: AnnouncedDays[] = [
      { readOn: '2026-01-05', days: { '2026-05': '2026-07-07', '2026-06': '2026-08-05' } },
      { readOn: '2026-07-20', days: { '2026-06': '2026-08-06' } },
    ];
    const moved = { ...source, habit: { timeZone: 'UTC', announced } };

    expect(expectedOf(moved, '2026-04')?.on).toBe('2026-07-07');
    expect(expectedOf(moved, '2026-05')?.on).toBe('2026-08-06');
  });

  it('is unknown where no lag is known', () => {
    expect(expectedOf({ ...source, lagDays: {} }, '2026-05')).toBeNull();
    expect(expectedOf(PROVIDERS['federal-register'], '2026-05')).toBeNull();
  });
});

const NEWEST = period('2026-05');

/** Arrivals so many days after the usual lag, the last of them that of the newest month. */
function arrivedAfter(delays: readonly number[], newest = NEWEST): Arrivals {
  const months = windowEndingAt(newest, delays.length);
  return Object.fromEntries(months.map((of, index) => [of, arrival(of, delays[index] ?? 0)]));
}

function arrival(of: Period, delay: number): Instant {
  const usual = nextRelease(source, shift(of, -1), {})?.on ?? '';
  return instant(`${addDays(usual, delay)}T13:45:00Z`);
}

const delay = fc.integer({ min: -30, max: 60 });
const delays = fc.array(delay, { minLength: 3, maxLength: 20 });

function movedBy(observed: readonly number[]): number {
  const usual = expectedOf(source, NEWEST)?.on ?? '';
  const release = expectedOf(source, NEWEST, arrivedAfter(observed));
  expect(release?.movedDays).toBe(daysBetween(usual, release?.on ?? ''));
  return release?.movedDays ?? Number.NaN;
}

describe('what is learned from releases', () => {
  it('is nothing before three of them were seen', () => {
    assertLaw(
      fc.property(fc.array(delay, { maxLength: 2 }), (observed) => {
        expect(movedBy(observed)).toBe(0);
      }),
    );
  });

  it('is the day, where all came as much later', () => {
    assertLaw(
      fc.property(delay, fc.integer({ min: 3, max: 12 }), (days, count) => {
        expect(movedBy(Array.from({ length: count }, () => days))).toBe(days);
      }),
    );
  });

  it('is never earlier than the earliest of the last six nor later than the latest', () => {
    assertLaw(
      fc.property(delays, (observed) => {
        const last = observed.slice(-RELEASES_LEARNED_FROM);
        expect(movedBy(observed)).toBeGreaterThanOrEqual(Math.min(...last));
        expect(movedBy(observed)).toBeLessThanOrEqual(Math.max(...last));
      }),
    );
  });

  it('is as many days more where each came as many days later', () => {
    assertLaw(
      fc.property(delays, fc.integer({ min: -20, max: 20 }), (observed, days) => {
        expect(movedBy(observed.map((of) => of + days))).toBe(movedBy(observed) + days);
      }),
    );
  });

  it('is not moved by two exceptions among six', () => {
    assertLaw(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 }),
        fc.tuple(delay, delay),
        (regular, exceptions) => {
          const moved = movedBy([...regular.slice(0, 2), ...exceptions, ...regular.slice(2)]);
          expect(moved).toBeGreaterThanOrEqual(Math.min(...regular));
          expect(moved).toBeLessThanOrEqual(Math.max(...regular));
        },
      ),
    );
  });

  it('never makes a release expected earlier because one came later', () => {
    assertLaw(
      fc.property(delays, fc.nat(), fc.nat({ max: 30 }), (observed, at, more) => {
        const later = observed.with(
          at % observed.length,
          (observed[at % observed.length] ?? 0) + more,
        );
        expect(movedBy(later)).toBeGreaterThanOrEqual(movedBy(observed));
      }),
    );
  });

  it('does not move what is announced, and keeps months and years apart', () => {
    const announced = [{ readOn: '2026-01-05', days: { '2026-06': '2026-08-05' } }];
    const office = { ...source, habit: { timeZone: 'UTC', announced } };
    const months = arrivedAfter([9, 9, 9]);

    expect(expectedOf(office, '2026-05', months)).toMatchObject({ on: '2026-08-05', movedDays: 0 });
    expect(expectedOf(source, '2024', months)).toMatchObject({ on: '2026-03-31', movedDays: 0 });
  });

  it('goes by the day of the publisher, on which it may be another one than in UTC', () => {
    const seoul = { ...source, habit: { timeZone: 'Asia/Seoul' } };
    // 20:00 in UTC is the next morning there.
    const arrivals = Object.fromEntries(
      ['2026-02', '2026-03', '2026-04'].map((of) => {
        const usual = nextRelease(seoul, shift(period(of), -1), {})?.on ?? '';
        return [of, instant(`${usual}T20:00:00Z`)];
      }),
    );

    expect(expectedOf(seoul, '2026-04', arrivals)?.movedDays).toBe(1);
  });
});

describe('a release', () => {
  const stateAt = (at: string, observed: readonly number[] = []) => {
    const release = expectedOf(source, '2026-05', arrivedAfter(observed));
    return release && releaseState(release, instant(at));
  };

  it.each([
    ['2026-08-03T23:59:59Z', 'waiting'],
    ['2026-08-04T00:00:00Z', 'due'],
    ['2026-08-04T23:59:59Z', 'due'],
    ['2026-08-05T00:00:00Z', 'late'],
    ['2026-08-24T23:59:59Z', 'late'],
    ['2026-08-25T00:00:00Z', 'stale'],
  ])('of months of which nothing was observed is at %s %s', (at, state) => {
    expect(stateAt(at)).toBe(state);
  });

  it('of years may be late for longer', () => {
    const release = expectedOf(source, '2024');
    const states = ['2026-07-29T12:00:00Z', '2026-07-30T12:00:00Z'].map(
      (at) => release && releaseState(release, instant(at)),
    );
    expect(states).toEqual(['late', 'stale']);
  });

  it.each([
    ['of one that was always on time is late for a week', [0, 0, 0, 0], '2026-08-11'],
    ['of one that varies, twice as long as its latest was late', [0, 0, 6, 0], '2026-08-16'],
    ['of one that was six weeks late once, no longer than of any', [0, 0, 43, 0], '2026-08-24'],
    ['of one that is always late is expected later', [5, 5, 5, 5], '2026-08-16'],
  ])('%s', (_, observed, last) => {
    expect(stateAt(`${last}T12:00:00Z`, observed)).toBe('late');
    expect(stateAt(`${addDays(last, 1)}T12:00:00Z`, observed)).toBe('stale');
  });

  it('only ever goes from waiting to due to late to stale', () => {
    const order = ['waiting', 'due', 'late', 'stale'];
    const days = fc.integer({ min: 0, max: 300 }).map((count) => addDays('2026-06-01', count));
    assertLaw(
      fc.property(delays, days, days, (observed, one, other) => {
        const [before, after] = [one, other]
          .sort()
          .map((day) => stateAt(`${day}T12:00:00Z`, observed));
        expect(order.indexOf(before ?? '')).toBeLessThanOrEqual(order.indexOf(after ?? ''));
      }),
    );
  });

  it('is due by the day of its publisher', () => {
    const release = expectedOf(PROVIDERS['us-census'], '2026-09');
    const at = (text: string) => release && releaseState(release, instant(text));

    expect(at('2026-12-08T04:59:00Z')).toBe('waiting');
    expect(at('2026-12-08T05:00:00Z')).toBe('due');
    expect(at('2026-12-09T04:59:00Z')).toBe('due');
    expect(at('2026-12-09T05:00:00Z')).toBe('late');
  });
});
