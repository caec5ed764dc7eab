import type { MetricDefinition } from './metric.ts';
import { PERCENT_DECIMALS, percentage } from './quotient.ts';

export const dutiableShare = {
  id: 'dutiable-share',
  title: 'Dutiable share of imports',
  unit: 'percent',
  decimals: PERCENT_DECIMALS,
  definition:
    '100 · customs value of the imports on which duty was due / imports for consumption (Yale Budget Lab, tariff-etr-eval); the effective tariff rate is this share times the rate on dutiable goods.',
  range: { least: 0, most: 100 },
  frequencies: ['M', 'Q', 'A'],
  inputs: ['dutiable-value', 'imports-for-consumption'],
  reach: () => 0,
  compute: (read, period) => {
    const dutiable = read('dutiable-value', period);
    return percentage(dutiable, read('imports-for-consumption', period));
  },
} as const satisfies MetricDefinition;
