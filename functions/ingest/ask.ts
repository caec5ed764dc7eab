import type { Observation } from '../../shared/domain/observation.ts';
import { comparePeriods, frequencyOf } from '../../shared/domain/period.ts';
import type { SourceTarget } from '../../shared/sources/source.ts';

/** What is asked of a source for one watched series, and how its answer is read. */
export interface Ask {
  readonly targets: readonly SourceTarget[];
  /** What an answer to all that is asked in a run says of the watched pair. */
  read(answer: readonly Observation[]): Observation[];
}

/** A watched series with the periods that are wanted; mirrored where the partner's own figures of it are. */
export interface WatchedTarget extends SourceTarget {
  readonly mirrored: boolean;
}

/** Whether an observation is of a target's pair, frequency and periods. */
export function isOf({ pair, frequency, from, to }: SourceTarget, found: Observation): boolean {
  return (
    found.pair === pair &&
    frequencyOf(found.period) === frequency &&
    comparePeriods(from, found.period) <= 0 &&
    comparePeriods(found.period, to) <= 0
  );
}
