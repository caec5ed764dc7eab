import type { MetricDefinition } from './metric.ts';
import { observed } from './observed.ts';

export const duties = {
  id: 'duties',
  title: 'Calculated duties',
  unit: 'USD',
  decimals: null,
  definition:
    'Duties on the imports for consumption, calculated at the rates of entry (US Census Bureau, CAL_DUT).',
  caveat:
    'Not what is collected in the end: before refunds, and without antidumping and countervailing deposits.',
  range: { least: 0 },
  frequencies: ['M', 'Q', 'A'],
  inputs: ['duties'],
  reach: () => 0,
  compute: (read, period) => observed(read('duties', period)),
} as const satisfies MetricDefinition;
