import { Big } from 'big.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { METRICS } from '../../../shared/domain/metrics/catalogue.ts';
import { evaluate } from '../../../shared/domain/metrics/metric.ts';
import { period } from '../../../shared/domain/period.ts';
import { seriesOf } from '../../../shared/domain/series.ts';
import { assertLaw } from '../../support/law.ts';
import { type Amounts, said, vintagesOf } from '../../support/observations.ts';

// Xanadu and Xebec are made up, and so are their figures.
function daily(
  metric: 'exports-per-working-day' | 'exports-per-working-day-yoy',
  exports: Amounts,
  days: Amounts,
  of = '2025-06/20',
): string {
  const series = seriesOf(vintagesOf({ exports, 'working-days': days }));
  return said(evaluate(METRICS[metric], series, period(of)));
}

describe('exports per working day', () => {
  it('are those of the first days of a month over the working days that were published with them', () => {
    const exports = { '2025-06/20': 27_000_000_000 };
    expect(daily('exports-per-working-day', exports, { '2025-06/20': '13.5' })).toBe('2000000000');
  });

  it('are rounded to the dollar, half to even', () => {
    const of = (exports: number, days: string): string =>
      daily('exports-per-working-day', { '2025-06/20': exports }, { '2025-06/20': days });
    expect([of(5, '2'), of(7, '2'), of(100, '13.5'), of(20, '3')]).toEqual(['2', '4', '7', '7']);
  });

  it.each<[string, Amounts, Amounts]>([
    ['numerator-missing', {}, { '2025-06/20': 13 }],
    ['denominator-missing', { '2025-06/20': 27 }, {}],
    ['zero-denominator', { '2025-06/20': 27 }, { '2025-06/20': 0 }],
    ['not-published', {}, {}],
    // Neither the count of another part of the month nor that of the month stands in.
    ['denominator-missing', { '2025-06/20': 27 }, { '2025-06/10': 6, '2025-06': 20 }],
    ['numerator-missing', { '2025-06/10': 9, '2025-06': 40 }, { '2025-06/20': 13 }],
  ])('are null as %s', (reason, exports, days) => {
    expect(daily('exports-per-working-day', exports, days)).toBe(reason);
  });
});

describe('exports per working day on a year before', () => {
  const yoy = 'exports-per-working-day-yoy';
  const DAYS = { '2025-06/20': '13.5', '2024-06/20': '13', '2025-06/10': 6, '2024-06/10': 6 };

  it('change by what the daily average does, whatever the days', () => {
    const exports = { '2025-06/20': 27_000, '2024-06/20': 13_000 };
    // 2000 a day after 1000 a day, where the totals grew by 107.7 %.
    expect(daily(yoy, exports, DAYS)).toBe('100');
  });

  it('are compared with the same days of the year before only', () => {
    const others = { '2025-06/20': 27, '2024-06/10': 5, '2024-06': 40, '2025-05/20': 20 };
    expect(daily(yoy, others, DAYS)).toBe('denominator-missing');
  });

  it.each<[string, Amounts, Amounts]>([
    ['numerator-missing', { '2024-06/20': 13 }, DAYS],
    ['numerator-missing', { '2024-06/20': 13, '2025-06/20': 27 }, { '2024-06/20': 13 }],
    ['denominator-missing', { '2024-06/20': 13, '2025-06/20': 27 }, { '2025-06/20': 13 }],
    ['zero-denominator', { '2024-06/20': 0, '2025-06/20': 27 }, DAYS],
    ['zero-denominator', { '2024-06/20': 13, '2025-06/20': 27 }, { ...DAYS, '2024-06/20': 0 }],
  ])('are null as %s', (reason, exports, days) => {
    expect(daily(yoy, exports, days)).toBe(reason);
  });

  const days = fc.integer({ min: 1, max: 34 }).map((halves) => halves / 2);
  const dollars = fc.integer({ min: 1, max: 1_000_000_000_000 });

  it('are nothing where both days brought the same, however many there were', () => {
    assertLaw(
      fc.property(dollars, days, days, (average, now, before) => {
        const exports = {
          '2025-06/20': new Big(average).times(now).toFixed(),
          '2024-06/20': new Big(average).times(before).toFixed(),
        };
        expect(daily(yoy, exports, { '2025-06/20': now, '2024-06/20': before })).toBe('0');
      }),
    );
  });

  it('are what a percent change is of the two averages before they are rounded', () => {
    assertLaw(
      fc.property(dollars, dollars, days, days, (now, before, daysNow, daysBefore) => {
        const value = daily(
          yoy,
          { '2025-06/20': now, '2024-06/20': before },
          { '2025-06/20': daysNow, '2024-06/20': daysBefore },
        );
        const expected = (100 * now * daysBefore) / (before * daysNow) - 100;
        expect(Number(value)).toBeCloseTo(expected, expected > 1e8 ? -3 : 3);
      }),
    );
  });
});
