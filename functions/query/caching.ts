import type { Instant } from '../../shared/domain/observation.ts';

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

/** Whether an answer as of an instant is final: nothing can become known of that time any more. */
export function isSettled(asOf: Instant, now: Date): boolean {
  return Date.parse(asOf) + UNSETTLED_MS < now.getTime();
}
