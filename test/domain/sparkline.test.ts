import { Big } from 'big.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Point } from '../../shared/domain/context.ts';
import { period, shift, stepsBetween } from '../../shared/domain/period.ts';
import { sparklineOf } from '../../shared/domain/sparkline.ts';
import { assertLaw } from '../support/law.ts';
import { amountsFrom } from '../support/observations.ts';

function history(from: string, amounts: readonly (number | undefined)[]): Point[] {
  return Object.entries(amountsFrom(from, amounts)).flatMap(([text, amount]) =>
    amount === undefined ? [] : [{ period: period(text), value: new Big(amount) }],
  );
}

describe('a sparkline', () => {
  it('draws the lowest value at the bottom and the highest at the top, whatever their signs', () => {
    expect(sparklineOf(history('2026-01', [1, 2, 3, 4, 5, 6, 7, 8]))?.text).toBe('▁▂▃▄▅▆▇█');
    expect(sparklineOf(history('2026-01', [-61, -58, -50]))?.text).toBe('▁▃█');
    expect(sparklineOf(history('2020', [-1, 0, 1]))?.text).toBe('▁▅█');
  });

  it('shows a gap as a gap', () => {
    expect(sparklineOf(history('2026-01', [1, undefined, undefined, 2]))?.text).toBe('▁··█');
  });

  it('draws a series that does not move in the middle', () => {
    expect(sparklineOf(history('2026-01', [3, 3]))?.text).toBe('▄▄');
  });

  it('says between which periods it lies and between which figures it moves, the latest of each', () => {
    const { low, high, ...ends } = sparklineOf(history('2026-01', [2, 1, 5, 1, 5, 2])) ?? {};
    expect(ends).toMatchObject({ from: '2026-01', to: '2026-06' });
    expect([low?.period, low?.value.toNumber()]).toEqual(['2026-04', 1]);
    expect([high?.period, high?.value.toNumber()]).toEqual(['2026-05', 5]);
  });

  it('is of the last 24 periods and of no extreme before them', () => {
    const line = sparklineOf(history('2020-01', [99, -99, ...Array(24).fill(1)]));
    expect(line).toMatchObject({ text: '▄'.repeat(24), from: '2020-03', to: '2022-02' });
    const years = sparklineOf(history('1990', Array(30).fill(1)));
    expect(years).toMatchObject({ from: '1996', to: '2019' });
  });

  it('is nothing of nothing', () => {
    expect(sparklineOf([])).toBeUndefined();
  });

  const histories = fc
    .array(fc.option(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), { nil: undefined }), {
      maxLength: 60,
    })
    .map((amounts) => [...amounts, 0n])
    .map((amounts) =>
      amounts.flatMap((amount, index): Point[] =>
        amount === undefined
          ? []
          : [{ period: shift(period('2015-01'), index), value: new Big(amount) }],
      ),
    );

  it('has one character a period and bounds that hold all it shows, of which both are drawn', () => {
    assertLaw(
      fc.property(histories, (points) => {
        const line = sparklineOf(points);
        if (!line) throw new Error('there is a point');
        const shown = points.filter((point) => point.period >= line.from);
        expect([...line.text]).toHaveLength(stepsBetween(line.from, line.to) + 1);
        expect(line.text.length).toBeLessThanOrEqual(24);
        expect(line.text.replaceAll('·', '')).toHaveLength(shown.length);
        for (const { value } of shown) {
          expect(value.gte(line.low.value) && value.lte(line.high.value)).toBe(true);
        }
        if (!line.low.value.eq(line.high.value)) expect(line.text).toMatch(/▁.*█|█.*▁/);
      }),
    );
  });

  it('never draws a higher value lower', () => {
    assertLaw(
      fc.property(histories, (points) => {
        const line = sparklineOf(points);
        const drawn = points
          .filter((point) => point.period >= (line?.from ?? ''))
          .map(({ value }, index) => ({
            value,
            level: line?.text.replaceAll('·', '')[index] ?? '',
          }))
          .sort((a, b) => a.value.cmp(b.value));
        const levels = drawn.map(({ level }) => level);
        expect(levels).toEqual([...levels].sort());
      }),
    );
  });
});
