import { describe, expect, it } from 'vitest';
import {
  indicatorMeasure,
  metricMeasure,
  readingsOf,
} from '../../../../functions/query/charts/readings.ts';
import { seriesOf } from '../../../../shared/domain/series.ts';
import { historyOf } from '../../../support/charts.ts';
import { amountsFrom, vintagesOf } from '../../../support/observations.ts';

const LATER = { knownAt: '2026-03-01T00:00:00Z', print: 2, run: 'run-2' };

const balance = metricMeasure('balance');

describe('readings', () => {
  it('begin with the first value and have no hole, a period of which nothing is known saying so', () => {
    const vintages = vintagesOf({
      exports: { '2024-12': 1, '2025-01': 5, '2025-03': 7 },
      imports: { '2025-01': 2, '2025-03': 3 },
    });
    const readings = readingsOf(historyOf(vintages), balance, 'M');

    expect(readings.map(({ period, value, reason }) => [period, Number(value), reason])).toEqual([
      ['2025-01', 3, null],
      ['2025-02', 0, 'not-published'],
      ['2025-03', 4, null],
    ]);
    expect(readings[1]?.value).toBeNull();
  });

  it('end with the last period of which anything is known, and not where only other figures go on', () => {
    const vintages = vintagesOf({
      exports: { '2025-01': 5, '2025-02': 5 },
      imports: { '2025-01': 2 },
      duties: { '2025-03': 1 },
    });
    const readings = readingsOf(historyOf(vintages), balance, 'M');

    expect(readings.map(({ period, reason }) => [period, reason])).toEqual([
      ['2025-01', null],
      ['2025-02', 'denominator-missing'],
    ]);
  });

  it('are none where the frequency has no value', () => {
    expect(readingsOf(historyOf(vintagesOf({ exports: { '2025-01': 1 } })), balance, 'A')).toEqual(
      [],
    );
    expect(readingsOf(historyOf([]), balance, 'M')).toEqual([]);
  });

  it('tell the first print of a figure that was restated, and when it was known', () => {
    const vintages = [
      ...vintagesOf({
        exports: { '2025-01': 10, '2025-02': 10 },
        imports: { '2025-01': 4, '2025-02': 4 },
      }),
      ...vintagesOf({ imports: { '2025-02': 9 } }, LATER),
    ];
    const [january, february] = readingsOf(historyOf(vintages), balance, 'M');

    expect(january?.first).toBeNull();
    expect(Number(february?.value)).toBe(1);
    expect(Number(february?.first?.value)).toBe(6);
    expect(february?.first?.knownAt).toBe('2026-01-29T13:30:00.000Z');
    expect(february?.knownAt).toBe('2026-03-01T00:00:00.000Z');
  });

  it('tell the first print of a sum of which one month was restated, as it was when its last month came', () => {
    const vintages = [
      ...vintagesOf({
        exports: amountsFrom(
          '2025-01',
          Array.from({ length: 12 }, () => 10),
        ),
        imports: amountsFrom(
          '2025-01',
          Array.from({ length: 12 }, () => 1),
        ),
      }),
      ...vintagesOf({ imports: { '2025-03': 5 } }, LATER),
    ];
    const [december] = readingsOf(historyOf(vintages), metricMeasure('balance-12m'), 'M');

    expect([Number(december?.value), Number(december?.first?.value)]).toEqual([104, 108]);
  });

  it('tell no first print where a restatement came back to it, nor where a gap was filled late', () => {
    const restatedBack = [
      ...vintagesOf({ exports: { '2025-01': 10 } }),
      ...vintagesOf({ exports: { '2025-01': 12 } }, { ...LATER, knownAt: '2026-02-01T00:00:00Z' }),
      ...vintagesOf({ exports: { '2025-01': 10 } }, { ...LATER, print: 3 }),
    ];
    const lateFill = [
      ...vintagesOf({ exports: { '2025-01': 10 } }),
      ...vintagesOf({ imports: { '2025-01': 4 } }, { knownAt: '2026-03-01T00:00:00Z' }),
    ];

    expect(
      readingsOf(historyOf(restatedBack), indicatorMeasure('exports'), 'M')[0]?.first,
    ).toBeNull();
    expect(readingsOf(historyOf(lateFill), balance, 'M')[0]?.first).toBeNull();
  });

  it('know nothing that was not known at the instant of the history', () => {
    const early = vintagesOf({ exports: { '2025-01': 10 } });
    const all = [...early, ...vintagesOf({ exports: { '2025-01': 12 } }, LATER)];
    const then = { series: seriesOf(early), vintages: early };

    expect(Number(readingsOf(then, indicatorMeasure('exports'), 'M')[0]?.value)).toBe(10);
    expect(Number(readingsOf(historyOf(all), indicatorMeasure('exports'), 'M')[0]?.value)).toBe(12);
  });
});
