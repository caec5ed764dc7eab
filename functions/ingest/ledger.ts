import type { Instant, Vintage } from '../../shared/domain/observation.ts';
import { comparePeriods } from '../../shared/domain/period.ts';
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
      const newest = outcome.vintages
        .map(({ period }) => period)
        .sort(comparePeriods)
        .at(-1);
      if (newest) {
        const changed = outcome.vintages.length;
        return { ...carried, outcome: 'changed', changed, newestPeriod: newest, lastChangeAt: at };
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
