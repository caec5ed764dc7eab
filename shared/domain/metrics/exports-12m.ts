import type { MetricDefinition } from './metric.ts';
import { completeSum, TWELVE_MONTHS_REACH, twelveMonthsTo, windowSum } from './window-sum.ts';

export const exports12m = {
  id: 'exports-12m',
  title: 'Exports, twelve months',
  unit: 'USD',
  decimals: null,
  definition:
    'The sum of the exports of goods of the twelve consecutive months that end with the period; no value if any of them is missing.',
  range: { least: 0 },
  frequencies: ['M'],
  inputs: ['exports'],
  reach: () => TWELVE_MONTHS_REACH,
  compute: (read, period) => completeSum(windowSum(read, 'exports', twelveMonthsTo(period))),
} as const satisfies MetricDefinition;
