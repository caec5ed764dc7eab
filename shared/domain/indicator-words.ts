import type { Indicator } from './indicator.ts';

interface IndicatorWords {
  readonly title: string;
  /** As it stands in a list of bases: `imports for consumption`. */
  readonly words: string;
}

/** Flows are the reporter's, from or to the partner, unless they say otherwise. */
export const INDICATOR_WORDS: Readonly<Record<Indicator, IndicatorWords>> = {
  exports: {
    title: 'Exports of goods from the reporter to the partner',
    words: 'exports',
  },
  imports: {
    title: 'Imports of goods of the reporter from the partner (general imports)',
    words: 'imports',
  },
  'imports-for-consumption': {
    title: 'Imports cleared for consumption, customs value: the base on which duty is levied',
    words: 'imports for consumption',
  },
  'dutiable-value': {
    title: 'Customs value of the imports for consumption on which duty was due',
    words: 'dutiable imports',
  },
  duties: {
    title: 'Calculated duties on imports for consumption, at the rates of entry, before refunds',
    words: 'duties',
  },
  'total-exports': {
    title: 'Exports of goods from the reporter to the whole world',
    words: 'total exports',
  },
  'total-imports': {
    title: 'Imports of goods of the reporter from the whole world',
    words: 'total imports',
  },
  'mirror-exports': {
    title: 'Exports of goods from the partner to the reporter, as the partner states them',
    words: "the partner's exports",
  },
  'mirror-imports': {
    title: 'Imports of goods of the partner from the reporter, as the partner states them',
    words: "the partner's imports",
  },
  'statutory-rate': {
    title:
      "Announced country-wide tariff of the reporter on the partner's goods, day-weighted over the period",
    words: 'announced rate',
  },
  'duties-collected-gross': {
    title: 'Customs duties received by the reporter from everybody, before refunds',
    words: 'customs receipts before refunds',
  },
  'duties-refunded': {
    title: 'Customs duties that the reporter paid back',
    words: 'customs refunds',
  },
  'duties-collected': {
    title: 'Customs duties received by the reporter from everybody, less refunds',
    words: 'customs receipts less refunds',
  },
  'applied-tariff': {
    title:
      "The reporter's applied tariff, mean over products weighted by imports, from tariff schedules",
    words: 'applied tariff',
  },
  gdp: {
    title: 'Gross domestic product of the reporter at current prices',
    words: "the reporter's GDP",
  },
  'gdp-per-capita': {
    title: 'Gross domestic product per person of the reporter at current prices',
    words: "the reporter's GDP per person",
  },
  'partner-gdp': {
    title: 'Gross domestic product of the partner at current prices',
    words: "the partner's GDP",
  },
  'working-days': {
    title: 'Days on which the customs of the reporter worked, Saturdays counted half',
    words: 'working days',
  },
  'partner-gdp-per-capita': {
    title: 'Gross domestic product per person of the partner at current prices',
    words: "the partner's GDP per person",
  },
};
