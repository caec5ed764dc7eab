import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { METRICS } from '../../../shared/domain/metrics/catalogue.ts';
import { evaluate } from '../../../shared/domain/metrics/metric.ts';
import { type Period, period, windowEndingAt } from '../../../shared/domain/period.ts';
import { seriesOf } from '../../../shared/domain/series.ts';
import { assertLaw } from '../../support/law.ts';
import { amountsFrom, vintagesOf } from '../../support/observations.ts';

const exports = vintagesOf(
  { exports: { '2025-05': 1, '2025-06': 2 } },
  { knownAt: '2025-08-05T12:30:00Z', source: 'us-census' },
);
const imports = vintagesOf(
  { imports: { '2025-05': 3, '2025-06': 4 }, duties: { '2025-06': 5 } },
  { knownAt: '2025-08-20T12:30:00Z', source: 'un-comtrade', status: 'provisional' },
);

function read(of: readonly { indicator: string; period: Period }[]): string[] {
  return of.map((input) => `${input.indicator} ${input.period}`);
}

describe('a metric with what went into it', () => {
  it('names exactly the observations it was computed from, as they were known', () => {
    const value = evaluate(METRICS.balance, seriesOf([...exports, ...imports]), period('2025-06'));
    expect(value).toMatchObject({ metric: 'balance', period: '2025-06' });
    expect(value.inputs).toEqual([exports[1], imports[1]]);
  });

  it('was known when the last of them was, is as certain as the least certain, and cites each source once', () => {
    const series = seriesOf([...exports, ...imports]);
    expect(evaluate(METRICS.balance, series, period('2025-06'))).toMatchObject({
      knownAt: '2025-08-20T12:30:00.000Z',
      status: 'provisional',
      sources: ['un-comtrade', 'us-census'],
    });
    const estimated = vintagesOf({ exports: { '2025-06': 2 } }, { status: 'estimated' });
    expect(
      evaluate(METRICS.balance, seriesOf([...estimated, ...imports]), period('2025-06')).status,
    ).toBe('estimated');
    expect(evaluate(METRICS['exports-12m'], series, period('2025-06')).status).toBe('final');
  });

  it('beside a null names what is known of its inputs, wherever the gap lies', () => {
    assertLaw(
      fc.property(fc.nat({ max: 11 }), (missing) => {
        const amounts = Array.from({ length: 12 }, (_, index) =>
          index === missing ? undefined : 1,
        );
        const series = seriesOf(vintagesOf({ exports: amountsFrom('2025-01', amounts) }));
        const { inputs } = evaluate(METRICS['exports-12m'], series, period('2025-12'));
        expect(inputs).toHaveLength(11);
      }),
    );
    const half = evaluate(METRICS.balance, seriesOf(imports), period('2025-06'));
    expect(read(half.inputs)).toEqual(['imports 2025-06']);
  });

  it('has neither instant, status nor source where nothing went in', () => {
    expect(evaluate(METRICS.balance, seriesOf([]), period('2025-06'))).toEqual({
      metric: 'balance',
      period: '2025-06',
      outcome: { value: null, reason: 'not-published' },
      inputs: [],
      knownAt: null,
      status: null,
      sources: [],
    });
  });

  it('is null for a part of a month, even where everything about it is known', () => {
    const flash = vintagesOf({ exports: { '2025-06/20': 1 }, imports: { '2025-06/20': 1 } });
    expect(evaluate(METRICS.balance, seriesOf(flash), period('2025-06/20')).outcome).toEqual({
      value: null,
      reason: 'partial-period',
    });
  });

  it('is refused for a frequency it is not defined for', () => {
    expect(() => evaluate(METRICS['balance-12m'], seriesOf([]), period('2025'))).toThrow(
      'balance-12m is defined for M periods, got: 2025',
    );
  });

  it('reads each of the twelve months of both flows once', () => {
    const months = amountsFrom(
      '2025-01',
      Array.from({ length: 12 }, () => 1),
    );
    const series = seriesOf(vintagesOf({ exports: months, imports: months }));
    const { inputs } = evaluate(METRICS['cover-ratio-12m'], series, period('2025-12'));
    const window = windowEndingAt(period('2025-12'), 12);
    expect(read(inputs)).toEqual([
      ...window.map((month) => `exports ${month}`),
      ...window.map((month) => `imports ${month}`),
    ]);
  });
});
