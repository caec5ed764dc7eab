import { describe, expect, it } from 'vitest';
import { basisOf } from '../../../shared/domain/metrics/basis.ts';
import { METRICS } from '../../../shared/domain/metrics/catalogue.ts';
import { evaluate } from '../../../shared/domain/metrics/metric.ts';
import type { MetricId } from '../../../shared/domain/metrics/metric-id.ts';
import type { Vintage } from '../../../shared/domain/observation.ts';
import { period } from '../../../shared/domain/period.ts';
import { seriesOf } from '../../../shared/domain/series.ts';
import { amountsFrom, vintagesOf } from '../../support/observations.ts';

function basis(metric: MetricId, vintages: readonly Vintage[], of = '2025-06'): string {
  return basisOf(evaluate(METRICS[metric], seriesOf(vintages), period(of)));
}

describe('the basis of a value', () => {
  it('is said for each flow that went in', () => {
    const us = vintagesOf({
      imports: { '2025-06': 2 },
      exports: { '2025-06': 1 },
      duties: { '2025-06': 1 },
      'imports-for-consumption': { '2025-06': 1 },
    });
    expect(basis('balance', us)).toBe('exports FAS, imports customs value');
    expect(basis('effective-tariff-rate', us)).toBe(
      'imports for consumption customs value, calculated duties',
    );
    expect(basis('duties', us)).toBe('calculated duties');
  });

  it('says where each flow comes from when they come from different sources', () => {
    const mixed = [
      ...vintagesOf({ exports: { '2025-06': 1 } }, { source: 'us-census' }),
      ...vintagesOf({ imports: { '2025-06': 2 } }, { source: 'un-comtrade', basis: 'CIF' }),
    ];
    expect(basis('balance', mixed)).toBe('exports FAS (us-census), imports CIF (un-comtrade)');
  });

  it('says every basis of a window that mixes them', () => {
    const months = amountsFrom(
      '2025-01',
      Array.from({ length: 12 }, () => 1),
    );
    const { '2025-12': december, ...others } = months;
    const mixed = [
      ...vintagesOf({ imports: others }, { basis: 'customs value' }),
      ...vintagesOf({ imports: { '2025-12': december } }, { basis: 'CIF', source: 'un-comtrade' }),
    ];
    expect(basis('imports-12m', mixed, '2025-12')).toBe(
      'imports CIF and customs value (un-comtrade, us-census)',
    );
  });

  it('is nothing where nothing went in', () => {
    expect(basis('balance', [])).toBe('');
  });
});
