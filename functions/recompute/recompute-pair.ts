import type { Pair } from '../../shared/domain/pair.ts';
import type { Logger } from '../../shared/platform/logger.ts';
import { type Table, WriteConflict } from '../../shared/store/table.ts';
import { decide } from './decide.ts';
import { readPair } from './read.ts';
import { write } from './write.ts';

/** How often a pair is read again when somebody else wrote in between. */
const ATTEMPTS = 4;

export interface RecomputeDependencies {
  readonly table: Table;
  readonly now: () => Date;
  readonly log: Logger;
}

/** Brings a pair's metrics, read model, rule states and alerts up to what is known. It never looks at the event that woke it. */
export async function recomputePair(
  pair: Pair,
  { table, now, log }: RecomputeDependencies,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const knowledge = await readPair(table, pair);
    if (knowledge.present.loadingUntil && knowledge.present.loadingUntil > now().toISOString()) {
      // The load's last transaction brings another event, when all of it is there.
      log.info('recompute.load-in-progress', { pair });
      return;
    }
    const recomputation = decide(knowledge);
    try {
      await write(table, knowledge, recomputation);
      const alerts = recomputation.alerts.map(({ id }) => id);
      const periods = recomputation.metrics.size;
      log.measure('recompute.done', { pair, periods, alerts }, { AlertsRaised: alerts.length });
      return;
    } catch (error) {
      if (!(error instanceof WriteConflict) || attempt === ATTEMPTS) throw error;
    }
  }
}
