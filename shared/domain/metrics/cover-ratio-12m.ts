import type { MetricDefinition } from './metric.ts';
import { PERCENT_DECIMALS, percentage } from './quotient.ts';
import { ofCompleteSums, TWELVE_MONTHS_REACH, twelveMonthsTo, windowSum } from './window-sum.ts';

export const coverRatio12m = {
  id: 'cover-ratio-12m',
  title: 'Cover ratio, twelve months',
  unit: 'percent',
  decimals: PERCENT_DECIMALS,
  definition:
    '100 · exports / imports of goods, each summed over the twelve consecutive months that end with the period: the ratio of the sums, not the mean of the ratios.',
  caveat: 'Exports and imports are on different bases, as in the trade balance.',
  range: { least: 0 },
  frequencies: ['M'],
  inputs: ['exports', 'imports'],
  reach: () => TWELVE_MONTHS_REACH,
  compute: (read, period) => {
    const window = twelveMonthsTo(period);
    const exports = windowSum(read, 'exports', window);
    return ofCompleteSums(exports, windowSum(read, 'imports', window), percentage);
  },
} as const satisfies MetricDefinition;
