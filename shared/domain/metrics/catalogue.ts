import { type Frequency, frequencyOf, type Period } from '../period.ts';
import type { ObservationSeries } from '../series.ts';
import { appliedTariff } from './applied-tariff.ts';
import { balance } from './balance.ts';
import { balance12m } from './balance-12m.ts';
import { balanceChangeYoy } from './balance-change-yoy.ts';
import { balanceShare } from './balance-share.ts';
import { balanceYtd } from './balance-ytd.ts';
import { bilateralTariff } from './bilateral-tariff.ts';
import { coverRatio } from './cover-ratio.ts';
import { coverRatio12m } from './cover-ratio-12m.ts';
import { dutiableShare } from './dutiable-share.ts';
import { duties } from './duties.ts';
import { dutiesCollected } from './duties-collected.ts';
import { dutiesCollectedGross } from './duties-collected-gross.ts';
import { effectiveTariffRate } from './effective-tariff-rate.ts';
import { effectiveTariffRate12m } from './effective-tariff-rate-12m.ts';
import { exports12m } from './exports-12m.ts';
import { exportsPerWorkingDay } from './exports-per-working-day.ts';
import { exportsPerWorkingDayYoy } from './exports-per-working-day-yoy.ts';
import { exportsYoy } from './exports-yoy.ts';
import { gdpPerCapita } from './gdp-per-capita.ts';
import { gdpPerCapitaRatio } from './gdp-per-capita-ratio.ts';
import { imports12m } from './imports-12m.ts';
import { importsPerWorkingDay } from './imports-per-working-day.ts';
import { importsPerWorkingDayYoy } from './imports-per-working-day-yoy.ts';
import { importsYoy } from './imports-yoy.ts';
import { evaluate, type MetricDefinition, type MetricValue } from './metric.ts';
import type { METRIC_FREQUENCIES, MetricId } from './metric-id.ts';
import { mirrorGap } from './mirror-gap.ts';
import { normalisedBalance } from './normalised-balance.ts';
import { statutoryTariffRate } from './statutory-tariff-rate.ts';
import { tariffGap } from './tariff-gap.ts';
import { tariffOnDutiable } from './tariff-on-dutiable.ts';
import { toldOf } from './told.ts';

/** Every metric that is computed from the observations of one pair, in the order in which it is shown. */
export const METRICS = {
  balance,
  'balance-12m': balance12m,
  'exports-12m': exports12m,
  'imports-12m': imports12m,
  'balance-ytd': balanceYtd,
  'balance-change-yoy': balanceChangeYoy,
  'exports-yoy': exportsYoy,
  'imports-yoy': importsYoy,
  'cover-ratio': coverRatio,
  'cover-ratio-12m': coverRatio12m,
  'normalised-balance': normalisedBalance,
  duties,
  'effective-tariff-rate': effectiveTariffRate,
  'effective-tariff-rate-12m': effectiveTariffRate12m,
  'dutiable-share': dutiableShare,
  'tariff-on-dutiable': tariffOnDutiable,
  'statutory-tariff-rate': statutoryTariffRate,
  'tariff-gap': tariffGap,
  'duties-collected': dutiesCollected,
  'duties-collected-gross': dutiesCollectedGross,
  'balance-share': balanceShare,
  'mirror-gap': mirrorGap,
  'applied-tariff': appliedTariff,
  'bilateral-tariff': bilateralTariff,
  'gdp-per-capita': gdpPerCapita,
  'gdp-per-capita-ratio': gdpPerCapitaRatio,
  'exports-per-working-day': exportsPerWorkingDay,
  'imports-per-working-day': importsPerWorkingDay,
  'exports-per-working-day-yoy': exportsPerWorkingDayYoy,
  'imports-per-working-day-yoy': importsPerWorkingDayYoy,
} as const satisfies {
  readonly [Id in MetricId]: MetricDefinition<Id> & {
    readonly frequencies: (typeof METRIC_FREQUENCIES)[Id];
  };
};

const ALL: readonly MetricDefinition<MetricId>[] = Object.values(METRICS);

const BY_FREQUENCY: Record<Frequency, readonly MetricDefinition<MetricId>[]> = {
  M: definedFor('M'),
  Q: definedFor('Q'),
  A: definedFor('A'),
  P: definedFor('P'),
};

/** The metrics of a period; a part of a month has none of those of the month. */
export function metricsFor(frequency: Frequency): readonly MetricDefinition<MetricId>[] {
  return BY_FREQUENCY[frequency];
}

/** Every metric of every period given: period after period, each in the order of the catalogue. */
export function computeMetrics(
  series: ObservationSeries,
  periods: Iterable<Period>,
): MetricValue[] {
  return evaluateAll(series, periods, () => true);
}

/** Every metric of which the pair has any input at all, period after period. */
export function metricValues(series: ObservationSeries): Map<MetricId, MetricValue[]> {
  const told = new Set(ALL.filter(toldOf(series)));
  const periods = series.frequencies().flatMap((frequency) => series.periods(frequency));
  const values = evaluateAll(series, periods, (definition) => told.has(definition));
  return Map.groupBy(values, ({ metric }) => metric);
}

function evaluateAll(
  series: ObservationSeries,
  periods: Iterable<Period>,
  isWanted: (definition: MetricDefinition<MetricId>) => boolean,
): MetricValue[] {
  const values: MetricValue[] = [];
  for (const period of periods) {
    for (const definition of metricsFor(frequencyOf(period))) {
      if (isWanted(definition)) values.push(evaluate(definition, series, period));
    }
  }
  return values;
}

function definedFor(frequency: Frequency): readonly MetricDefinition<MetricId>[] {
  return ALL.filter(({ frequencies }) => (frequencies as readonly Frequency[]).includes(frequency));
}
