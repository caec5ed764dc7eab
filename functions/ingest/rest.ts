import { instant } from '../../shared/domain/observation.ts';
import type { Provider } from '../../shared/sources/providers.ts';
import { lastRun } from '../../shared/store/runs.ts';
import type { IngestDependencies } from './ingest-source.ts';
import type { Rested } from './ledger.ts';
import { occasionOf } from './occasion.ts';
import { type Poll, runOf } from './poll.ts';
import { measureTrouble, tellFindings } from './tell-operator.ts';

/**
 * Ends a poll that has no reason to ask, after one read of the ledger; answers nothing for one that has. A source may become stale
 * meanwhile, which is told as ever.
 */
export async function restUnlessDue(
  source: Provider,
  poll: Poll,
  { table, clock, log }: IngestDependencies,
): Promise<Rested | undefined> {
  // Pieces are made whatever is expected by then: what the first of them brings is what was.
  if (!poll.only || poll.piece) return undefined;
  const run = runOf(poll);
  const at = instant(clock.now());
  const last = await lastRun(table, source.id, run);
  const occasion = occasionOf(poll, source, last, at);
  log.info(`ingest.${occasion.kind}`, { source: source.id, run, reason: occasion.reason });
  if (occasion.kind === 'ask') return undefined;
  const { newestPeriod: newest = null, arrivals = {} } = last ?? {};
  const ended = { source, run, at, outcome: occasion, isTriedAgain: false, last, newest, arrivals };
  await tellFindings(ended, table);
  measureTrouble(ended, log);
  return occasion;
}
