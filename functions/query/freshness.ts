import { expectedRelease } from '../../shared/sources/expected-release.ts';
import type { Provider } from '../../shared/sources/providers.ts';
import type { Run } from '../../shared/store/runs.ts';

/** How a source stands, from the last entry in its ledger. */
export function freshnessOf(source: Provider, last: Run | undefined) {
  return {
    source: source.id,
    title: source.title,
    state: stateOf(last),
    reason: last?.reason ?? null,
    /** The last run that brought anything, or changed the state: a poll that finds nothing new leaves no trace. */
    lastRun: last ? { at: last.at, outcome: last.outcome, changed: last.changed } : null,
    lastRelease: last?.lastChangeAt ?? null,
    newestPeriod: last?.newestPeriod ?? null,
    nextExpectedRelease: last?.newestPeriod ? expectedRelease(source, last.newestPeriod) : null,
  };
}

function stateOf(last: Run | undefined): 'ok' | 'failing' | 'off' | 'waiting' {
  if (!last) return 'waiting';
  if (last.outcome === 'failed') return 'failing';
  return last.outcome === 'off' ? 'off' : 'ok';
}
