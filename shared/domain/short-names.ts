import type { Alert } from './alert.ts';
import type { MetricId } from './metrics/metric-id.ts';
import { frequencyOf } from './period.ts';
import { isBalance } from './threshold-in-words.ts';

/** Names short enough for a subject line, where the id in words is none. The titles would bring along how each is computed. */
const SHORT_NAMES: Partial<Record<MetricId, string>> = {
  'balance-12m': '12-month balance',
  'exports-12m': '12-month exports',
  'imports-12m': '12-month imports',
  'balance-ytd': 'balance of the year to date',
  'balance-change-yoy': 'balance on a year before',
  'exports-yoy': 'exports on a year before',
  'imports-yoy': 'imports on a year before',
  'cover-ratio-12m': '12-month cover ratio',
  'effective-tariff-rate': 'effective tariff',
  'effective-tariff-rate-12m': '12-month effective tariff',
  'tariff-on-dutiable': 'tariff on dutiable goods',
  'balance-share': 'share of the total balance',
  'gdp-per-capita': 'GDP per person',
  'gdp-per-capita-ratio': 'ratio of GDP per person',
};

const FREQUENCY_WORDS = { M: 'monthly ', Q: 'quarterly ', A: 'annual ', P: '' } as const;

/** Changes on a year before, which mean nothing without their sign. */
const YEAR_ON_YEAR: ReadonlySet<MetricId> = new Set([
  'balance-change-yoy',
  'exports-yoy',
  'imports-yoy',
]);

export function isYearOnYear({ metric }: Pick<Alert, 'metric'>): boolean {
  return YEAR_ON_YEAR.has(metric);
}

/** A metric in a few words: `12-month balance`, `effective tariff`. */
export function shortName(metric: MetricId): string {
  return SHORT_NAMES[metric] ?? metric.replaceAll('-', ' ');
}

/** How a metric of a period is called in a headline, a balance by its side: `monthly deficit`, `effective tariff`. */
export function nameInHeadline({ metric, period, value }: Alert): string {
  const short = shortName(metric);
  if (!isBalance(metric)) return short;
  const name = metric === 'balance' ? `${FREQUENCY_WORDS[frequencyOf(period)]}${short}` : short;
  return name.replace('balance', value.lt(0) ? 'deficit' : 'surplus');
}
