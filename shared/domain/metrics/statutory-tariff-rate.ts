import type { MetricDefinition } from './metric.ts';
import { observed } from './observed.ts';

export const statutoryTariffRate = {
  id: 'statutory-tariff-rate',
  title: 'Announced tariff rate',
  unit: 'percent',
  decimals: null,
  definition:
    "Mean over the days of the month of the reporter's announced additional tariffs on goods of the partner in general, or of the sector that a pair of some goods is of (tariff ledger); rounded to four decimals, half to even.",
  caveat:
    'As announced: a rate with the base rate in it is counted whole, because what is left of it differs by product. Exempt goods are not taken out, and duties on other sectors and lists of products are not in it. Duties that a court voids end with the ruling, also where they were collected some days longer or are paid back.',
  frequencies: ['M'],
  inputs: ['statutory-rate'],
  reach: () => 0,
  compute: (read, period) => observed(read('statutory-rate', period)),
} as const satisfies MetricDefinition;
