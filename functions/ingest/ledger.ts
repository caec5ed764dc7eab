import type { Notice } from '../../shared/domain/notice.ts';
import type { Instant, Vintage } from '../../shared/domain/observation.ts';
import { comparePeriods, frequencyOf, type Period, shift } from '../../shared/domain/period.ts';
import { type Arrivals, inOrder } from '../../shared/sources/expected-release.ts';
import type { Run } from '../../shared/store/runs.ts';
import { pollOfRun } from './poll.ts';

/** How a run ended that asked its source, or would have. */
export type AskedOutcome =
  | {
      readonly kind: 'brought';
      readonly vintages: readonly Vintage[];
      /** Of a bulletin: what it has that the operator was not told yet. */
      readonly notices?: readonly Notice[];
    }
  | { readonly kind: 'failed'; readonly code: string; readonly reason: string }
  | { readonly kind: 'off'; readonly reason: string };

/** A poll that had no reason to ask: nothing is entered of it. */
export interface Rested {
  readonly kind: 'rested';
  readonly reason: string;
}

/** How a run ended. */
export type Outcome = AskedOutcome | Rested;

/**
 * The entry that a run leaves in the ledger, or undefined: a poll that found nothing new writes nothing, and a failure that goes
 * on is entered once.
 */
export function ledgerEntry(
  outcome: AskedOutcome,
  last: Run | undefined,
  { source, run, at }: { source: string; run: string; at: Instant },
): Run | undefined {
  const carried = {
    source,
    run,
    at,
    changed: 0,
    newestPeriod: last?.newestPeriod ?? null,
    lastChangeAt: last?.lastChangeAt ?? null,
    arrivals: last?.arrivals ?? {},
    code: null,
    reason: null,
  };
  if (outcome.kind === 'brought') return broughtEntry(outcome, carried, last);
  const code = outcome.kind === 'failed' ? outcome.code : null;
  const known = last?.outcome === outcome.kind && last.reason === outcome.reason;
  return known ? undefined : { ...carried, outcome: outcome.kind, code, reason: outcome.reason };
}

function broughtEntry(
  { vintages, notices = [] }: Extract<AskedOutcome, { kind: 'brought' }>,
  carried: Omit<Run, 'outcome'>,
  last: Run | undefined,
): Run | undefined {
  const failure = failureOfThePoll(last, carried.run);
  const count = vintages.length + notices.length;
  if (count > 0) {
    const newestPeriod = newestOf(vintages, carried.newestPeriod);
    const arrivals = withArrival(last, newestPeriod, carried.at);
    const changed = { changed: count, newestPeriod, lastChangeAt: carried.at, arrivals };
    return { ...carried, outcome: 'changed', ...changed, ...failure };
  }
  const wasDown = last?.outcome === 'failed' || last?.outcome === 'off';
  return wasDown && !failure ? { ...carried, outcome: 'recovered' } : undefined;
}

/** Where a poll goes in pieces, one that ends well does not make good what another one failed at. */
function failureOfThePoll(
  last: Run | undefined,
  run: string,
): Pick<Run, 'outcome' | 'code' | 'reason'> | undefined {
  if (last?.outcome !== 'failed' || last.run === run) return undefined;
  if (pollOfRun(last.run) !== pollOfRun(run)) return undefined;
  return { outcome: last.outcome, code: last.code, reason: last.reason };
}

/**
 * Enough for a calendar: a month is foreseen for twelve releases, and of the first of them the delay was learned from six before.
 */
const ARRIVALS_KEPT = 20;

/**
 * With the arrival of a period that follows the newest one. What comes in with the first load, two at a time, or after a failure
 * says nothing about when it was released.
 */
function withArrival(last: Run | undefined, newest: Period | null, at: Instant): Arrivals {
  const { newestPeriod, outcome, arrivals = {} } = last ?? {};
  const isNext = newest && newestPeriod && newest === shift(newestPeriod, 1);
  if (!isNext || outcome === 'failed' || outcome === 'off') return arrivals;
  const kept = inOrder({ ...arrivals, [newest]: at }).slice(-ARRIVALS_KEPT);
  return Object.fromEntries(kept.map(({ period, at: on }) => [period, on]));
}

/**
 * The newest whole period that was ever brought: a run of nothing but revisions is no step back, and the first days of a month are
 * not the month that is awaited.
 */
function newestOf(vintages: readonly Vintage[], before: Period | null): Period | null {
  const periods = vintages
    .map(({ period }) => period)
    .filter((period) => frequencyOf(period) !== 'P');
  return [...periods, ...(before ? [before] : [])].sort(comparePeriods).at(-1) ?? null;
}
