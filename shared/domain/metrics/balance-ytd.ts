import { yearToDate } from '../period.ts';
import { difference } from './difference.ts';
import type { FullFrequency, MetricDefinition } from './metric.ts';
import { ofCompleteSums, windowSum } from './window-sum.ts';

const PERIODS_AFTER_THE_FIRST: Record<FullFrequency, number> = { M: 11, Q: 3, A: 0 };

export const balanceYtd = {
  id: 'balance-ytd',
  title: 'Trade balance, year to date',
  unit: 'USD',
  decimals: null,
  definition:
    'The sum of the trade balances from January, or from the first quarter, to the period; no value if any of them is missing.',
  caveat: 'It starts anew each January: compare it with the same period of another year only.',
  frequencies: ['M', 'Q'],
  inputs: ['exports', 'imports'],
  reach: (frequency) => PERIODS_AFTER_THE_FIRST[frequency],
  compute: (read, period) => {
    const window = yearToDate(period);
    const exports = windowSum(read, 'exports', window);
    return ofCompleteSums(exports, windowSum(read, 'imports', window), difference);
  },
} as const satisfies MetricDefinition;
