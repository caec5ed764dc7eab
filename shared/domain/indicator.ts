import * as z from './zod.ts';

/** What an amount is counted in. */
export const UNITS = ['USD', 'USD per person', 'percent', 'days'] as const;
export type Unit = (typeof UNITS)[number];

/** What a source may observe about a pair. */
interface IndicatorDefinition {
  readonly title: string;
  readonly unit: Unit;
  /** As it stands in a list of bases: `imports for consumption`. */
  readonly words: string;
  /** Whether the figure can be below zero, as receipts net of refunds can. */
  readonly signed?: true;
}

/** Flows are the reporter's, from or to the partner, unless they say otherwise. */
export const INDICATORS = {
  exports: {
    title: 'Exports of goods from the reporter to the partner',
    unit: 'USD',
    words: 'exports',
  },
  imports: {
    title: 'Imports of goods of the reporter from the partner (general imports)',
    unit: 'USD',
    words: 'imports',
  },
  'imports-for-consumption': {
    title: 'Imports cleared for consumption, customs value: the base on which duty is levied',
    unit: 'USD',
    words: 'imports for consumption',
  },
  'dutiable-value': {
    title: 'Customs value of the imports for consumption on which duty was due',
    unit: 'USD',
    words: 'dutiable imports',
  },
  duties: {
    title: 'Calculated duties on imports for consumption, at the rates of entry, before refunds',
    unit: 'USD',
    words: 'duties',
  },
  'total-exports': {
    title: 'Exports of goods from the reporter to the whole world',
    unit: 'USD',
    words: 'total exports',
  },
  'total-imports': {
    title: 'Imports of goods of the reporter from the whole world',
    unit: 'USD',
    words: 'total imports',
  },
  'mirror-exports': {
    title: 'Exports of goods from the partner to the reporter, as the partner states them',
    unit: 'USD',
    words: "the partner's exports",
  },
  'mirror-imports': {
    title: 'Imports of goods of the partner from the reporter, as the partner states them',
    unit: 'USD',
    words: "the partner's imports",
  },
  'statutory-rate': {
    title:
      "Announced country-wide tariff of the reporter on the partner's goods, day-weighted over the period",
    unit: 'percent',
    words: 'announced rate',
  },
  'duties-collected-gross': {
    title: 'Customs duties received by the reporter from everybody, before refunds',
    unit: 'USD',
    words: 'customs receipts before refunds',
  },
  'duties-refunded': {
    title: 'Customs duties that the reporter paid back',
    unit: 'USD',
    words: 'customs refunds',
  },
  'duties-collected': {
    title: 'Customs duties received by the reporter from everybody, less refunds',
    unit: 'USD',
    words: 'customs receipts less refunds',
    signed: true,
  },
  'applied-tariff': {
    title:
      "The reporter's applied tariff, mean over products weighted by imports, from tariff schedules",
    unit: 'percent',
    words: 'applied tariff',
  },
  gdp: {
    title: 'Gross domestic product of the reporter at current prices',
    unit: 'USD',
    words: "the reporter's GDP",
  },
  'gdp-per-capita': {
    title: 'Gross domestic product per person of the reporter at current prices',
    unit: 'USD per person',
    words: "the reporter's GDP per person",
  },
  'partner-gdp': {
    title: 'Gross domestic product of the partner at current prices',
    unit: 'USD',
    words: "the partner's GDP",
  },
  'working-days': {
    title: 'Days on which the customs of the reporter worked, Saturdays counted half',
    unit: 'days',
    words: 'working days',
  },
  'partner-gdp-per-capita': {
    title: 'Gross domestic product per person of the partner at current prices',
    unit: 'USD per person',
    words: "the partner's GDP per person",
  },
} as const satisfies Record<string, IndicatorDefinition>;

export type Indicator = keyof typeof INDICATORS;

/** What is known of an indicator, as the same shape for all of them. */
export function definitionOf(indicator: Indicator): IndicatorDefinition {
  return INDICATORS[indicator];
}

export const indicatorSchema = z.enum(
  Object.keys(INDICATORS) as [Indicator, ...Indicator[]],
  `must be one of ${Object.keys(INDICATORS).join(', ')}`,
);

/**
 * What a figure stands on: the valuation of a flow (IMTS 2010, chapter 4), or how it was arrived at. Never subtract across bases
 * without saying so.
 */
export const basisSchema = z.enum([
  'CIF',
  'FOB',
  'FAS',
  'customs value',
  'calculated duty',
  'cash',
  'tariff ledger',
  'tariff schedule',
  'current prices',
  'calendar',
]);
export type Basis = z.infer<typeof basisSchema>;
