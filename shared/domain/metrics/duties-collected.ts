import type { MetricDefinition } from './metric.ts';
import { observed } from './observed.ts';

export const dutiesCollected = {
  id: 'duties-collected',
  title: 'Customs duties received less refunds',
  unit: 'USD',
  decimals: null,
  definition:
    'Customs duties received in the month less those paid back in it (US Treasury, Monthly Treasury Statement, table 4); cash, from goods of every origin.',
  caveat:
    'Not by partner, and not of the month in which the goods came: beside calculated duties it says how much was really paid, weeks later. Refunds of duties that courts voided can make it negative.',
  frequencies: ['M'],
  inputs: ['duties-collected'],
  reach: () => 0,
  compute: (read, period) => observed(read('duties-collected', period)),
} as const satisfies MetricDefinition;
