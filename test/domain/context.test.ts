import { Big } from 'big.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Context, contextOf, type Point } from '../../shared/domain/context.ts';
import { contextWords } from '../../shared/domain/context-words.ts';
import type { MetricId } from '../../shared/domain/metrics/metric-id.ts';
import { type Period, period } from '../../shared/domain/period.ts';
import { assertLaw } from '../support/law.ts';
import { amountsFrom } from '../support/observations.ts';

function history(amounts: Record<string, number | string | undefined>): Point[] {
  return Object.entries(amounts).flatMap(([text, amount]) =>
    amount === undefined ? [] : [{ period: period(text), value: new Big(amount) }],
  );
}

function last(points: readonly Point[]): Point {
  const point = points.at(-1);
  if (point === undefined) throw new Error('a history needs a point');
  return point;
}

function contextOfLast(points: readonly Point[]): Context {
  return contextOf(points, last(points).period);
}

function words(metric: MetricId, amounts: Record<string, number | string | undefined>): string {
  const points = history(amounts);
  return contextWords(metric, last(points), contextOfLast(points));
}

/** Histories with gaps and with many equal values. */
const histories = fc
  .array(fc.option(fc.integer({ min: -5, max: 5 }), { nil: undefined, freq: 6 }), { maxLength: 30 })
  .map((amounts) => history(amountsFrom('2023-01', [...amounts, 0])))
  .chain((points) => fc.tuple(fc.constant(points), fc.constantFrom(...points)));

describe('the context of a value', () => {
  it('is taken on the side of its history where the value lies', () => {
    const points = history({ '2022': 50, '2023': 10, '2024': 90, '2025': 30 });
    expect(contextOfLast(points)).toEqual({
      direction: 'lowest',
      rank: { place: 2, of: 4 },
      since: '2023',
      recordSince: '2022',
      streak: { direction: 'falling', length: 1 },
      percentile: 37.5,
    });
  });

  it('is a record where no earlier value was as extreme', () => {
    const context = contextOfLast(history({ '2023': 1, '2024': 2, '2025': 3 }));
    expect(context).toMatchObject({ direction: 'highest', since: null, rank: { place: 1, of: 3 } });
  });

  it('is since an equal value, not since a more extreme one before it', () => {
    const context = contextOfLast(
      history({ '2021': 9, '2022': 5, '2023': 1, '2024': 2, '2025': 5 }),
    );
    expect(context).toMatchObject({ direction: 'highest', since: '2022', rank: { place: 2 } });
  });

  it('counts a streak over consecutive periods only', () => {
    const rising = amountsFrom('2025-01', [5, 1, 2, 3]);
    expect(contextOfLast(history(rising)).streak).toEqual({ direction: 'rising', length: 2 });
    const broken = amountsFrom('2025-01', [1, undefined, 2, 3]);
    expect(contextOfLast(history(broken)).streak).toEqual({ direction: 'rising', length: 1 });
    const alone = amountsFrom('2025-01', [1, undefined, 2]);
    expect(contextOfLast(history(alone)).streak).toBeNull();
    expect(contextOfLast(history({ '2024': 2, '2025': 2 })).streak).toBeNull();
  });

  it('counts the years of a streak, too', () => {
    const context = contextOfLast(history({ '2022': 4, '2023': 3, '2024': 2, '2025': 1 }));
    expect(context.streak).toEqual({ direction: 'falling', length: 3 });
  });

  it('needs a value for the period', () => {
    expect(() => contextOf(history({ '2024': 1 }), period('2025'))).toThrow('got none for: 2025');
  });

  it('never depends on what came later', () => {
    assertLaw(
      fc.property(histories, ([points, { period: at }]) => {
        const until = points.filter((point) => point.period <= at);
        expect(contextOf(points, at)).toEqual(contextOf(until, at));
      }),
    );
  });

  it('agrees with a scan back through the history', () => {
    assertLaw(
      fc.property(histories, ([points, { period: at, value }]) => {
        const context = contextOf(points, at);
        const asExtreme = (point: Point) =>
          context.direction === 'lowest' ? point.value.lte(value) : point.value.gte(value);
        const more = (point: Point) => asExtreme(point) && !point.value.eq(value);
        const earlier = points.filter((point) => point.period < at);
        let since: Period | null = null;
        for (const point of earlier) if (asExtreme(point)) since = point.period;
        expect(context.since).toBe(since);
        expect(context.rank).toEqual({
          place: earlier.filter(more).length + 1,
          of: earlier.length + 1,
        });
        expect(context.recordSince).toBe(points[0]?.period);
      }),
    );
  });

  it('turns about when every value changes its sign', () => {
    assertLaw(
      fc.property(histories, ([points, { period: at }]) => {
        const context = contextOf(points, at);
        const mirrored = contextOf(
          points.map((point) => ({ ...point, value: point.value.neg() })),
          at,
        );
        // Each is rounded to one decimal.
        expect(Math.abs(mirrored.percentile + context.percentile - 100)).toBeLessThan(0.11);
        if (context.percentile === 50) return;
        expect(mirrored.direction).not.toBe(context.direction);
        expect(mirrored.since).toBe(context.since);
        expect(mirrored.rank).toEqual(context.rank);
        expect(mirrored.streak?.length).toBe(context.streak?.length);
      }),
    );
  });
});

