import type { MetricDefinition } from './metric.ts';
import { observed } from './observed.ts';

export const gdpPerCapita = {
  id: 'gdp-per-capita',
  title: 'GDP per person of the reporter',
  unit: 'USD per person',
  decimals: null,
  definition:
    'Gross domestic product of the reporter per person at current prices and market exchange rates (World Bank, NY.GDP.PCAP.CD).',
  caveat: 'Whole histories are restated when national accounts are: compare years of one vintage.',
  range: { least: 0 },
  frequencies: ['A'],
  inputs: ['gdp-per-capita'],
  reach: () => 0,
  compute: (read, period) => observed(read('gdp-per-capita', period)),
} as const satisfies MetricDefinition;
