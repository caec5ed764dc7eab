import type { Instant } from '../../shared/domain/observation.ts';
import type { SeriesSources } from '../../shared/domain/settings.ts';
import { providerOf } from '../../shared/sources/providers.ts';

/** What is known now may be another thing in a minute; meanwhile the old answer will do. */
export const FOR_A_MINUTE = 'public, max-age=60, stale-while-revalidate=600';

/** Changes with a deployment and with nothing else. */
export const FOR_AN_HOUR = 'public, max-age=3600, stale-while-revalidate=86400';

/** Never changes. */
export const FOR_GOOD = 'public, max-age=31536000, immutable';

/**
 * How long after an instant a vintage may still be written as known by then. A vintage is stamped when its run begins, a run
 * lasts 15 minutes at the longest, after which Lambda ends it, and another try is stamped anew; 5 more are for clocks that differ
 * and for a read that does not see the last write yet.
 */
const UNSETTLED_MS = 20 * 60_000;

/**
 * Whether a source of a pair dates its own vintages: a poll that comes late, or a first load, then brings what has been known for
 * long, and no answer as of the past is final.
 */
export function mayLearnOfThePast(sources: SeriesSources | undefined): boolean {
  const { with: beside = [], M, A, mirror } = sources ?? {};
  return [...beside, M, A, mirror].some((id) => id && providerOf(id)?.keepsVintages);
}

/** Whether an answer as of an instant is final: nothing can become known of that time any more. */
export function isSettled(asOf: Instant, now: Date): boolean {
  return Date.parse(asOf) + UNSETTLED_MS < now.getTime();
}
