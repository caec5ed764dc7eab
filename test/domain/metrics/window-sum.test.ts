import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { METRICS } from '../../../shared/domain/metrics/catalogue.ts';
import { evaluate } from '../../../shared/domain/metrics/metric.ts';
import type { MetricId } from '../../../shared/domain/metrics/metric-id.ts';
import { period, windowEndingAt, yearToDate } from '../../../shared/domain/period.ts';
import { seriesOf } from '../../../shared/domain/series.ts';
import { assertLaw } from '../../support/law.ts';
import { amountsFrom, dollars, said, vintagesOf, yearOf } from '../../support/observations.ts';

type Year = readonly (number | string | undefined)[];

/** A metric at 2025-12 of the twelve months of 2025. */
function atYearEnd(metric: MetricId, exports: Year, imports: Year): string {
  const months = {
    exports: amountsFrom('2025-01', exports),
    imports: amountsFrom('2025-01', imports),
  };
  const series = seriesOf(
    vintagesOf({
      ...months,
      duties: months.exports,
      'imports-for-consumption': months.imports,
    }),
  );
  return said(evaluate(METRICS[metric], series, period('2025-12')));
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

const flat = Array.from({ length: 12 }, () => 10);
const OVER_TWELVE_MONTHS = [
  'balance-12m',
  'exports-12m',
  'imports-12m',
  'cover-ratio-12m',
  'effective-tariff-rate-12m',
] as const;

describe('a sum over twelve months', () => {
  it('is the sum of the twelve balances, exports or imports', () => {
    assertLaw(
      fc.property(yearOf(dollars), yearOf(dollars), (exports, imports) => {
        const balances = exports.map((amount, index) => amount - (imports[index] ?? Number.NaN));
        expect(atYearEnd('balance-12m', exports, imports)).toBe(String(sum(balances)));
        expect(atYearEnd('exports-12m', exports, imports)).toBe(String(sum(exports)));
        expect(atYearEnd('imports-12m', exports, imports)).toBe(String(sum(imports)));
      }),
    );
  });

  it('is exact beyond what a double holds, and with cents', () => {
    const large = ['9007199254740993', ...flat.slice(1)];
    expect(atYearEnd('exports-12m', large, flat)).toBe('9007199254741103');
    const cents = ['0.1', '0.2', '1e3', ...flat.slice(3)];
    expect(atYearEnd('exports-12m', cents, flat)).toBe('1090.3');
  });

  it('takes no month but its twelve', () => {
    const exports = amountsFrom('2024-12', [1_000, ...flat, 1_000]);
    const series = seriesOf(vintagesOf({ exports }));
    expect(said(evaluate(METRICS['exports-12m'], series, period('2025-12')))).toBe('120');
  });

  it.each(OVER_TWELVE_MONTHS)('%s: is a gap when any one month is missing', (metric) => {
    assertLaw(
      fc.property(yearOf(dollars), fc.nat({ max: 11 }), (amounts, missing) => {
        const gap = amounts.map((amount, index) => (index === missing ? undefined : amount));
        expect(atYearEnd(metric, gap, gap)).toBe('gap-in-window');
      }),
    );
  });

  it('is a gap when one flow of a month is missing, if that flow is in the formula', () => {
    const gap = [...flat.slice(0, 5), undefined, ...flat.slice(6)];
    for (const metric of ['balance-12m', 'cover-ratio-12m'] as const) {
      expect(atYearEnd(metric, gap, flat)).toBe('gap-in-window');
      expect(atYearEnd(metric, flat, gap)).toBe('gap-in-window');
    }
    expect(atYearEnd('exports-12m', flat, gap)).toBe('120');
  });
});

describe('a ratio over twelve months', () => {
  it.each(['cover-ratio-12m', 'effective-tariff-rate-12m'] as const)(
    '%s: is the ratio of the sums',
    (metric) => {
      assertLaw(
        fc.property(
          yearOf(dollars),
          yearOf(dollars.filter((amount) => amount > 0)),
          (top, bottom) => {
            const exact = (100 * sum(top)) / sum(bottom);
            const got = Number(atYearEnd(metric, top, bottom));
            expect(Math.abs(got - exact)).toBeLessThanOrEqual(0.00005 + exact * 1e-12);
          },
        ),
      );
    },
  );

  it('is not the mean of the ratios', () => {
    const top = [...flat.slice(1), 10];
    const bottom = [...flat.slice(1), 1_000];
    expect(atYearEnd('effective-tariff-rate-12m', top, bottom)).toBe('10.8108');
    const mean = (11 * 100 + 1) / 12;
    expect(mean).toBeCloseTo(91.75, 9);
  });

  it('has no value when there was nothing to divide by in the whole year', () => {
    const nothing = flat.map(() => 0);
    expect(atYearEnd('effective-tariff-rate-12m', nothing, nothing)).toBe('zero-denominator');
    expect(atYearEnd('cover-ratio-12m', flat, nothing)).toBe('zero-denominator');
  });
});

describe('the balance of the year to date', () => {
  const series = seriesOf(
    vintagesOf({
      exports: { ...amountsFrom('2024-12', [900, 1, 2, 4]), '2025-Q1': 50, '2025-Q2': 60 },
      imports: { ...amountsFrom('2024-12', [100, 10, 20, 40]), '2025-Q1': 5, '2025-Q2': 6 },
    }),
  );
  const toDate = (of: string) => said(evaluate(METRICS['balance-ytd'], series, period(of)));

  it('starts in January', () => {
    expect([toDate('2025-01'), toDate('2025-02'), toDate('2025-03')]).toEqual(['-9', '-27', '-63']);
  });

  it('adds up quarters for a quarter', () => {
    expect([toDate('2025-Q1'), toDate('2025-Q2')]).toEqual(['45', '99']);
  });

  it('is a gap when any month since January is missing', () => {
    expect(toDate('2024-12')).toBe('gap-in-window');
    expect(toDate('2025-04')).toBe('gap-in-window');
  });

  it('in December equals the balance over twelve months', () => {
    assertLaw(
      fc.property(yearOf(dollars), yearOf(dollars), (exports, imports) => {
        expect(atYearEnd('balance-ytd', exports, imports)).toBe(
          atYearEnd('balance-12m', exports, imports),
        );
      }),
    );
    expect(yearToDate(period('2025-12'))).toEqual(windowEndingAt(period('2025-12'), 12));
  });
});
