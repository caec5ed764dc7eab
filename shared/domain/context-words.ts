import type { Context, Point } from './context.ts';
import type { MetricId } from './metrics/metric-id.ts';
import { type Period, shift } from './period.ts';

// Of these a reader says deficit and surplus. A change of a balance is neither, nor is a ratio.
const BALANCES: ReadonlySet<MetricId> = new Set(['balance', 'balance-12m', 'balance-ytd']);

// Made when the first ordinal is written: a function that has nothing to tell starts without it.
let ordinals: Intl.PluralRules | undefined;
const ORDINAL_SUFFIX: Partial<Record<Intl.LDMLPluralRule, string>> = {
  one: 'st',
  two: 'nd',
  few: 'rd',
};

/**
 * The context of a value in words: `widest deficit since 2022-09`, `lowest since 2003`,
 * `highest on record, which begins 2024-10`. Where the value just before was already as extreme there is no
 * "since" worth saying, and the rank stands in: `3rd widest deficit among 21 values on record`.
 * @param nameOf how a period is written
 */
export function contextWords(
  metric: MetricId,
  point: Point,
  context: Context,
  nameOf: (period: Period) => string = String,
): string {
  const { direction, rank, since, recordSince } = context;
  if (rank.of === 1) return 'first on record';
  const extreme = superlative(metric, point, direction);
  if (since === null) return `${extreme} on record, which begins ${nameOf(recordSince)}`;
  if (since !== shift(point.period, -1)) return `${extreme} since ${nameOf(since)}`;
  if (rank.place === 1) return `joint ${extreme} on record, which begins ${nameOf(recordSince)}`;
  // Values beyond a narrowest deficit may be surpluses, so that it is counted among balances; beside a deficit a plain `highest`
  // would be read as a wide one.
  const counted = extreme.startsWith('narrowest') ? `${direction} balance` : extreme;
  return `${ordinal(rank.place)} ${counted} among ${rank.of} values on record`;
}

function superlative(metric: MetricId, point: Point, direction: Context['direction']): string {
  const word = extremeWord(metric, point, direction);
  return word === direction ? word : `${word} ${point.value.lt(0) ? 'deficit' : 'surplus'}`;
}

/** What is lowest or highest, of a balance by its distance from zero: `widest`, `narrowest`. */
export function extremeWord(
  metric: MetricId,
  { value }: Pick<Point, 'value'>,
  direction: Context['direction'],
): string {
  if (!BALANCES.has(metric) || value.eq(0)) return direction;
  return direction === (value.lt(0) ? 'lowest' : 'highest') ? 'widest' : 'narrowest';
}

export function ordinal(place: number): string {
  ordinals ??= new Intl.PluralRules('en', { type: 'ordinal' });
  return `${place}${ORDINAL_SUFFIX[ordinals.select(place)] ?? 'th'}`;
}
