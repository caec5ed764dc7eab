import { instant } from '../../shared/domain/observation.ts';
import type { Period } from '../../shared/domain/period.ts';
import {
  type AwaitedRelease,
  nextRelease,
  type ReleaseState,
  releaseState,
} from '../../shared/sources/expected-release.ts';
import type { Provider } from '../../shared/sources/providers.ts';
import type { Run } from '../../shared/store/runs.ts';
import type { SourceStanding } from './answers/source.ts';

/** How a source stands at an instant, from the last entry in its ledger. */
export function freshnessOf(source: Provider, last: Run | undefined, now: Date): SourceStanding {
  const newest = last?.newestPeriod ?? null;
  const release = last && newest && nextRelease(source, newest, last.arrivals);
  const awaited = release ? { ...release, state: releaseState(release, instant(now)) } : null;
  return {
    source: source.id,
    title: source.title,
    ...stateOf(last, awaited),
    // A poll that finds nothing new leaves no entry.
    lastRun: last ? { at: last.at, outcome: last.outcome, changed: last.changed } : null,
    lastRelease: last?.lastChangeAt ?? null,
    newestPeriod: newest,
    nextExpectedRelease: awaited?.on ?? null,
    nextRelease: awaited,
  };
}

type State = Pick<SourceStanding, 'state' | 'reason'>;
type Awaited = AwaitedRelease & { readonly state: ReleaseState };

function stateOf(last: Run | undefined, awaited: Awaited | null): State {
  if (!last) return { state: 'waiting', reason: 'no run of it has ended yet' };
  const { outcome, reason, newestPeriod } = last;
  if (outcome === 'failed') return { state: 'failing', reason };
  if (outcome === 'off') return { state: 'off', reason };
  return newestPeriod && awaited
    ? timeliness(newestPeriod, awaited)
    : { state: 'ok', reason: null };
}

/** Late is past the expected day; stale is past it by more than the releases of this source are late. */
function timeliness(newest: Period, { state, on, lateUntil }: Awaited): State {
  if (state === 'waiting' || state === 'due') return { state: 'ok', reason: null };
  const latest = state === 'late' ? `, and at the latest by ${lateUntil}` : '';
  return {
    state,
    reason: `nothing after ${newest}; the next period was expected on ${on}${latest}`,
  };
}
