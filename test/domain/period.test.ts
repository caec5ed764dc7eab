import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  comparePeriods,
  frequencyOf,
  lastMonthOf,
  month,
  type Period,
  period,
  periodHolding,
  periodSchema,
  periodsBetween,
  shift,
  stepsBetween,
  windowEndingAt,
  yearBefore,
  yearToDate,
} from '../../shared/domain/period.ts';
import { assertLaw } from '../support/law.ts';

const year = fc.integer({ min: 2000, max: 7999 });
const months = fc.tuple(year, fc.integer({ min: 1, max: 12 })).map(([y, m]) => month(y, m));
const quarters = fc
  .tuple(year, fc.integer({ min: 1, max: 4 }))
  .map(([y, quarter]) => period(`${y}-Q${quarter}`));
const years = year.map((y) => period(String(y)));
const partials = fc
  .tuple(months, fc.constantFrom(10, 20))
  .map(([full, day]) => period(`${full}/${day}`));
const periods = fc.oneof(months, quarters, years, partials);
const steps = fc.integer({ min: -1000, max: 1000 });

describe('the written form', () => {
  test.each([
    ['2025-06', 'M'],
    ['2025-Q2', 'Q'],
    ['2025', 'A'],
    ['2025-06/20', 'P'],
    ['2025-06/10', 'P'],
  ])('%s is a period of frequency %s', (text, frequency) => {
    expect(frequencyOf(period(text))).toBe(frequency);
    expect(periodSchema.parse(text)).toBe(text);
  });

  test.each([
    '',
    '25',
    '2025-6',
    '2025-00',
    '2025-13',
    '2025-Q0',
    '2025-Q5',
    '2025-M06',
    '2025-06/15',
    '2025-06-01',
    '2025-06\n',
    ' 2025',
  ])('%j is none', (text) => {
    expect(() => period(text)).toThrow('period must be like 2025-06');
    expect(periodSchema.safeParse(text).error?.issues[0]?.message).toMatch(/^must be a period/);
  });

  test.each([undefined, null, 2025, new Date(0)])('%s, which is no text, is none', (value) => {
    expect(periodSchema.safeParse(value).success).toBe(false);
  });

  test('a month is written with its zeros', () => {
    expect(month(2025, 6)).toBe('2025-06');
    expect(month(987, 12)).toBe('0987-12');
    expect(() => month(2025, 13)).toThrow();
  });
});

describe('shifting', () => {
  test.each([
    ['2025-11', 3, '2026-02'],
    ['2025-01', -1, '2024-12'],
    ['2025-Q1', -1, '2024-Q4'],
    ['2025', 10, '2035'],
    ['2025-12/20', 1, '2026-01/20'],
  ])('%s by %i is %s', (from, by, to) => {
    expect(shift(period(from), by)).toBe(to);
  });

  test('there and back again is where it began, at the same frequency', () => {
    assertLaw(
      fc.property(periods, steps, (from, by) => {
        const to = shift(from, by);
        expect(shift(to, -by)).toBe(from);
        expect(frequencyOf(to)).toBe(frequencyOf(from));
      }),
    );
  });

  test('in two goes is shifting by the sum', () => {
    assertLaw(
      fc.property(periods, steps, steps, (from, first, second) => {
        expect(shift(shift(from, first), second)).toBe(shift(from, first + second));
      }),
    );
  });

  test('forward is later, backward earlier, and by nothing the same', () => {
    assertLaw(
      fc.property(periods, steps, (from, by) => {
        expect(Math.sign(comparePeriods(shift(from, by), from))).toBe(Math.sign(by));
      }),
    );
  });

  test('the steps between are what shifts the one to the other', () => {
    assertLaw(
      fc.property(periods, steps, (from, by) => {
        expect(stepsBetween(from, shift(from, by))).toBe(by);
      }),
    );
  });

  test('a year before is 12 months, 4 quarters or 1 year before', () => {
    assertLaw(
      fc.property(periods, (of) => {
        const stepsInYear = { M: 12, P: 12, Q: 4, A: 1 }[frequencyOf(of)];
        expect(yearBefore(of)).toBe(shift(of, -stepsInYear));
        expect(Number(yearBefore(of).slice(0, 4))).toBe(Number(of.slice(0, 4)) - 1);
        expect(yearBefore(of).slice(4)).toBe(of.slice(4));
      }),
    );
  });

  test.each([
    ['9999-12', 1],
    ['0000-01', -1],
    ['0000-Q1', -1],
    ['9999', 1],
  ])('%s by %i, out of the four-digit years, is an error', (from, by) => {
    expect(() => shift(period(from), by)).toThrow('period must be like');
  });
});

