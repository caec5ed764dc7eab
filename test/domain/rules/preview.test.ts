import { describe, expect, it } from 'vitest';
import type { Vintage } from '../../../shared/domain/observation.ts';
import { firedOf, warningsOf } from '../../../shared/domain/rules/preview.ts';
import { replayRule } from '../../../shared/domain/rules/replay.ts';
import { amountsFrom, vintagesOf } from '../../support/observations.ts';
import { ruleOf } from '../../support/rules.ts';

/** Exports that become known a month each on the first of the month after; nothing is imported. */
function known(from: string, amounts: readonly number[]): Vintage[] {
  return Object.entries(amountsFrom(from, amounts)).flatMap(([of, amount]) =>
    vintagesOf(
      { exports: { [of]: amount }, imports: { [of]: 0 } },
      { knownAt: new Date(Date.UTC(Number(of.slice(0, 4)), Number(of.slice(5)), 1)).toISOString() },
    ),
  );
}

function restated(of: string, amount: number, knownAt: string): Vintage[] {
  return vintagesOf({ exports: { [of]: amount } }, { knownAt, print: 2 });
}

const above = (line: number, more: object = {}) =>
  ruleOf({ metric: 'balance', fires: { above: line }, ...more });

describe('the firings of a preview', () => {
  it('have the period, when it became known, why and the value', () => {
    const replay = replayRule(above(100), known('2025-01', [50, 120, 60, 130]));

    expect(firedOf(replay.told)).toMatchObject([
      { period: '2025-02', knownAt: '2025-03-01T00:00:00.000Z', reason: 'crossed' },
      { period: '2025-04', knownAt: '2025-05-01T00:00:00.000Z', reason: 'crossed' },
    ]);
    expect(firedOf(replay.told).map(({ value }) => value.toNumber())).toEqual([120, 130]);
  });

  it('say which of them was revised away, and when', () => {
    const vintages = [
      ...known('2025-01', [50, 120, 60]),
      ...restated('2025-02', 90, '2025-06-01T00:00:00Z'),
    ];

    expect(firedOf(replayRule(above(100), vintages).told)).toMatchObject([
      { period: '2025-02', reason: 'crossed', retractedAt: '2025-06-01T00:00:00.000Z' },
    ]);
  });

  it('include what only a revision brought across the line', () => {
    const vintages = [
      ...known('2025-01', [50, 60]),
      ...restated('2025-02', 110, '2025-06-01T00:00:00Z'),
    ];

    expect(firedOf(replayRule(above(100), vintages).told)).toMatchObject([
      { period: '2025-02', reason: 'crossed-on-revision', knownAt: '2025-06-01T00:00:00.000Z' },
    ]);
  });

  it('of a late figure are told apart from a late figure that takes one back', () => {
    const late = (of: string, amount: number, knownAt: string) =>
      vintagesOf({ exports: { [of]: amount }, imports: { [of]: 0 } }, { knownAt });
    const record = ruleOf({ metric: 'balance', fires: { record: 'high', years: 1 } });
    const year = known(
      '2024-01',
      Array.from({ length: 12 }, (_, index) => 10 + index),
    );
    const vintages = [
      ...year.filter(({ period }) => period !== '2024-11'),
      ...known('2025-01', [99]),
      ...late('2024-11', 5, '2025-05-01T00:00:00Z'),
    ];

    // The year was not complete before: no record is claimed over a gap.
    expect(firedOf(replayRule(record, vintages).told)).toMatchObject([
      { period: '2025-01', reason: 'late-fill', knownAt: '2025-05-01T00:00:00.000Z' },
    ]);
  });
});

describe('a warning', () => {
  const flat = known(
    '2024-01',
    Array.from({ length: 14 }, () => 50),
  );
  const warned = (rule = above(100), vintages = flat, others = [above(7, { id: 'another' })]) =>
    warningsOf(rule, others, replayRule(rule, vintages)).map(({ warning }) => warning);

  it('is none about a rule that has something to wait for', () => {
    expect(warned()).toEqual([]);
  });

  it('is about a twin of another name, and not about itself, a retired one or another line', () => {
    expect(warned(above(100), flat, [above(100, { id: 'twin' })])).toEqual(['duplicate']);
    expect(warned(above(100), flat, [above(100)])).toEqual([]);
    expect(warned(above(100), flat, [{ ...above(100, { id: 'twin' }), retired: true }])).toEqual(
      [],
    );
    expect(warned(above(100), flat, [above(100, { id: 'twin', clears: 90 })])).toEqual([]);
  });

  it('is about a level that is firing now, and about one that nearly always is', () => {
    const twelve = (firing: number) =>
      known('2024-01', [
        ...Array.from({ length: 12 - firing }, () => 0),
        ...Array(firing).fill(50),
      ]);

    expect(warned(above(10), twelve(10))).toEqual(['fires-now']);
    expect(warned(above(10), twelve(11))).toEqual(['fires-nearly-always', 'fires-now']);
    expect(warned(above(10), known('2024-01', [...Array(12).fill(50), 0]))).toEqual([
      'fires-nearly-always',
    ]);
  });

  it('is about a change that is told in eleven months of twelve', () => {
    const change = ruleOf({ metric: 'balance', fires: { changesBy: 10 } });
    const restless = Array.from({ length: 13 }, (_, index) => (index % 2) * 50);

    expect(warned(change, known('2024-01', restless))).toEqual(['fires-nearly-always']);
  });

  it('is about a series of which nothing is known yet', () => {
    expect(warned(above(100), [])).toEqual(['not-judged-yet']);
  });
});
