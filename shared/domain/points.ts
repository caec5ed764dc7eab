import type { MetricValue } from './metrics/metric.ts';
import type { Point } from './rules/judgement.ts';

/** The values there are; missing ones are left out. */
export function pointsOf(values: readonly MetricValue[]): Point[] {
  return values.flatMap(({ period, outcome, inputs }): Point[] => {
    if (outcome.value === null) return [];
    const composition = inputs.find((input) => input.composition !== undefined)?.composition;
    return [{ period, value: outcome.value, ...(composition && { composition }) }];
  });
}
