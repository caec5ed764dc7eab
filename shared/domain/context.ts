import type { Big } from 'big.js';
import { type Period, shift } from './period.ts';

/** A value of a history; a history is of one metric and one frequency, earliest first, without nulls. */
export interface Point {
  readonly period: Period;
  readonly value: Big;
}

/** What makes a value news: how it stands among its own history up to then. Later values never matter. */
export interface Context {
  /** The side of its history on which the value lies: the lowest where the percentile is below 50. */
  readonly direction: 'lowest' | 'highest';
  /** Place 1 is the most extreme in that direction; equals share a place. `of` counts the value itself. */
  readonly rank: { readonly place: number; readonly of: number };
  /** The latest earlier period whose value was at least as extreme; null when none on record was. */
  readonly since: Period | null;
  /** The first period on record. */
  readonly recordSince: Period;
  /** For how many periods in a row, without a gap, it has moved one way; null when it has not moved. */
  readonly streak: { readonly direction: 'rising' | 'falling'; readonly length: number } | null;
  /** The percent of the history below the value, equals (itself included) counted half; 0 to 100, one decimal. */
  readonly percentile: number;
}

/** @throws Error when the history has no value for the period. */
export function contextOf(history: readonly Point[], period: Period): Context {
  const index = history.findLastIndex((point) => point.period === period);
  const current = history[index];
  const first = history[0];
  if (current === undefined || first === undefined) {
    throw new Error(`a history with a value for the period is needed, got none for: ${period}`);
  }
  const earlier = history.slice(0, index);
  const comparisons = earlier.map((point) => point.value.cmp(current.value));
  const below = comparisons.filter((comparison) => comparison < 0).length;
  const above = comparisons.filter((comparison) => comparison > 0).length;
  const of = earlier.length + 1;
  const direction = below < above ? 'lowest' : 'highest';
  const sinceIndex = comparisons.findLastIndex((comparison) =>
    direction === 'lowest' ? comparison <= 0 : comparison >= 0,
  );
  return {
    direction,
    rank: { place: (direction === 'lowest' ? below : above) + 1, of },
    since: earlier[sinceIndex]?.period ?? null,
    recordSince: first.period,
    streak: streakOf([...earlier, current]),
    percentile: percentileOf(below, of - below - above, of),
  };
}

function percentileOf(below: number, equal: number, of: number): number {
  return Math.round((1000 * (below + equal / 2)) / of) / 10;
}

function streakOf(history: readonly Point[]): Context['streak'] {
  const last = movementAt(history, history.length - 1);
  if (last === 0) return null;
  let length = 1;
  while (movementAt(history, history.length - 1 - length) === last) length += 1;
  return { direction: last > 0 ? 'rising' : 'falling', length };
}

/** -1, 0 or 1 as the value fell, stayed or rose on the period just before it; 0 where that one is unknown. */
function movementAt(history: readonly Point[], index: number): number {
  const current = history[index];
  const before = history[index - 1];
  if (current === undefined || before === undefined) return 0;
  return before.period === shift(current.period, -1) ? current.value.cmp(before.value) : 0;
}
