import { describe, expect, it } from 'vitest';
import { period } from '../../shared/domain/period.ts';
import { federalBusinessDay } from '../../shared/sources/business-days.ts';

describe('the eighth business day', () => {
  it.each([
    // The statement of February 2026 was in the API on the 12th, the day after.
    ['2026-03', '2026-03-11', 'no holiday'],
    ['2026-01', '2026-01-13', "New Year's Day"],
    ['2022-01', '2022-01-12', "New Year's Day on a Saturday, kept in December"],
    ['2023-01', '2023-01-12', "New Year's Day on a Sunday, kept on the Monday"],
    ['2025-07', '2025-07-11', 'Independence Day on a Friday'],
    ['2026-07', '2026-07-13', 'Independence Day on a Saturday, kept on the Friday'],
    ['2027-07', '2027-07-13', 'Independence Day on a Sunday, kept on the Monday'],
    ['2026-09', '2026-09-11', 'Labor Day'],
    ['2026-10', '2026-10-13', 'Columbus Day on the 12th'],
    ['2027-10', '2027-10-13', 'Columbus Day on the 11th'],
    ['2026-11', '2026-11-12', 'Veterans Day'],
    ['2028-11', '2028-11-13', 'Veterans Day on a Saturday, kept on the Friday'],
  ])('of %s is %s (%s)', (month, day) => {
    expect(federalBusinessDay(period(month), 8)).toBe(day);
  });

  it('comes after the seventh, and the first is the first day on which anybody works', () => {
    expect(federalBusinessDay(period('2026-08'), 1)).toBe('2026-08-03');
    expect(federalBusinessDay(period('2026-09'), 1)).toBe('2026-09-01');
    expect(federalBusinessDay(period('2026-03'), 7)).toBe('2026-03-10');
  });
});
