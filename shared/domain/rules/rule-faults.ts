import type { Indicator } from '../indicator.ts';
import { METRICS } from '../metrics/catalogue.ts';
import type { MetricDefinition } from '../metrics/metric.ts';
import type { Condition, RuleDefinition } from '../rule.ts';

/** Why a rule that reads well can never do anything. */
export interface RuleFault {
  readonly member: 'pair' | 'metric' | 'frequency' | 'fires';
  /** What it must be: `must be one of the pairs: US-KR`. */
  readonly rule: string;
}

/** What is given of the watched pairs: the indicators that their sources have, by frequency. */
export type GivenIndicators = Readonly<
  Record<string, Partial<Record<'M' | 'A', ReadonlySet<Indicator>>>>
>;

/** The first thing by which a rule is never judged, or never fires; undefined where it may. */
export function ruleFault(
  { pair, metric, frequency, fires }: RuleDefinition,
  given: GivenIndicators,
): RuleFault | undefined {
  const ofPair = given[pair];
  if (!ofPair) {
    return { member: 'pair', rule: `must be one of the pairs: ${Object.keys(given).join(', ')}` };
  }
  const indicators = ofPair[frequency];
  if (!indicators) {
    return {
      member: 'frequency',
      rule: `must be a frequency that ${pair} has a source for (months where it is left out)`,
    };
  }
  const definition: MetricDefinition = METRICS[metric];
  const missing = definition.inputs.filter((input) => !indicators.has(input));
  if (missing.length > 0) {
    return {
      member: 'metric',
      rule: `must be a metric that the sources of ${pair} can give: they have no ${missing.join(', ')}`,
    };
  }
  const never = neverFires(fires, definition);
  return never ? { member: 'fires', rule: `${never}, or it never fires` } : undefined;
}

function neverFires(fires: Condition, { id, range = {} }: MetricDefinition): string | undefined {
  const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = range;
  if ('above' in fires && fires.above >= most) {
    return `must be below ${most}, which ${id} is at most`;
  }
  if ('below' in fires && fires.below <= least) {
    return `must be above ${least}, which ${id} is at least`;
  }
  if ('changesBy' in fires && fires.changesBy > most - least) {
    return `must not be more than ${most - least}, from one end of ${id} to the other`;
  }
  return undefined;
}
