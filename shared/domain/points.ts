import type { MetricValue } from './metrics/metric.ts';
import type { Instant } from './observation.ts';
import type { Point } from './rules/judgement.ts';

/** The values there are, with what became known of each since an instant; missing ones are left out. */
export function pointsOf(values: readonly MetricValue[], since: Instant | null = null): Point[] {
  return values.flatMap((value): Point[] => {
    if (value.outcome.value === null) return [];
    const { period, outcome, inputs } = value;
    const composition = inputs.find((input) => input.composition !== undefined)?.composition;
    return [
      {
        ...{ period, value: outcome.value, newPrint: newPrint(value, since) },
        ...(composition && { composition }),
      },
    ];
  });
}

function newPrint({ inputs }: MetricValue, since: Instant | null): Point['newPrint'] {
  const fresh = inputs.filter(({ knownAt }) => since !== null && knownAt > since);
  if (fresh.length === 0) return 'none';
  return fresh.some(({ print }) => print > 1) ? 'revision' : 'first';
}
