import type { MetricDefinition } from './metric.ts';
import { observed } from './observed.ts';

export const dutiesCollectedGross = {
  id: 'duties-collected-gross',
  title: 'Customs duties received before refunds',
  unit: 'USD',
  decimals: null,
  definition:
    'Customs duties received in the month before refunds (US Treasury, Monthly Treasury Statement, table 4); cash, from goods of every origin.',
  caveat: 'Not by partner, and not of the month in which the goods came.',
  range: { least: 0 },
  frequencies: ['M'],
  inputs: ['duties-collected-gross'],
  reach: () => 0,
  compute: (read, period) => observed(read('duties-collected-gross', period)),
} as const satisfies MetricDefinition;
