import type { MetricDefinition } from './metric.ts';
import { PERCENT_DECIMALS } from './quotient.ts';
import { yearOnYear, yearReach } from './year-on-year.ts';

export const importsYoy = {
  id: 'imports-yoy',
  title: 'Imports, change on a year before',
  unit: 'percent',
  decimals: PERCENT_DECIMALS,
  definition:
    '100 · (imports / imports of the same period a year before − 1), the units pc1 of FRED; no value if the base is not positive.',
  range: { least: -100 },
  frequencies: ['M', 'Q', 'A'],
  inputs: ['imports'],
  reach: yearReach,
  compute: (read, period) => yearOnYear(read, 'imports', period),
} as const satisfies MetricDefinition;
