import { describe, expect, it } from 'vitest';
import { period } from '../../shared/domain/period.ts';
import { expectedRelease, isStale } from '../../shared/sources/expected-release.ts';
import { PROVIDERS, type Provider } from '../../shared/sources/providers.ts';
import { fakeSource } from '../support/polls.ts';

const source: Provider = { ...fakeSource(), lagDays: { M: 35, A: 90 } };

describe('the next expected release', () => {
  it.each([
    // The month after the newest one, 35 days after that month is over.
    ['2026-05', '2026-08-04'],
    ['2025-12', '2026-03-07'],
    ['2024', '2026-03-31'],
  ])('after %s is on %s', (newest, day) => {
    expect(expectedRelease(source, period(newest))).toBe(day);
  });

  it('of the United States for June 2026 is the day of the release schedule', () => {
    // FT-900 for June 2026: 4 August 2026.
    expect(expectedRelease(PROVIDERS['us-census'], period('2026-05'))).toBe('2026-08-04');
  });

  it('is unknown where no lag is known', () => {
    expect(expectedRelease({ ...source, lagDays: {} }, period('2026-05'))).toBeNull();
  });
});

describe('a source', () => {
  it.each([
    ['2026-05', '2026-08-24T00:00:00Z', false],
    ['2026-05', '2026-08-24T00:00:01Z', true],
    ['2024', '2026-07-29T00:00:00Z', false],
    ['2024', '2026-07-29T00:00:01Z', true],
  ])('whose newest period is %s is, at %s, past its release: %s', (newest, now, stale) => {
    expect(isStale(source, period(newest), new Date(now))).toBe(stale);
  });

  it('of which no lag is known is never past a release', () => {
    const unknown = { ...source, lagDays: {} };
    expect(isStale(unknown, period('1999-01'), new Date('2026-08-25'))).toBe(false);
  });
});
