import type { Pair } from '../domain/pair.ts';
import { comparePeriods, frequencyOf, type Period } from '../domain/period.ts';
import type { SourceTarget } from './source.ts';

/** Whether a period of a pair was asked for; providers and figure files hold more than one run wants. */
export function isWanted(targets: readonly SourceTarget[], pair: Pair, period: Period): boolean {
  return targets.some((target) => target.pair === pair && isWithin(target, period));
}

/** The same for an answer of many rows: targets are looked up by their pair. */
export function wantedIn(
  targets: readonly SourceTarget[],
): (pair: Pair, period: Period) => boolean {
  const byPair = Map.groupBy(targets, ({ pair }) => pair);
  return (pair, period) => byPair.get(pair)?.some((target) => isWithin(target, period)) ?? false;
}

function isWithin(target: SourceTarget, period: Period): boolean {
  return (
    target.frequency === frequencyOf(period) &&
    comparePeriods(target.from, period) <= 0 &&
    comparePeriods(period, target.to) <= 0
  );
}
