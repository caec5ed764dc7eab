import type { Big } from 'big.js';
import { contextWords } from '../../../shared/domain/context-words.ts';
import { periodName } from '../../../shared/domain/figures-in-words.ts';
import type { LatestMetric } from '../../../shared/domain/latest.ts';
import type { MetricId } from '../../../shared/domain/metrics/metric-id.ts';
import { isBalance } from '../../../shared/domain/threshold-in-words.ts';
import { inPeriod, shown, shownDistance } from '../words.ts';

/** The newest value of a metric, which there is. */
type Valued = LatestMetric & { readonly value: Big };

export function hasValue(latest: LatestMetric | undefined): latest is Valued {
  return latest !== undefined && latest.value !== null;
}

/** A balance as the deficit or surplus that it is: `Deficit`, and `$61.1bn`. */
export function figureWords(
  metric: MetricId,
  value: Big,
  unit: string,
): { name: string; amount: string } {
  if (!isBalance(metric)) return { name: '', amount: shown(value, unit) };
  const name = value.lt(0) ? 'Deficit' : 'Surplus';
  return { name: value.eq(0) ? 'Balance' : name, amount: shown(value.abs(), unit) };
}

/** How the newest value stands to the one before: `$2.6bn wider than in the twelve months to May 2026`; nothing without one. */
export function changeWords(metric: MetricId, { value, previous, unit }: Valued): string {
  if (!previous) return '';
  const when = inPeriod(previous.period, metric);
  if (value.eq(previous.value)) return `as ${when}`;
  if (isBalance(metric)) return balanceChange(value, previous.value, unit, when);
  const direction = value.gt(previous.value) ? 'up' : 'down';
  const distance = shownDistance(value.minus(previous.value), unit);
  return `${direction} ${distance} from ${shown(previous.value, unit)} ${when}`;
}

function balanceChange(value: Big, previous: Big, unit: string, when: string): string {
  if (value.times(previous).lte(0)) {
    const side = previous.lt(0) ? 'a deficit' : 'a surplus';
    return `from ${side} of ${shown(previous.abs(), unit)} ${when}`;
  }
  const distance = value.abs().minus(previous.abs());
  return `${shownDistance(distance, unit)} ${distance.gt(0) ? 'wider' : 'narrower'} than ${when}`;
}

/** What makes the value news: `widest deficit since September 2022`. */
export function contextOfFinding(metric: MetricId, { period, value, context }: Valued): string {
  return context ? contextWords(metric, { period, value }, context, periodName) : '';
}
