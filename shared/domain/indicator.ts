import * as z from './zod.ts';

/** What a source may observe about a pair; flows are the reporter's, from or to the partner. */
export const INDICATORS = {
  exports: 'Exports of goods from the reporter to the partner',
  imports: 'Imports of goods of the reporter from the partner (general imports)',
  'imports-for-consumption':
    'Imports cleared for consumption, customs value: the base on which duty is levied',
  'dutiable-value': 'Customs value of the imports for consumption on which duty was due',
  duties: 'Calculated duties on imports for consumption, at the rates of entry, before refunds',
} as const;

export type Indicator = keyof typeof INDICATORS;

export const indicatorSchema = z.enum(
  Object.keys(INDICATORS) as [Indicator, ...Indicator[]],
  `must be one of ${Object.keys(INDICATORS).join(', ')}`,
);

/** Valuation of a flow (IMTS 2010, chapter 4). Never subtract across bases without saying so. */
export const basisSchema = z.enum(['CIF', 'FOB', 'FAS', 'customs value', 'calculated duty']);
export type Basis = z.infer<typeof basisSchema>;
