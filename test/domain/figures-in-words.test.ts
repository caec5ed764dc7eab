import { Big } from 'big.js';
import { describe, expect, it } from 'vitest';
import {
  dayName,
  exactFigure,
  figure,
  instantName,
  line,
  periodName,
  spanName,
} from '../../shared/domain/figures-in-words.ts';
import { instant } from '../../shared/domain/observation.ts';
import { period } from '../../shared/domain/period.ts';

describe('figures in words', () => {
  it('gives dollars in the magnitude a reader says them in', () => {
    const said = [-61_095_865_732, 1_500_000, 999_999, 999_999_999, 2e12, 0].map((of) =>
      figure(new Big(of), 'USD'),
    );
    expect(said).toEqual(['-$61.10bn', '$1.50mn', '$1.00mn', '$1.00bn', '$2.00tn', '$0']);
  });

  it('gives percents with two decimals and ratios with four', () => {
    expect(figure(new Big('15.2846'), 'percent')).toBe('15.28%');
    expect(figure(new Big('-0.2195'), 'ratio')).toBe('-0.2195');
  });

  it('gives a line without the decimals that it does not have', () => {
    const said = [60e9, 2.5e9, 100e9].map((of) => line(new Big(of), 'USD'));
    expect(said).toEqual(['$60bn', '$2.5bn', '$100bn']);
    expect(line(new Big(10), 'percent')).toBe('10%');
    expect(line(new Big(500), 'USD')).toBe('$500');
  });

  it('gives every digit of an exact figure, in groups of three', () => {
    expect(exactFigure(new Big('-8409085604'), 'USD')).toBe('-8,409,085,604 USD');
    expect(exactFigure(new Big('31434187683.702'), 'USD')).toBe('31,434,187,683.702 USD');
  });

  it('names periods so that no order of day and month can be mistaken', () => {
    const names = ['2026-06', '2026-Q2', '2026', '2026-06/20'].map((of) => periodName(period(of)));
    expect(names).toEqual([
      'June 2026',
      'second quarter of 2026',
      '2026',
      'first 20 days of June 2026',
    ]);
  });

  it('names days and instants with the month in letters, in UTC', () => {
    const at = instant('2026-02-04T22:05:00-05:00');
    expect(instantName(at)).toBe('5 February 2026, 03:05 UTC');
    expect([dayName(at), dayName('2026-12-31')]).toEqual(['5 February 2026', '31 December 2026']);
  });

  it('counts periods in their own measure', () => {
    const spans = ['2026-06', '2026-Q2', '2026'].map((of) => spanName(1, period(of)));
    expect(spans).toEqual(['1 month', '1 quarter', '1 year']);
    expect(spanName(3, period('2026'))).toBe('3 years');
  });
});
