import { difference } from './difference.ts';
import type { MetricDefinition } from './metric.ts';
import { ofCompleteSums, TWELVE_MONTHS_REACH, twelveMonthsTo, windowSum } from './window-sum.ts';

export const balance12m = {
  id: 'balance-12m',
  title: 'Trade balance, twelve months',
  unit: 'USD',
  decimals: null,
  definition:
    'The sum of the trade balances of the twelve consecutive months that end with the period; no value if any of them is missing.',
  caveat: 'A sum over months carries their revisions for a year.',
  frequencies: ['M'],
  inputs: ['exports', 'imports'],
  reach: () => TWELVE_MONTHS_REACH,
  compute: (read, period) => {
    const window = twelveMonthsTo(period);
    const exports = windowSum(read, 'exports', window);
    return ofCompleteSums(exports, windowSum(read, 'imports', window), difference);
  },
} as const satisfies MetricDefinition;
