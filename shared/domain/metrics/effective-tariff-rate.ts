import type { MetricDefinition } from './metric.ts';
import { PERCENT_DECIMALS, percentage } from './quotient.ts';

export const effectiveTariffRate = {
  id: 'effective-tariff-rate',
  title: 'Effective tariff rate',
  unit: 'percent',
  decimals: PERCENT_DECIMALS,
  definition:
    '100 · calculated duties / imports for consumption at customs value, goods that enter free of duty included in the denominator (Yale Budget Lab, tariff-etr-eval).',
  caveat:
    'Duties as calculated at entry: before refunds, and without antidumping and countervailing deposits.',
  range: { least: 0 },
  frequencies: ['M', 'Q', 'A'],
  inputs: ['duties', 'imports-for-consumption'],
  reach: () => 0,
  compute: (read, period) => {
    const duties = read('duties', period);
    return percentage(duties, read('imports-for-consumption', period));
  },
} as const satisfies MetricDefinition;
