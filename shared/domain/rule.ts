import {
  isOfParts,
  METRIC_FREQUENCIES,
  type MetricId,
  metricIdSchema,
} from './metrics/metric-id.ts';
import { pairSchema } from './pair.ts';
import * as z from './zod.ts';

const threshold = z.number().check(z.refine(Number.isFinite, 'must be a finite number'));

/**
 * What makes a rule fire. Levels (`above`, `below`) go on firing until the clearing threshold is passed; a change and a
 * record are events of one period.
 */
export const conditionSchema = z.union(
  [
    z.strictObject({ above: threshold }),
    z.strictObject({ below: threshold }),
    z.strictObject({ changesBy: threshold.check(z.positive()) }),
    z.strictObject({
      record: z.enum(['high', 'low']),
      years: z.int().check(z.minimum(1), z.maximum(100)),
    }),
  ],
  'must be {"above": 10}, {"below": -60000000000}, {"changesBy": 5} or {"record": "low", "years": 5}',
);
export type Condition = z.infer<typeof conditionSchema>;

export const SEVERITIES = ['info', 'warning', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

const ruleIdSchema = z
  .string()
  .check(z.regex(/^[a-z0-9][a-z0-9-]{1,62}$/, 'must be 2 to 63 of a-z, 0-9 and hyphen'));

/** A rule as an operator writes it. Thresholds are in the unit of the metric: dollars, percent, ratio. */
export const ruleSchema = z
  .strictObject({
    id: ruleIdSchema,
    pair: pairSchema,
    metric: metricIdSchema,
    /** Which of the pair's series is judged: months unless it says years. */
    frequency: z._default(z.enum(['M', 'A']), 'M'),
    fires: conditionSchema,
    /** Where a level stops firing; the firing threshold itself where it is left out. */
    clears: z.optional(threshold),
    severity: z._default(z.enum(SEVERITIES), 'info'),
    note: z.optional(z.string().check(z.maxLength(500))),
  })
  .check((context) => {
    const { fires, clears, metric, frequency } = context.value;
    const faults = {
      metric: isOfParts(metric)
        ? `must be of whole periods: ${metric} is of the first days of months, which no rule is judged on`
        : undefined,
      clears: clearingFault(fires, clears),
      frequency: frequencyFault(metric, frequency),
    };
    for (const [member, message] of Object.entries(faults)) {
      if (!message) continue;
      context.issues.push({ code: 'custom', path: [member], message, input: context.value });
    }
  });
export type RuleDefinition = z.infer<typeof ruleSchema>;

/** A rule with its place in its own history; a change of any field is a new version. */
export interface Rule extends RuleDefinition {
  readonly version: number;
  /**
   * The version with which it was made, brought back after it had been retired, or moved to its pair: what came before is no
   * memory of it.
   */
  readonly inForceSince: number;
  /** A retired rule is kept for the alerts that name it, and judged no more. */
  readonly retired: boolean;
}

/** A definition as the version after another one, or the first. */
export function nextVersion(before: Rule | undefined, definition: RuleDefinition): Rule {
  const version = (before?.version ?? 0) + 1;
  const goesOn = before !== undefined && !before.retired && before.pair === definition.pair;
  return {
    ...definition,
    version,
    retired: false,
    inForceSince: goesOn ? before.inForceSince : version,
  };
}

/** A rule on a series that is never computed would never be judged. */
function frequencyFault(metric: MetricId, frequency: 'M' | 'A'): string | undefined {
  const defined: readonly string[] = METRIC_FREQUENCIES[metric];
  if (defined.includes(frequency) || isOfParts(metric)) return undefined;
  return `must be a frequency that ${metric} is computed for: ${defined.join(', ')}`;
}

function clearingFault(fires: Condition, clears: number | undefined): string | undefined {
  if (clears === undefined) return undefined;
  if ('above' in fires && clears > fires.above) return 'must not lie above the firing threshold';
  if ('below' in fires && clears < fires.below) return 'must not lie below the firing threshold';
  if ('above' in fires || 'below' in fires) return undefined;
  return 'belongs to above and below only; a change and a record are events and do not clear';
}
