import type { MetricDefinition } from './metric.ts';

export const duties = {
  id: 'duties',
  title: 'Calculated duties',
  unit: 'USD',
  decimals: null,
  definition:
    'Duties on the imports for consumption, calculated at the rates of entry (US Census Bureau, CAL_DUT).',
  caveat:
    'Not what is collected in the end: before refunds, and without antidumping and countervailing deposits.',
  frequencies: ['M', 'Q', 'A'],
  inputs: ['duties'],
  reach: () => 0,
  compute: (read, period) => {
    const value = read('duties', period);
    return value === undefined ? { value: null, reason: 'numerator-missing' } : { value };
  },
} as const satisfies MetricDefinition;