describe('the context in words', () => {
  it('says a lower balance is a wider deficit, and a higher one a narrower', () => {
    const back = { '2022-09': -9, '2022-10': -2, '2022-11': -4, '2022-12': -3 };
    expect(words('balance', { ...back, '2023-01': -8 })).toBe('widest deficit since 2022-09');
    const wide = { '2022-09': -1, '2022-10': -7, '2022-11': -6, '2022-12': -5 };
    expect(words('balance-12m', { ...wide, '2023-01': -2 })).toBe(
      'narrowest deficit since 2022-09',
    );
  });

  it('says a higher balance is a wider surplus, and a lower one a narrower', () => {
    const back = { '2022-09': 9, '2022-10': 2, '2022-11': 4, '2022-12': 3 };
    expect(words('balance', { ...back, '2023-01': 8 })).toBe('widest surplus since 2022-09');
    const wide = { '2022-09': 1, '2022-10': 7, '2022-11': 6, '2022-12': 5 };
    expect(words('balance-ytd', { ...wide, '2023-01': 2 })).toBe('narrowest surplus since 2022-09');
  });

  it('speaks of neither where the balance is nought, nor of a change or a ratio', () => {
    expect(words('balance', { '2023': -2, '2024': -1, '2025': 0 })).toMatch(/^highest on record/);
    const falling = { '2003': -5, '2004': 1, '2005': 2, '2006': -4 };
    expect(words('balance-change-yoy', falling)).toBe('lowest since 2003');
    expect(words('normalised-balance', falling)).toBe('lowest since 2003');
  });

  it('says where the record begins', () => {
    expect(words('effective-tariff-rate', amountsFrom('2024-10', [2, 1, 3]))).toBe(
      'highest on record, which begins 2024-10',
    );
    expect(words('balance', { '2025-01': -5 })).toBe('first on record');
  });

  it('gives the rank where the value just before was already as extreme', () => {
    expect(words('balance', amountsFrom('2020', [3, 4, 5, -9, -8, -7]))).toBe(
      '3rd widest deficit among 6 values on record',
    );
    expect(words('balance', amountsFrom('2020', [-9, -8, -7, 3, -2]))).toBe(
      '2nd highest balance among 5 values on record',
    );
    expect(words('duties', amountsFrom('2020', [1, 2, 2]))).toBe(
      'joint highest on record, which begins 2020',
    );
    const many = Array.from({ length: 60 }, (_, index) => index);
    const eleventh = amountsFrom('2020-01', [...many.slice(0, 40), 60, 61, 62, 63, 64, 65, 66, 67]);
    expect(words('duties', { ...eleventh, '2024-01': 68, '2024-02': 69, '2024-03': 59 })).toBe(
      '11th highest among 51 values on record',
    );
  });

  it("repeats the news of January 2020: Korea's deficit with Japan, the lowest since 2003", () => {
    // Korea International Trade Association, as reported by Yonhap (2020-01-26), Pulse (2019-07-08) and
    // BusinessKorea (2019-11-18): 2003, 2010 (the widest ever), 2018 and 2019, in US dollars.
    const deficits = {
      '2003': '-19037000000',
      '2010': '-36120000000',
      '2018': '-24080000000',
      '2019': '-19163000000',
    };
    expect(words('balance', deficits)).toBe('narrowest deficit since 2003');
  });
});
