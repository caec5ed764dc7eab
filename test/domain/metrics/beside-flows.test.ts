import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Indicator } from '../../../shared/domain/indicator.ts';
import { METRICS } from '../../../shared/domain/metrics/catalogue.ts';
import { evaluate } from '../../../shared/domain/metrics/metric.ts';
import type { MetricId } from '../../../shared/domain/metrics/metric-id.ts';
import type { Vintage } from '../../../shared/domain/observation.ts';
import { period } from '../../../shared/domain/period.ts';
import { seriesOf } from '../../../shared/domain/series.ts';
import { assertLaw } from '../../support/law.ts';
import { dollars, said, vintagesOf } from '../../support/observations.ts';

type Stated = Partial<Record<Indicator, number | string>>;

function vintages(stated: Stated, of: string, basis?: 'CIF'): Vintage[] {
  const amounts = Object.entries(stated).map(([indicator, value]) => [indicator, { [of]: value }]);
  return vintagesOf(Object.fromEntries(amounts), basis && { basis });
}

function value(metric: MetricId, stated: Stated, of = '2025-06'): string {
  return said(evaluate(METRICS[metric], seriesOf(vintages(stated, of)), period(of)));
}

describe('the share of the total balance', () => {
  const totals = { 'total-exports': 100, 'total-imports': 300 };

  it('is the part of the deficit that the partner accounts for', () => {
    expect(value('balance-share', { exports: 10, imports: 60, ...totals })).toBe('25');
  });

  it('is negative where the partner sets the deficit off, and beyond 100 where others do', () => {
    expect(value('balance-share', { exports: 60, imports: 10, ...totals })).toBe('-25');
    expect(value('balance-share', { exports: 0, imports: 250, ...totals })).toBe('125');
  });

  it('has no value where the total balance is nothing or a total is unknown', () => {
    expect(
      value('balance-share', { exports: 1, imports: 2, 'total-exports': 5, 'total-imports': 5 }),
    ).toBe('zero-denominator');
    expect(value('balance-share', { exports: 1, imports: 2, 'total-exports': 5 })).toBe(
      'denominator-missing',
    );
    expect(value('balance-share', { imports: 2, ...totals })).toBe('numerator-missing');
  });
});

describe('the mirror gap', () => {
  it('takes freight and insurance out of imports CIF, and leaves other bases as they are', () => {
    const partner = vintagesOf({ 'mirror-exports': { '2025-06': 90 } }, { basis: 'FOB' });
    const gap = (imports: Vintage[]) =>
      said(evaluate(METRICS['mirror-gap'], seriesOf([...imports, ...partner]), period('2025-06')));

    expect(gap(vintages({ imports: 106 }, '2025-06', 'CIF'))).toBe('10');
    expect(gap(vintages({ imports: 106 }, '2025-06'))).toBe('16');
  });

  it('of the United States with Korea in January 2026 is 365 million the other way', () => {
    // US general imports from Korea, customs value, 11,642.0 mn (UN Comtrade); Korea's exports, 12,006,733,027 (Korea Customs).
    expect(value('mirror-gap', { imports: 11_642_000_000, 'mirror-exports': '12006733027' })).toBe(
      '-364733027',
    );
  });

  it('rounds imports to the dollar once, half to even', () => {
    assertLaw(
      fc.property(dollars, (imports) => {
        const stated = [
          ...vintages({ imports }, '2025-06', 'CIF'),
          ...vintagesOf({ 'mirror-exports': { '2025-06': 0 } }),
        ];
        const found = Number(
          said(evaluate(METRICS['mirror-gap'], seriesOf(stated), period('2025-06'))),
        );
        expect(Number.isInteger(found)).toBe(true);
        expect(Math.abs(found * 1.06 - imports)).toBeLessThanOrEqual(0.53 + imports * 1e-12);
      }),
    );
  });

  it('has no value where either side is missing', () => {
    expect(value('mirror-gap', { imports: 1 })).toBe('denominator-missing');
    expect(value('mirror-gap', { 'mirror-exports': 1 })).toBe('numerator-missing');
  });
});

describe('what is told as it was observed', () => {
  it.each([
    ['duties-collected', '2026-04', '-5000000000'],
    ['duties-collected-gross', '2025-10', '31353501081.11'],
    ['applied-tariff', '2023', '2.752'],
    ['gdp-per-capita', '2024', '36238.64'],
  ] as const)('%s of %s is %s, with every digit', (metric, of, stated) => {
    expect(value(metric, { [metric]: stated }, of)).toBe(stated);
    expect(value(metric, { exports: 1 }, of)).toBe('numerator-missing');
  });
});

it('the ratio of GDP per person is the reporter over the partner', () => {
  // World Bank, NY.GDP.PCAP.CD 2024, database of 2026-07-13: Korea 36,238.64, Japan 33,797.10.
  const stated = { 'gdp-per-capita': '36238.64', 'partner-gdp-per-capita': '33797.10' };
  expect(value('gdp-per-capita-ratio', stated, '2024')).toBe('1.072241');
  expect(value('gdp-per-capita-ratio', { 'gdp-per-capita': 1 }, '2024')).toBe(
    'denominator-missing',
  );
});
