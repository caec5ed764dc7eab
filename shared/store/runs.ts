import { periodSchema } from '../domain/period.ts';
import * as z from '../domain/zod.ts';
import { countSchema, fromAttributes, instantSchema } from './attributes.ts';
import { keys, runPartition } from './keys.ts';
import { putItem, query, type Table } from './table.ts';

const runSchema = z.object({
  source: z.string(),
  run: z.string(),
  at: instantSchema,
  /** `changed`: observations were written; `recovered`: nothing new, but the runs before had failed. */
  outcome: z.enum(['changed', 'recovered', 'failed', 'off']),
  /** Observations this run brought. */
  changed: countSchema,
  /** Newest period among them, or among those of the last run that brought any. */
  newestPeriod: z.nullable(periodSchema),
  /** When a run last brought anything. */
  lastChangeAt: z.nullable(instantSchema),
  /** When the last periods came in of which it was seen that they did: each followed the newest one before it. */
  arrivals: z._default(z.record(periodSchema, instantSchema), {}),
  /** Dotted error code and message of a run that failed or did not begin. */
  code: z.nullable(z.string()),
  reason: z.nullable(z.string()),
});

/** One entry of the ledger of ingest runs. Runs that found nothing new leave none: an unchanged poll writes nothing. */
export type Run = z.infer<typeof runSchema>;

/** The last entry of a source's ledger, or the last up to a run, its own included: ids of runs begin with their scheduled time. */
export async function lastRun(table: Table, source: string, upTo = '~'): Promise<Run | undefined> {
  const range = { partition: runPartition(source), newestFirst: true, limit: 1 };
  const sortKey = { between: ['0', upTo] } as const;
  const [item] = await query(table, { ...range, sortKey, consistent: true });
  return item && fromAttributes(runSchema, item);
}

/** The entry of one run, if it was written. */
export async function writeRun(table: Table, run: Run): Promise<void> {
  // A retry is harmless: the run's id is its key, and the retry writes the same entry.
  await putItem(table, { key: keys.run(run.source, run.run), item: run });
}