describe('order', () => {
  test('is by end, and a partial month ends before the full one', () => {
    const mixed = ['2026-01', '2025', '2025-12', '2025-12/20', '2025-12/10', '2025-Q4', '2025-11'];
    expect(mixed.map(period).sort(comparePeriods)).toEqual([
      '2025-11',
      '2025-12/10',
      '2025-12/20',
      '2025',
      '2025-12',
      '2025-Q4',
      '2026-01',
    ]);
  });

  test('is total: antisymmetric, transitive, and zero for the same period only', () => {
    assertLaw(
      fc.property(periods, periods, periods, (a, b, c) => {
        expect(Math.sign(comparePeriods(a, b)) + Math.sign(comparePeriods(b, a))).toBe(0);
        expect(comparePeriods(a, b) === 0).toBe(a === b);
        if (comparePeriods(a, b) <= 0 && comparePeriods(b, c) <= 0) {
          expect(comparePeriods(a, c)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });

  test('within one frequency is the order of the text', () => {
    for (const frequency of [months, quarters, years, partials]) {
      assertLaw(
        fc.property(frequency, frequency, (a, b) => {
          expect(Math.sign(comparePeriods(a, b))).toBe(a < b ? -1 : Number(a > b));
        }),
      );
    }
  });
});

describe('stretches of periods', () => {
  test('a window has its number of consecutive members and ends where it is told', () => {
    assertLaw(
      fc.property(periods, fc.integer({ min: 1, max: 60 }), (end, length) => {
        const members = windowEndingAt(end, length);
        expect(members).toHaveLength(length);
        expect(members.at(-1)).toBe(end);
        expect(members.slice(1)).toEqual(members.slice(0, -1).map((of) => shift(of, 1)));
      }),
    );
  });

  test('between two periods are both of them and what lies between', () => {
    expect(periodsBetween(period('2024-11'), period('2025-02'))).toEqual([
      '2024-11',
      '2024-12',
      '2025-01',
      '2025-02',
    ]);
    expect(periodsBetween(period('2025'), period('2025'))).toEqual(['2025']);
    expect(periodsBetween(period('2025'), period('2024'))).toEqual([]);
  });

  test.each([
    ['2025-03', ['2025-01', '2025-02', '2025-03']],
    ['2025-02/20', ['2025-01/20', '2025-02/20']],
    ['2025-Q2', ['2025-Q1', '2025-Q2']],
    ['2025', ['2025']],
  ])('the year to %s is %j', (end, expected) => {
    expect(yearToDate(period(end))).toEqual(expected);
  });
});

describe('a partial month', () => {
  const first20 = period('2025-06/20');

  test.each(['2025-06', '2025-06/10', '2025-Q2', '2025'])(
    'is never equal to %s nor any number of steps from it',
    (other) => {
      expect(comparePeriods(first20, period(other))).not.toBe(0);
      expect(() => stepsBetween(first20, period(other))).toThrow('periods of one frequency');
      expect(() => periodsBetween(period(other), first20)).toThrow('periods of one frequency');
    },
  );

  test('stays the same part of the month in windows and a year before', () => {
    expect(windowEndingAt(first20, 2)).toEqual(['2025-05/20', '2025-06/20']);
    expect(yearBefore(first20)).toBe('2024-06/20');
  });
});

describe('months of a period', () => {
  test.each([
    ['2025', '2025-12'],
    ['2025-Q1', '2025-03'],
    ['2025-Q4', '2025-12'],
    ['2025-06', '2025-06'],
    ['2025-06/20', '2025-06'],
  ])('%s ends in %s', (of, last) => {
    expect(lastMonthOf(period(of))).toBe(last);
  });

  test('the quarter or year that holds a month ends in it or later, the one before it earlier', () => {
    assertLaw(
      fc.property(months, fc.constantFrom('Q', 'A', 'M'), (of, frequency) => {
        const holding: Period = periodHolding(of, frequency);
        expect(frequencyOf(holding)).toBe(frequency);
        expect(stepsBetween(of, lastMonthOf(holding))).toBeGreaterThanOrEqual(0);
        expect(stepsBetween(of, lastMonthOf(shift(holding, -1)))).toBeLessThan(0);
      }),
    );
  });
});
