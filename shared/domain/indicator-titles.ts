import type { Indicator } from './indicator.ts';

/** What each indicator is. Flows are the reporter's, from or to the partner, unless they say otherwise. */
export const INDICATOR_TITLES: Readonly<Record<Indicator, string>> = {
  exports: 'Exports of goods from the reporter to the partner',
  imports: 'Imports of goods of the reporter from the partner (general imports)',
  'imports-for-consumption':
    'Imports cleared for consumption, customs value: the base on which duty is levied',
  'dutiable-value': 'Customs value of the imports for consumption on which duty was due',
  duties: 'Calculated duties on imports for consumption, at the rates of entry, before refunds',
  'total-exports': 'Exports of goods from the reporter to the whole world',
  'total-imports': 'Imports of goods of the reporter from the whole world',
  'mirror-exports': 'Exports of goods from the partner to the reporter, as the partner states them',
  'mirror-imports': 'Imports of goods of the partner from the reporter, as the partner states them',
  'statutory-rate':
    "Announced country-wide tariff of the reporter on the partner's goods, day-weighted over the period",
  'duties-collected-gross':
    'Customs duties received by the reporter from everybody, before refunds',
  'duties-refunded': 'Customs duties that the reporter paid back',
  'duties-collected': 'Customs duties received by the reporter from everybody, less refunds',
  'applied-tariff':
    "The reporter's applied tariff, mean over products weighted by imports, from tariff schedules",
  'bilateral-tariff':
    "The reporter's effectively applied tariff on goods of the partner, from tariff schedules, weighted by imports",
  'bilateral-imports':
    'Imports of goods of the reporter from the partner, in the statistics that its applied tariff is weighted by',
  'market-imports':
    'Imports of goods of the reporter from the whole world, in the statistics that its applied tariffs are weighted by',
  'partner-bilateral-tariff':
    "The partner's effectively applied tariff on goods of the reporter, from tariff schedules, weighted by imports",
  'partner-bilateral-imports':
    'Imports of goods of the partner from the reporter, in the statistics that its applied tariff is weighted by',
  'partner-market-imports':
    'Imports of goods of the partner from the whole world, in the statistics that its applied tariffs are weighted by',
  gdp: 'Gross domestic product of the reporter at current prices',
  'gdp-per-capita': 'Gross domestic product per person of the reporter at current prices',
  'partner-gdp': 'Gross domestic product of the partner at current prices',
  'working-days': 'Days on which the customs of the reporter worked, Saturdays counted half',
  'partner-gdp-per-capita': 'Gross domestic product per person of the partner at current prices',
};
