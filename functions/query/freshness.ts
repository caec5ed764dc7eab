import type { Period } from '../../shared/domain/period.ts';
import { expectedRelease, isStale } from '../../shared/sources/expected-release.ts';
import type { Provider } from '../../shared/sources/providers.ts';
import type { Run } from '../../shared/store/runs.ts';
import type { SourceStanding } from './answers/source.ts';

/** How a source stands at an instant, from the last entry in its ledger. */
export function freshnessOf(source: Provider, last: Run | undefined, now: Date): SourceStanding {
  const newest = last?.newestPeriod ?? null;
  return {
    source: source.id,
    title: source.title,
    ...stateOf(source, last, now),
    // A poll that finds nothing new leaves no entry.
    lastRun: last ? { at: last.at, outcome: last.outcome, changed: last.changed } : null,
    lastRelease: last?.lastChangeAt ?? null,
    newestPeriod: newest,
    nextExpectedRelease: newest && expectedRelease(source, newest),
  };
}

type State = Pick<SourceStanding, 'state' | 'reason'>;

function stateOf(source: Provider, last: Run | undefined, now: Date): State {
  if (!last) return { state: 'waiting', reason: 'no run of it has ended yet' };
  const { outcome, reason, newestPeriod } = last;
  if (outcome === 'failed') return { state: 'failing', reason };
  if (outcome === 'off') return { state: 'off', reason };
  return newestPeriod ? timeliness(source, newestPeriod, now) : { state: 'ok', reason: null };
}

/** Late is past the usual day; stale is past it by more than releases of its kind are late. */
function timeliness(source: Provider, newest: Period, now: Date): State {
  const expected = expectedRelease(source, newest);
  if (!expected || now.toISOString().slice(0, 10) <= expected) return { state: 'ok', reason: null };
  return {
    state: isStale(source, newest, now) ? 'stale' : 'late',
    reason: `nothing after ${newest}; the next period is usually out by ${expected}`,
  };
}
