// Calculated duties and imports for consumption: US Census Bureau through ETRX, CC BY 4.0 (HS chapters 98 and 99 left out).
// Announced rates: shared/sources/tariff-ledger.csv, with the instrument and citation of each.
import { readFileSync } from 'node:fs';
import { Big } from 'big.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Indicator } from '../../../shared/domain/indicator.ts';
import { METRICS } from '../../../shared/domain/metrics/catalogue.ts';
import { evaluate } from '../../../shared/domain/metrics/metric.ts';
import type { MetricId } from '../../../shared/domain/metrics/metric-id.ts';
import { pair } from '../../../shared/domain/pair.ts';
import { period } from '../../../shared/domain/period.ts';
import { seriesOf } from '../../../shared/domain/series.ts';
import { announcedRate, entriesFor } from '../../../shared/domain/tariff-ledger.ts';
import { readTariffLedger } from '../../../shared/sources/tariff-ledger-csv.ts';
import { assertLaw } from '../../support/law.ts';
import { dollars, said, vintagesOf } from '../../support/observations.ts';

type Stated = Partial<Record<Indicator, number | string>>;

function value(metric: MetricId, stated: Stated, of = '2025-06'): string {
  const amounts = Object.entries(stated).map(([indicator, amount]) => [
    indicator,
    { [of]: amount },
  ]);
  const series = seriesOf(vintagesOf(Object.fromEntries(amounts)));
  return said(evaluate(METRICS[metric], series, period(of)));
}

/** What the shipped ledger says of goods from Korea in a month, as known at the end of it all. */
function announced(of: string): string {
  const ledger = readTariffLedger(
    readFileSync(new URL('../../../shared/sources/tariff-ledger.csv', import.meta.url), 'utf8'),
  );
  const rate = announcedRate(entriesFor(ledger, pair('US-KR')), period(of), '2026-11-25');
  return rate?.value.toFixed() ?? '';
}

describe('the gap between what was announced for goods from Korea and what is collected', () => {
  it.each([
    [
      'September 2025, when more was collected than announced',
      '2025-09',
      '1442807908',
      '9439641065',
      '15.2846',
      '-0.2846',
    ],
    ['November 2025 as first known', '2025-11', '1159932188', '8348134828', '13.8945', '1.1055'],
    ['November 2025 as revised', '2025-11', '712221022', '8348134828', '8.5315', '6.4685'],
    [
      'February 2026, with four days without a rate',
      '2026-02',
      '988491442',
      '11318216614',
      '8.7336',
      '3.2307',
    ],
  ])('in %s', (_, of, duties, imports, effective, gap) => {
    const stated = { duties, 'imports-for-consumption': imports };

    expect(value('effective-tariff-rate', stated, of)).toBe(effective);
    expect(value('tariff-gap', { ...stated, 'statutory-rate': announced(of) }, of)).toBe(gap);
  });

  it('is the announced rate less the effective one, to the last digit', () => {
    const stated = fc.record({
      'statutory-rate': fc.integer({ min: 0, max: 1_450_000 }).map((n) => (n / 10_000).toFixed(4)),
      duties: dollars,
      'imports-for-consumption': dollars.filter((amount) => amount > 0),
    });
    assertLaw(
      fc.property(stated, (all) => {
        const rate = new Big(value('statutory-tariff-rate', all));
        const effective = value('effective-tariff-rate', all);
        expect(value('tariff-gap', all)).toBe(rate.minus(effective).toString());
      }),
    );
  });
});

describe('a gap that is not known', () => {
  const all = { 'statutory-rate': 15, duties: 1, 'imports-for-consumption': 10 };

  it.each<[missing: string, Stated, reason: string]>([
    ['the announced rate', { ...all, 'statutory-rate': undefined }, 'numerator-missing'],
    ['the duties', { ...all, duties: undefined }, 'denominator-missing'],
    ['the imports', { ...all, 'imports-for-consumption': undefined }, 'denominator-missing'],
  ])('for want of %s says so', (_, stated, reason) => {
    expect(value('tariff-gap', JSON.parse(JSON.stringify(stated)))).toBe(reason);
  });

  it('because nothing was imported says so', () => {
    expect(value('tariff-gap', { ...all, 'imports-for-consumption': 0 })).toBe('zero-denominator');
  });
});

it('the announced rate is told as it was observed', () => {
  expect(value('statutory-tariff-rate', { 'statutory-rate': '11.9643' })).toBe('11.9643');
  expect(value('statutory-tariff-rate', { duties: 1 })).toBe('numerator-missing');
});
