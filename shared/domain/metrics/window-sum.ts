import { Big } from 'big.js';
import type { Indicator } from '../indicator.ts';
import { type Period, windowEndingAt } from '../period.ts';
import type { MetricOutcome, Read } from './metric.ts';
import { wholeNumber } from './whole-number.ts';

/** How far back the first of twelve months lies from the last. */
export const TWELVE_MONTHS_REACH = 11;

const GAP: MetricOutcome = { value: null, reason: 'gap-in-window' };
const ZERO = new Big(0);

// A window depends on nothing but its last month, and five metrics ask for the same ones.
const windows = new Map<Period, readonly Period[]>();

/** The twelve consecutive months of which `end` is the last. */
export function twelveMonthsTo(end: Period): readonly Period[] {
  const known = windows.get(end);
  if (known !== undefined) return known;
  const window = windowEndingAt(end, TWELVE_MONTHS_REACH + 1);
  windows.set(end, window);
  return window;
}

/** The sum over a window, exact; undefined when any period of it is unknown. */
export function windowSum(
  read: Read,
  indicator: Indicator,
  window: readonly Period[],
): Big | undefined {
  let wholes = 0n;
  let fractions = ZERO;
  let complete = true;
  for (const period of window) {
    // Reads on after a gap, so that the lineage of a null is what is known, wherever the gap lies.
    const value = read(indicator, period);
    if (value === undefined) {
      complete = false;
      continue;
    }
    const whole = wholeNumber(value);
    if (whole === null) fractions = fractions.plus(value);
    else wholes += whole;
  }
  return complete ? fractions.plus(new Big(wholes)) : undefined;
}

/** A sum as an outcome: a gap where there is none. */
export function completeSum(sum: Big | undefined): MetricOutcome {
  return sum === undefined ? GAP : { value: sum };
}

/** Combines two sums over one window, provided that both are complete. */
export function ofCompleteSums(
  first: Big | undefined,
  second: Big | undefined,
  combine: (first: Big, second: Big) => MetricOutcome,
): MetricOutcome {
  return first === undefined || second === undefined ? GAP : combine(first, second);
}
