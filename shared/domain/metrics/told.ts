import type { Indicator } from '../indicator.ts';
import type { MetricDefinition } from './metric.ts';

/** What every pair is watched for: of these a missing one is told with its reason. */
const FLOWS: readonly Indicator[] = ['exports', 'imports'];

/**
 * Whether a metric is told of a pair of which these indicators are known at all: where it has any of the inputs, and all of those
 * that are no plain flow. A pair that nobody gives duties for has no effective tariff to be missing.
 */
export function isTold(
  { inputs }: Pick<MetricDefinition, 'inputs'>,
  known: ReadonlySet<Indicator>,
): boolean {
  return (
    inputs.some((input) => known.has(input)) &&
    inputs.every((input) => FLOWS.includes(input) || known.has(input))
  );
}
