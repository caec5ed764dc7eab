import type { Frequency } from '../period.ts';
import * as z from '../zod.ts';

/**
 * Every metric by its id, with the frequencies that it is computed for: what whoever names a metric needs to know. How each is
 * computed is in the catalogue, which the compiler holds against this list; naming one does not load it.
 */
export const METRIC_FREQUENCIES = {
  balance: ['M', 'Q', 'A'],
  'balance-12m': ['M'],
  'exports-12m': ['M'],
  'imports-12m': ['M'],
  'balance-ytd': ['M', 'Q'],
  'balance-change-yoy': ['M', 'Q', 'A'],
  'exports-yoy': ['M', 'Q', 'A'],
  'imports-yoy': ['M', 'Q', 'A'],
  'cover-ratio': ['M', 'Q', 'A'],
  'cover-ratio-12m': ['M'],
  'normalised-balance': ['M', 'Q', 'A'],
  duties: ['M', 'Q', 'A'],
  'effective-tariff-rate': ['M', 'Q', 'A'],
  'effective-tariff-rate-12m': ['M'],
  'dutiable-share': ['M', 'Q', 'A'],
  'tariff-on-dutiable': ['M', 'Q', 'A'],
  'statutory-tariff-rate': ['M'],
  'tariff-gap': ['M'],
  'duties-collected': ['M'],
  'duties-collected-gross': ['M'],
  'balance-share': ['M', 'Q', 'A'],
  'mirror-gap': ['M', 'Q', 'A'],
  'applied-tariff': ['A'],
  'bilateral-tariff': ['A'],
  'gdp-per-capita': ['A'],
  'gdp-per-capita-ratio': ['A'],
  'exports-per-working-day': ['P'],
  'imports-per-working-day': ['P'],
  'exports-per-working-day-yoy': ['P'],
  'imports-per-working-day-yoy': ['P'],
} as const satisfies Record<string, readonly Frequency[]>;

export type MetricId = keyof typeof METRIC_FREQUENCIES;

/** Whether a metric is of parts of months, which no other metric is of: it has a series of its own and no rules. */
export function isOfParts(metric: MetricId): boolean {
  const frequencies: readonly Frequency[] = METRIC_FREQUENCIES[metric];
  return frequencies.includes('P');
}

export const metricIdSchema = z.enum(
  Object.keys(METRIC_FREQUENCIES) as [MetricId, ...MetricId[]],
  `must be one of ${Object.keys(METRIC_FREQUENCIES).join(', ')}`,
);
