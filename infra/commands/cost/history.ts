import {
  lastComplete,
  seriesOfSource,
  type WatchedSeries,
} from '../../../functions/ingest/targets.ts';
import { instant } from '../../../shared/domain/observation.ts';
import { frequencyOf, periodSchema, stepsBetween } from '../../../shared/domain/period.ts';
import type { Settings } from '../../../shared/domain/settings.ts';
import { itemsOfPair, type StoredItem } from './stored-items.ts';

/** How many periods a source will have of its longest series by a day, and how many of it are stored. */
export interface History {
  readonly pairs: number;
  readonly periods: number;
  readonly stored: number;
}

export function historyOf(
  settings: Settings,
  source: string,
  items: readonly StoredItem[],
  at: Date,
): History {
  const series = seriesOfSource(settings, source);
  return {
    pairs: new Set(series.map(({ pair }) => pair)).size,
    periods: Math.max(0, ...series.map((one) => periodsOf(one, at))),
    stored: Math.max(0, ...series.map((one) => storedOf(one, items))),
  };
}

/** From the first that is wanted to the last that is over. */
export function periodsOf({ first, frequency }: WatchedSeries, at: Date): number {
  return stepsBetween(first, lastComplete(frequency, instant(at))) + 1;
}

function storedOf({ pair, frequency }: WatchedSeries, items: readonly StoredItem[]): number {
  return itemsOfPair(items, pair, 'METRIC#').filter(({ SK }) => {
    const { data: period } = periodSchema.safeParse(SK.replace('METRIC#', ''));
    return period !== undefined && frequencyOf(period) === frequency;
  }).length;
}
