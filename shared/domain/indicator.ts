import * as z from './zod.ts';

/** What an amount is counted in. */
export const UNITS = ['USD', 'USD per person', 'percent', 'days'] as const;
export type Unit = (typeof UNITS)[number];

interface IndicatorDefinition {
  readonly unit: Unit;
  /** Whether the figure can be below zero, as receipts net of refunds can. */
  readonly signed?: true;
}

/** What a source may observe about a pair; what each means is told in indicator-titles.ts. */
export const INDICATORS = {
  exports: { unit: 'USD' },
  imports: { unit: 'USD' },
  'imports-for-consumption': { unit: 'USD' },
  'dutiable-value': { unit: 'USD' },
  duties: { unit: 'USD' },
  'total-exports': { unit: 'USD' },
  'total-imports': { unit: 'USD' },
  'mirror-exports': { unit: 'USD' },
  'mirror-imports': { unit: 'USD' },
  'statutory-rate': { unit: 'percent' },
  'duties-collected-gross': { unit: 'USD' },
  'duties-refunded': { unit: 'USD' },
  'duties-collected': { unit: 'USD', signed: true },
  'applied-tariff': { unit: 'percent' },
  'bilateral-tariff': { unit: 'percent' },
  'bilateral-imports': { unit: 'USD' },
  'market-imports': { unit: 'USD' },
  'partner-bilateral-tariff': { unit: 'percent' },
  'partner-bilateral-imports': { unit: 'USD' },
  'partner-market-imports': { unit: 'USD' },
  gdp: { unit: 'USD' },
  'gdp-per-capita': { unit: 'USD per person' },
  'partner-gdp': { unit: 'USD' },
  'working-days': { unit: 'days' },
  'partner-gdp-per-capita': { unit: 'USD per person' },
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
