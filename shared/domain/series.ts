import type { Indicator } from './indicator.ts';
import type { Vintage } from './observation.ts';
import type { Pair } from './pair.ts';
import { comparePeriods, type Frequency, frequencyOf, type Period } from './period.ts';

/** A pair's observations as known at one instant, one per indicator and period; it never changes. */
export interface ObservationSeries {
  find(indicator: Indicator, period: Period): Vintage | undefined;
  /** Whether anything at all is known of the pair for that period. */
  knows(period: Period): boolean;
  /** The periods of a frequency for which anything is known, earliest first. */
  periods(frequency: Frequency): readonly Period[];
  /** The frequencies for which anything is known, in the order M, Q, A, P. */
  frequencies(): readonly Frequency[];
  /** Every observation, in no order that means anything. */
  observations(): Vintage[];
}

const FREQUENCIES: readonly Frequency[] = ['M', 'Q', 'A', 'P'];

/**
 * Where several vintages of one figure are given, the latest known counts; their order does not.
 * @throws Error when the vintages are of more than one pair.
 */
export function seriesOf(vintages: Iterable<Vintage>): ObservationSeries {
  const byIndicator = latestOf(vintages);
  const byFrequency = periodsByFrequency(byIndicator.values());
  return {
    find: (indicator, period) => byIndicator.get(indicator)?.get(period),
    knows: (period) => byFrequency.get(frequencyOf(period))?.has(period) ?? false,
    periods: (frequency) => [...(byFrequency.get(frequency) ?? [])].sort(comparePeriods),
    frequencies: () => FREQUENCIES.filter((frequency) => byFrequency.has(frequency)),
    observations: () => [...byIndicator.values()].flatMap((known) => [...known.values()]),
  };
}

function latestOf(vintages: Iterable<Vintage>): Map<Indicator, Map<Period, Vintage>> {
  const byIndicator = new Map<Indicator, Map<Period, Vintage>>();
  let pair: Pair | undefined;
  for (const vintage of vintages) {
    pair ??= vintage.pair;
    if (vintage.pair !== pair) {
      throw new Error(`a series is of one pair, got: ${pair} and ${vintage.pair}`);
    }
    const known = byIndicator.get(vintage.indicator) ?? new Map<Period, Vintage>();
    byIndicator.set(vintage.indicator, known);
    const held = known.get(vintage.period);
    if (held === undefined || supersedes(vintage, held)) known.set(vintage.period, vintage);
  }
  return byIndicator;
}

function supersedes(candidate: Vintage, held: Vintage): boolean {
  if (candidate.knownAt !== held.knownAt) return candidate.knownAt > held.knownAt;
  return candidate.print > held.print;
}

function periodsByFrequency(
  known: Iterable<ReadonlyMap<Period, Vintage>>,
): Map<Frequency, Set<Period>> {
  const all = new Set<Period>();
  for (const byPeriod of known) for (const period of byPeriod.keys()) all.add(period);
  const byFrequency = new Map<Frequency, Set<Period>>();
  for (const period of all) {
    const frequency = frequencyOf(period);
    byFrequency.set(frequency, (byFrequency.get(frequency) ?? new Set()).add(period));
  }
  return byFrequency;
}
