import type { Indicator } from '../indicator.ts';
import { frequencyOf } from '../period.ts';
import type { ObservationSeries } from '../series.ts';
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

/** Which metrics are told of a pair: of parts of months by what is known of such, of whole periods by what is known of those. */
export function toldOf(
  series: ObservationSeries,
): (definition: Pick<MetricDefinition, 'inputs' | 'frequencies'>) => boolean {
  const known = { parts: new Set<Indicator>(), whole: new Set<Indicator>() };
  for (const { indicator, period } of series.observations()) {
    known[frequencyOf(period) === 'P' ? 'parts' : 'whole'].add(indicator);
  }
  return (definition) =>
    isTold(definition, definition.frequencies[0] === 'P' ? known.parts : known.whole);
}
