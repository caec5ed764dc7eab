import { Big } from 'big.js';
import { describe, expect, it } from 'vitest';
import { exactFigure, figure, line, periodName } from '../../shared/domain/figures-in-words.ts';
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
});
