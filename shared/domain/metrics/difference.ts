import type { Big } from 'big.js';
import type { MetricOutcome } from './metric.ts';

/** Minuend less subtrahend, exact; a missing minuend is reported as the numerator, a subtrahend as the denominator. */
export function difference(minuend: Big | undefined, subtrahend: Big | undefined): MetricOutcome {
  if (minuend === undefined) return { value: null, reason: 'numerator-missing' };
  if (subtrahend === undefined) return { value: null, reason: 'denominator-missing' };
  return { value: minuend.minus(subtrahend) };
}
