import { frequencyOf, lastMonthOf, type Period, shift } from '../../shared/domain/period.ts';
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

/** The day on which the period after the newest one is usually out. */
function expectedRelease({ lagDays }: Provider, newest: Period): string | null {
  const frequency = frequencyOf(newest);
  const lag = frequency === 'M' || frequency === 'A' ? lagDays[frequency] : undefined;
  if (lag === undefined) return null;
  const monthAfter = shift(lastMonthOf(shift(newest, 1)), 1);
  const end = Date.parse(`${monthAfter}-01T00:00:00Z`);
  return new Date(end + (lag - 1) * 86_400_000).toISOString().slice(0, 10);
}
