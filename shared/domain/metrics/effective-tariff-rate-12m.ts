import type { MetricDefinition } from './metric.ts';
import { PERCENT_DECIMALS, percentage } from './quotient.ts';
import { ofCompleteSums, TWELVE_MONTHS_REACH, twelveMonthsTo, windowSum } from './window-sum.ts';

export const effectiveTariffRate12m = {
  id: 'effective-tariff-rate-12m',
  title: 'Effective tariff rate, twelve months',
  unit: 'percent',
  decimals: PERCENT_DECIMALS,
  definition:
    '100 · calculated duties / imports for consumption, each summed over the twelve consecutive months that end with the period: the ratio of the sums, not the mean of the rates.',
  caveat:
    'Duties as calculated at entry: before refunds, and without antidumping and countervailing deposits.',
  range: { least: 0 },
  frequencies: ['M'],
  inputs: ['duties', 'imports-for-consumption'],
  reach: () => TWELVE_MONTHS_REACH,
  compute: (read, period) => {
    const window = twelveMonthsTo(period);
    const duties = windowSum(read, 'duties', window);
    return ofCompleteSums(duties, windowSum(read, 'imports-for-consumption', window), percentage);
  },
} as const satisfies MetricDefinition;
