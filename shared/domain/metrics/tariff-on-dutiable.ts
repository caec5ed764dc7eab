import type { MetricDefinition } from './metric.ts';
import { PERCENT_DECIMALS, percentage } from './quotient.ts';

export const tariffOnDutiable = {
  id: 'tariff-on-dutiable',
  title: 'Tariff rate on dutiable goods',
  unit: 'percent',
  decimals: PERCENT_DECIMALS,
  definition:
    '100 · calculated duties / customs value of the imports on which duty was due (Yale Budget Lab, tariff-etr-eval).',
  caveat:
    'It leaves out the goods that enter free of duty, and so stands above the effective tariff rate.',
  range: { least: 0 },
  frequencies: ['M', 'Q', 'A'],
  inputs: ['duties', 'dutiable-value'],
  reach: () => 0,
  compute: (read, period) => {
    const duties = read('duties', period);
    return percentage(duties, read('dutiable-value', period));
  },
} as const satisfies MetricDefinition;
