import type { Point } from './context.ts';
import { type Period, periodsBetween, shift } from './period.ts';

/** A series drawn in a line of text, with what it takes to read it: where it begins and ends, and between which figures it moves. */
export interface Sparkline {
  /** One character a period, `▇▅·▁`; a dot where a period has no value. */
  readonly text: string;
  readonly from: Period;
  readonly to: Period;
  /** The lowest value, and the highest; of several the latest. */
  readonly low: Point;
  readonly high: Point;
}

const PERIODS = 24;
const LEVELS = [...'▁▂▃▄▅▆▇█'];
/** A series that does not move is drawn in the middle. */
const FLAT = '▄';
const GAP = '·';

/**
 * The last 24 periods of a history of one metric and one frequency, earliest first, without nulls; fewer where it begins later.
 * Undefined for an empty one.
 */
export function sparklineOf(history: readonly Point[]): Sparkline | undefined {
  const to = history.at(-1)?.period;
  if (to === undefined) return undefined;
  const start = shift(to, 1 - PERIODS);
  // Periods of one frequency sort as text.
  const shown = history.filter(({ period }) => period >= start);
  const [first] = shown;
  if (!first) return undefined;
  const low = shown.reduce((lowest, point) => (point.value.lte(lowest.value) ? point : lowest));
  const high = shown.reduce((highest, point) => (point.value.gte(highest.value) ? point : highest));
  const byPeriod = new Map(shown.map((point) => [point.period, point]));
  const text = periodsBetween(first.period, to)
    .map((period) => levelOf(byPeriod.get(period), low, high))
    .join('');
  return { text, from: first.period, to, low: bare(low), high: bare(high) };
}

function levelOf(point: Point | undefined, low: Point, high: Point): string {
  if (!point) return GAP;
  const span = high.value.minus(low.value);
  if (span.eq(0)) return FLAT;
  const level = point.value
    .minus(low.value)
    .times(LEVELS.length - 1)
    .div(span)
    .round();
  return LEVELS[level.toNumber()] ?? GAP;
}

function bare({ period, value }: Point): Point {
  return { period, value };
}
