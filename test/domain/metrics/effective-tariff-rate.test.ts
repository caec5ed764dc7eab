import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { METRICS } from '../../../shared/domain/metrics/catalogue.ts';
import { evaluate } from '../../../shared/domain/metrics/metric.ts';
import type { MetricId } from '../../../shared/domain/metrics/metric-id.ts';
import { period } from '../../../shared/domain/period.ts';
import { seriesOf } from '../../../shared/domain/series.ts';
import { assertLaw } from '../../support/law.ts';
import { dollars, said, vintagesOf } from '../../support/observations.ts';

interface Entries {
  duties?: number | undefined;
  dutiable?: number | undefined;
  imports?: number | undefined;
}

function tariff(metric: MetricId, { duties, dutiable, imports }: Entries): string {
  const series = seriesOf(
    vintagesOf({
      duties: { '2025-06': duties },
      'dutiable-value': { '2025-06': dutiable },
      'imports-for-consumption': { '2025-06': imports },
      // General imports are no base of a tariff rate; they are there to be left alone.
      imports: { '2025-06': 1 },
    }),
  );
  return said(evaluate(METRICS[metric], series, period('2025-06')));
}

const entries = fc
  .tuple(dollars, dollars, dollars)
  .map((amounts) => amounts.map((amount) => amount + 1).sort((a, b) => a - b))
  .map(([duties, dutiable, imports]) => ({ duties, dutiable, imports }));

describe('the effective tariff rate', () => {
  it('divides by everything that entered for consumption, free of duty or not', () => {
    expect(tariff('effective-tariff-rate', { duties: 15, dutiable: 100, imports: 400 })).toBe(
      '3.75',
    );
    expect(tariff('tariff-on-dutiable', { duties: 15, dutiable: 100, imports: 400 })).toBe('15');
    expect(tariff('dutiable-share', { duties: 15, dutiable: 100, imports: 400 })).toBe('25');
  });

  it('is the dutiable share times the rate on dutiable goods', () => {
    assertLaw(
      fc.property(entries, (entered) => {
        const share = Number(tariff('dutiable-share', entered)) / 100;
        const rate = Number(tariff('tariff-on-dutiable', entered));
        // Half a unit of the fourth decimal of each, carried through the product.
        const rounding = 0.00005 * (1 + share) + 0.0000005 * rate + 1e-9;
        const effective = Number(tariff('effective-tariff-rate', entered));
        expect(Math.abs(effective - share * rate)).toBeLessThanOrEqual(rounding);
      }),
    );
  });

  it('is nought, not null, where nothing was dutiable, and then no rate on dutiable goods exists', () => {
    const free = { duties: 0, dutiable: 0, imports: 400 };
    expect(tariff('effective-tariff-rate', free)).toBe('0');
    expect(tariff('dutiable-share', free)).toBe('0');
    expect(tariff('tariff-on-dutiable', free)).toBe('zero-denominator');
  });

  it('says what is missing', () => {
    expect(tariff('effective-tariff-rate', { imports: 1 })).toBe('numerator-missing');
    expect(tariff('effective-tariff-rate', { duties: 1 })).toBe('denominator-missing');
    expect(tariff('effective-tariff-rate', { duties: 1, imports: 0 })).toBe('zero-denominator');
    expect(tariff('dutiable-share', { imports: 1 })).toBe('numerator-missing');
    expect(tariff('tariff-on-dutiable', { duties: 1 })).toBe('denominator-missing');
  });

  it('rests on duties, which are a metric of their own', () => {
    expect(tariff('duties', { duties: 712_221_022 })).toBe('712221022');
    expect(tariff('duties', {})).toBe('numerator-missing');
    expect(said(evaluate(METRICS.duties, seriesOf([]), period('2025-06')))).toBe('not-published');
  });
});
