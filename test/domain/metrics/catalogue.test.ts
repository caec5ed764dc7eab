import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INDICATORS, type Indicator } from '../../../shared/domain/indicator.ts';
import { computeMetrics, METRICS, metricsFor } from '../../../shared/domain/metrics/catalogue.ts';
import {
  evaluate,
  type FullFrequency,
  type MetricValue,
} from '../../../shared/domain/metrics/metric.ts';
import { metricIdSchema } from '../../../shared/domain/metrics/metric-id.ts';
import type { Vintage } from '../../../shared/domain/observation.ts';
import { period, stepsBetween, windowEndingAt } from '../../../shared/domain/period.ts';
import { seriesOf } from '../../../shared/domain/series.ts';
import { assertLaw } from '../../support/law.ts';
import { amountsFrom, said, vintagesOf } from '../../support/observations.ts';

const ALL = Object.values(METRICS);
const EVERY_INDICATOR = Object.keys(INDICATORS) as Indicator[];

/** Every indicator, for three years of months, quarters and years. */
function everything(): Vintage[] {
  const amounts = {
    ...amountsFrom(
      '2023-01',
      Array.from({ length: 36 }, (_, index) => 100 + index),
    ),
    ...amountsFrom(
      '2023-Q1',
      Array.from({ length: 12 }, (_, index) => 300 + index),
    ),
    ...amountsFrom('2023', [1200, 1300, 1400]),
  };
  // No two alike, so that no difference is nothing.
  return EVERY_INDICATOR.flatMap((indicator, more) =>
    vintagesOf({
      [indicator]: Object.fromEntries(
        Object.entries(amounts).map(([of, amount]) => [of, Number(amount) + more]),
      ),
    }),
  );
}

function lines(values: readonly MetricValue[]): string[] {
  return values.map((value) => `${value.metric} ${value.period} ${said(value)}`);
}

describe('the catalogue of metrics', () => {
  it('holds each metric under its own id', () => {
    expect(Object.keys(METRICS)).toEqual(ALL.map((metric) => metric.id));
  });

  it('defines each in one sentence', () => {
    for (const { definition } of ALL) expect(definition).toMatch(/^[^.]*.*\S\.$/);
  });

  it('says what metrics there are to whoever asks for another', () => {
    expect(metricIdSchema.parse('balance-12m')).toBe('balance-12m');
    const message = metricIdSchema.safeParse('happiness').error?.issues[0]?.message;
    expect(message).toBe(`must be one of ${Object.keys(METRICS).join(', ')}`);
  });

  it('has metrics over twelve months for months only', () => {
    expect(metricsFor('M').map(({ id }) => id)).toEqual(
      ALL.filter(({ frequencies }) => frequencies[0] === 'M').map(({ id }) => id),
    );
    for (const frequency of ['Q', 'A'] as const) {
      const ids = metricsFor(frequency).map((metric) => metric.id);
      expect(ids.filter((id) => id.endsWith('-12m'))).toEqual([]);
      expect(ids).toContain('effective-tariff-rate');
    }
    expect(metricsFor('Q').map(({ id }) => id)).toContain('balance-ytd');
    expect(metricsFor('A').map(({ id }) => id)).not.toContain('balance-ytd');
  });

  it('computes every metric of every period it is asked for, period after period', () => {
    const values = computeMetrics(seriesOf(everything()), [period('2025-06'), period('2025')]);
    expect(values.map((value) => `${value.period} ${value.metric}`)).toEqual([
      ...metricsFor('M').map(({ id }) => `2025-06 ${id}`),
      ...metricsFor('A').map(({ id }) => `2025 ${id}`),
    ]);
    expect(values.every((value) => value.outcome.value !== null)).toBe(true);
  });

  it('computes of a part of a month what is of working days, and of nothing else', () => {
    const series = seriesOf(
      vintagesOf({ exports: { '2025-06/20': 1 }, imports: { '2025-06/20': 1 } }),
    );
    const values = computeMetrics(series, series.periods('P'));
    expect(values.map(({ metric }) => metric)).toEqual(metricsFor('P').map(({ id }) => id));
    expect(values.every(({ metric }) => metric.includes('per-working-day'))).toBe(true);
    for (const { id } of metricsFor('M')) {
      expect(said(evaluate(METRICS[id], series, period('2025-06/20')))).toBe('partial-period');
    }
  });

  it('computes the same whatever the order of the vintages', () => {
    const vintages = everything();
    const months = windowEndingAt(period('2025-12'), 36);
    const expected = lines(computeMetrics(seriesOf(vintages), months));
    assertLaw(
      fc.property(fc.shuffledSubarray(vintages, { minLength: vintages.length }), (shuffled) => {
        expect(lines(computeMetrics(seriesOf(shuffled), months))).toEqual(expected);
      }),
    );
  });

  it.each([
    ['M', '2025-12'],
    ['Q', '2025-Q4'],
    ['A', '2025'],
  ] as const)(
    'for %s reads its own inputs only, each once, and exactly as far back as its reach',
    (frequency: FullFrequency, end) => {
      for (const value of computeMetrics(seriesOf(everything()), [period(end)])) {
        const { inputs, reach } = METRICS[value.metric];
        const steps = value.inputs.map((input) => stepsBetween(input.period, period(end)));
        expect(Math.max(...steps)).toBe(reach(frequency));
        expect(Math.min(...steps)).toBe(0);
        expect([...new Set(value.inputs.map((input) => input.indicator))].sort()).toEqual(
          [...inputs].sort(),
        );
        expect(new Set(value.inputs).size).toBe(value.inputs.length);
      }
    },
  );

  it('rounds as it says', () => {
    for (const value of computeMetrics(seriesOf(everything()), [period('2025-11')])) {
      const { decimals, unit } = METRICS[value.metric];
      if (decimals !== null) {
        const usual: Record<string, number> = {
          USD: 0,
          percent: 4,
          'percentage points': 4,
          ratio: 6,
        };
        expect(decimals).toBe(usual[unit]);
      }
      const shown = said(value).split('.')[1] ?? '';
      expect(shown.length).toBeLessThanOrEqual(decimals ?? 0);
    }
  });
});
