import type { Big } from 'big.js';
import type { MetricOutcome } from './metric.ts';

/** A metric that is an observation as it stands. */
export function observed(value: Big | undefined): MetricOutcome {
  return value === undefined ? { value: null, reason: 'numerator-missing' } : { value };
}
