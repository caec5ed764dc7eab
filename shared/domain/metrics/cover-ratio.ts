import type { MetricDefinition } from './metric.ts';
import { PERCENT_DECIMALS, percentage } from './quotient.ts';

export const coverRatio = {
  id: 'cover-ratio',
  title: 'Cover ratio',
  unit: 'percent',
  decimals: PERCENT_DECIMALS,
  definition:
    '100 · exports / imports of goods, the part of the imports that the exports pay for (Mikic & Gilbert, Trade Statistics in Policymaking, ESCAP 2009).',
  caveat: 'Exports and imports are on different bases, as in the trade balance.',
  range: { least: 0 },
  frequencies: ['M', 'Q', 'A'],
  inputs: ['exports', 'imports'],
  reach: () => 0,
  compute: (read, period) => {
    const exports = read('exports', period);
    return percentage(exports, read('imports', period));
  },
} as const satisfies MetricDefinition;
