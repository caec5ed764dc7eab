import type { MetricDefinition } from './metric.ts';
import { completeSum, TWELVE_MONTHS_REACH, twelveMonthsTo, windowSum } from './window-sum.ts';

export const imports12m = {
  id: 'imports-12m',
  title: 'Imports, twelve months',
  unit: 'USD',
  decimals: null,
  definition:
    'The sum of the imports of goods of the twelve consecutive months that end with the period; no value if any of them is missing.',
  range: { least: 0 },
  frequencies: ['M'],
  inputs: ['imports'],
  reach: () => TWELVE_MONTHS_REACH,
  compute: (read, period) => completeSum(windowSum(read, 'imports', twelveMonthsTo(period))),
} as const satisfies MetricDefinition;
