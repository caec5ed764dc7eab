import { ingestSource } from '../../functions/ingest/ingest-source.ts';
import type { Observation } from '../../shared/domain/observation.ts';
import { createHttp } from '../../shared/platform/http.ts';
import { PROVIDERS } from '../../shared/sources/providers.ts';
import type { Source } from '../../shared/sources/source.ts';
import { isWanted } from '../../shared/sources/wanted.ts';
import type { Table } from '../../shared/store/table.ts';
import { BENCH_SETTINGS } from './given-pair.ts';
import { silentLog } from './ground.ts';

/** Polls a source that says these things, of which an answer has what is asked for, as a schedule does at an instant. */
export async function poll(
  table: Table,
  said: readonly Observation[],
  at: Date,
): Promise<Awaited<ReturnType<typeof ingestSource>>['outcome']> {
  const source: Source = {
    ...PROVIDERS['us-census'],
    apiKey: 'none',
    fetch: async ({ targets }) =>
      said.filter(({ pair, period }) => isWanted(targets, pair, period)),
  };
  const { outcome } = await ingestSource(
    source,
    at.toISOString(),
    BENCH_SETTINGS,
    {
      context: { http: createHttp(), baseUrl: '', sleep: async () => {}, shipped: {} },
      apiKey: async () => undefined,
      howToGiveKey: '',
    },
    { table, clock: { now: () => at, sleep: async () => {} }, log: silentLog },
  );
  if (outcome.kind !== 'brought') throw new Error(`the poll ended as ${outcome.kind}`);
  return outcome;
}
