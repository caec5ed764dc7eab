import type { Instant, Vintage } from '../../shared/domain/observation.ts';
import { comparePeriods, type Period } from '../../shared/domain/period.ts';
import type { Run } from '../../shared/store/runs.ts';

/** How a run ended. */
export type Outcome =
  | { readonly kind: 'brought'; readonly vintages: readonly Vintage[] }
  | { readonly kind: 'failed'; readonly code: string; readonly reason: string }
  | { readonly kind: 'off'; readonly reason: string };

/**
 * The entry that a run leaves in the ledger, or undefined: a poll that found nothing new writes nothing, and a failure that goes
 * on is entered once.
 */
export function ledgerEntry(
  outcome: Outcome,
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
    code: null,
    reason: null,
  };
  switch (outcome.kind) {
    case 'brought': {
      const changed = outcome.vintages.length;
      if (changed > 0) {
        const newestPeriod = newestOf(outcome.vintages, carried.newestPeriod);
        return { ...carried, outcome: 'changed', changed, newestPeriod, lastChangeAt: at };
      }
      const wasDown = last?.outcome === 'failed' || last?.outcome === 'off';
      return wasDown ? { ...carried, outcome: 'recovered' } : undefined;
    }
    case 'failed':
    case 'off': {
      const code = outcome.kind === 'failed' ? outcome.code : null;
      const known = last?.outcome === outcome.kind && last.reason === outcome.reason;
      return known
        ? undefined
        : { ...carried, outcome: outcome.kind, code, reason: outcome.reason };
    }
  }
}

/** The newest period that was ever brought: a run of nothing but revisions is no step back. */
function newestOf(vintages: readonly Vintage[], before: Period | null): Period | null {
  const periods = vintages.map(({ period }) => period);
  return [...periods, ...(before ? [before] : [])].sort(comparePeriods).at(-1) ?? null;
}
