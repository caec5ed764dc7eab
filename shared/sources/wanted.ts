import type { Pair } from '../domain/pair.ts';
import { comparePeriods, frequencyOf, type Period } from '../domain/period.ts';
import type { SourceTarget } from './source.ts';

/** Whether a period of a pair was asked for; providers and figure files hold more than one run wants. */
export function isWanted(targets: readonly SourceTarget[], pair: Pair, period: Period): boolean {
  return targets.some(
    (target) =>
      target.pair === pair &&
      target.frequency === frequencyOf(period) &&
      comparePeriods(target.from, period) <= 0 &&
      comparePeriods(period, target.to) <= 0,
  );
}
