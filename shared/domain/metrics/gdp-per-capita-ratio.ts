import type { MetricDefinition } from './metric.ts';
import { RATIO_DECIMALS, ratio } from './quotient.ts';

export const gdpPerCapitaRatio = {
  id: 'gdp-per-capita-ratio',
  title: 'GDP per person, reporter to partner',
  unit: 'ratio',
  decimals: RATIO_DECIMALS,
  definition:
    'Gross domestic product per person of the reporter / that of the partner, both at current prices and from one answer of one source (World Bank, NY.GDP.PCAP.CD).',
  caveat: 'At market exchange rates, so that it moves with them.',
  range: { least: 0 },
  frequencies: ['A'],
  inputs: ['gdp-per-capita', 'partner-gdp-per-capita'],
  reach: () => 0,
  compute: (read, period) => {
    const own = read('gdp-per-capita', period);
    return ratio(own, read('partner-gdp-per-capita', period));
  },
} as const satisfies MetricDefinition;
