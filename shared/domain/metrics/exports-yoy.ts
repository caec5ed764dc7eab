import type { MetricDefinition } from './metric.ts';
import { PERCENT_DECIMALS } from './quotient.ts';
import { yearOnYear, yearReach } from './year-on-year.ts';

export const exportsYoy = {
  id: 'exports-yoy',
  title: 'Exports, change on a year before',
  unit: 'percent',
  decimals: PERCENT_DECIMALS,
  definition:
    '100 · (exports / exports of the same period a year before − 1), the units pc1 of FRED; no value if the base is not positive.',
  range: { least: -100 },
  frequencies: ['M', 'Q', 'A'],
  inputs: ['exports'],
  reach: yearReach,
  compute: (read, period) => yearOnYear(read, 'exports', period),
} as const satisfies MetricDefinition;
