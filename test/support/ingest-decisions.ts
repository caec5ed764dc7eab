import { type Decision, decideChanges } from '../../functions/ingest/decide.ts';
import {
  type Instant,
  instant,
  type Observation,
  type Vintage,
} from '../../shared/domain/observation.ts';
import { period } from '../../shared/domain/period.ts';
import type { Plausibility } from '../../shared/domain/settings.ts';
import type { Run } from '../../shared/store/runs.ts';

/** Moves by more than a factor of 5 are refused, unless both values are below 100. */
export const PLAUSIBILITY: Plausibility = { floor: 100, factor: 5, factorOf: {} };

/** The day of most runs of these tests: a month after the usual vintages became known. */
export const LATER: Instant = instant('2026-02-19T13:30:00Z');

/** What a run decides, which asks after the usual vintages became known. */
export function decided(
  incoming: readonly Observation[],
  current: readonly Vintage[],
  { plausibility = PLAUSIBILITY, knownAt = LATER, run = 'run-2' } = {},
): Decision {
  return decideChanges({ incoming, current, plausibility, knownAt, run });
}

/** The decision of an answer that must be accepted. */
export function accepted(...given: Parameters<typeof decided>): Decision & { kind: 'accepted' } {
  const decision = decided(...given);
  if (decision.kind === 'refused') throw new Error(`refused: ${decision.message}`);
  return decision;
}

/** A vintage in a line: `exports 2025-01 120, print 2 of run-2`. */
export function vintageInWords({ indicator, period: of, value, print, run }: Vintage): string {
  return `${indicator} ${of} ${value.toFixed()}, print ${print} of ${run}`;
}

/** An entry of the ledger: of a run that brought three observations, where nothing else is said. */
export function runOf(overrides: Partial<Run> = {}): Run {
  const at = instant('2026-01-29T13:30:00Z');
  return {
    source: 'us-census',
    run: 'run-1',
    at,
    outcome: 'changed',
    changed: 3,
    newestPeriod: period('2025-11'),
    lastChangeAt: at,
    arrivals: {},
    code: null,
    reason: null,
    ...overrides,
  };
}
