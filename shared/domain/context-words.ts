import type { Context, Point } from './context.ts';
import type { MetricId } from './metrics/metric-id.ts';
import { shift } from './period.ts';

// Of these a reader says deficit and surplus. A change of a balance is neither, nor is a ratio.
const BALANCES: ReadonlySet<MetricId> = new Set(['balance', 'balance-12m', 'balance-ytd']);

const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });
const ORDINAL_SUFFIX: Partial<Record<Intl.LDMLPluralRule, string>> = {
  one: 'st',
  two: 'nd',
  few: 'rd',
};

/**
 * The context of a value in words: `widest deficit since 2022-09`, `lowest since 2003`,
 * `highest on record, which begins 2024-10`. Where the value just before was already as extreme there is no
 * "since" worth saying, and the rank stands in: `3rd widest deficit among 21 values on record`.
 */
export function contextWords(metric: MetricId, point: Point, context: Context): string {
  const { direction, rank, since, recordSince } = context;
  if (rank.of === 1) return 'first on record';
  const extreme = superlative(metric, point, direction);
  if (since === null) return `${extreme} on record, which begins ${recordSince}`;
  if (since !== shift(point.period, -1)) return `${extreme} since ${since}`;
  if (rank.place === 1) return `joint ${extreme} on record, which begins ${recordSince}`;
  // Values beyond a narrowest deficit may be surpluses; only the plain word counts them rightly.
  const counted = extreme.startsWith('narrowest') ? direction : extreme;
  return `${ordinal(rank.place)} ${counted} among ${rank.of} values on record`;
}

function superlative(metric: MetricId, { value }: Point, direction: Context['direction']): string {
  if (!BALANCES.has(metric) || value.eq(0)) return direction;
  const side = value.lt(0) ? 'deficit' : 'surplus';
  const outward = direction === (value.lt(0) ? 'lowest' : 'highest');
  return `${outward ? 'widest' : 'narrowest'} ${side}`;
}

function ordinal(place: number): string {
  return `${place}${ORDINAL_SUFFIX[ordinals.select(place)] ?? 'th'}`;
}
