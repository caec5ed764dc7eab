import type { Indicator } from '../indicator.ts';
import { type Period, yearBefore } from '../period.ts';
import type { FullFrequency, MetricOutcome, Read } from './metric.ts';
import { percentage } from './quotient.ts';

const STEPS_IN_A_YEAR: Record<FullFrequency, number> = { M: 12, Q: 4, A: 1 };

/** How many periods of a frequency lie between a period and the same one of the year before. */
export function yearReach(frequency: FullFrequency): number {
  return STEPS_IN_A_YEAR[frequency];
}

/** 100 · (value / value a year before − 1); no percent where the base is not positive. */
export function yearOnYear(read: Read, indicator: Indicator, period: Period): MetricOutcome {
  const value = read(indicator, period);
  const base = read(indicator, yearBefore(period));
  if (value === undefined) return { value: null, reason: 'numerator-missing' };
  if (base === undefined) return { value: null, reason: 'denominator-missing' };
  if (base.lte(0)) return { value: null, reason: 'zero-denominator' };
  return percentage(value.minus(base), base);
}
