import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { METRICS } from '../../../shared/domain/metrics/catalogue.ts';
import { evaluate } from '../../../shared/domain/metrics/metric.ts';
import { period } from '../../../shared/domain/period.ts';
import { seriesOf } from '../../../shared/domain/series.ts';
import { assertLaw } from '../../support/law.ts';
import { type Amounts, dollars, said, vintagesOf } from '../../support/observations.ts';

const FLOWS = ['exports', 'imports'] as const;

function yearOnYear(flow: 'exports' | 'imports', amounts: Amounts, of = '2025-06'): string {
  const series = seriesOf(vintagesOf({ [flow]: amounts }));
  return said(evaluate(METRICS[`${flow}-yoy`], series, period(of)));
}

function balanceChange(exports: Amounts, imports: Amounts, of = '2025-06'): string {
  const series = seriesOf(vintagesOf({ exports, imports }));
  return said(evaluate(METRICS['balance-change-yoy'], series, period(of)));
}

describe.each(FLOWS)('the change of %s on a year before', (flow) => {
  it('is a percent of the year before', () => {
    expect(yearOnYear(flow, { '2024-06': 200, '2025-06': 300 })).toBe('50');
    expect(yearOnYear(flow, { '2024-06': 300, '2025-06': 200 })).toBe('-33.3333');
    expect(yearOnYear(flow, { '2024-06': 300, '2025-06': 0 })).toBe('-100');
  });

  it('compares quarters and years with those of the year before', () => {
    expect(yearOnYear(flow, { '2024-Q2': 4, '2025-Q1': 9, '2025-Q2': 5 }, '2025-Q2')).toBe('25');
    expect(yearOnYear(flow, { '2024': 4, '2025': 3 }, '2025')).toBe('-25');
  });

  it('has no percent where the base is not positive', () => {
    expect(yearOnYear(flow, { '2024-06': 0, '2025-06': 5 })).toBe('zero-denominator');
    expect(yearOnYear(flow, { '2024-06': -1, '2025-06': 5 })).toBe('zero-denominator');
  });

  it('says which of the two is missing', () => {
    expect(yearOnYear(flow, { '2025-05': 1, '2025-06': 5 })).toBe('denominator-missing');
    expect(yearOnYear(flow, { '2024-06': 5 })).toBe('not-published');
    const other = flow === 'exports' ? 'imports' : 'exports';
    const series = seriesOf(vintagesOf({ [flow]: { '2024-06': 5 }, [other]: { '2025-06': 5 } }));
    expect(said(evaluate(METRICS[`${flow}-yoy`], series, period('2025-06')))).toBe(
      'numerator-missing',
    );
  });
});

describe('the change of the balance on a year before', () => {
  it('is a difference, negative when a deficit widens', () => {
    assertLaw(
      fc.property(fc.tuple(dollars, dollars, dollars, dollars), ([x1, m1, x0, m0]) => {
        const change = balanceChange(
          { '2024-06': x0, '2025-06': x1 },
          { '2024-06': m0, '2025-06': m1 },
        );
        expect(change).toBe(String(x1 - m1 - (x0 - m0)));
      }),
    );
  });

  it('says which of the two balances is missing', () => {
    const both = { '2024-06': 1, '2025-06': 1 };
    expect(balanceChange({ '2025-06': 1 }, both)).toBe('denominator-missing');
    expect(balanceChange(both, { '2025-06': 1 })).toBe('denominator-missing');
    expect(balanceChange(both, { '2024-06': 1 })).toBe('numerator-missing');
    expect(balanceChange({ '2024-06': 1 }, both)).toBe('numerator-missing');
    expect(balanceChange({ '2024-06': 1 }, { '2024-06': 1 })).toBe('not-published');
  });
});
