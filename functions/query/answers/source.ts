import { periodSchema } from '../../../shared/domain/period.ts';
import * as z from '../../../shared/domain/zod.ts';
import { instantForm } from './forms.ts';

/** The release that is awaited of a source. */
export const nextReleaseForm = z.object({
  period: periodSchema,
  on: z.iso.date(),
  at: z.nullable(instantForm),
  timeZone: z.string(),
  basis: z.enum(['announced', 'business-day', 'usual-lag']),
  movedDays: z.int(),
  lateUntil: z.iso.date(),
  state: z.enum(['waiting', 'due', 'late', 'stale']),
});

/** How a source stands. */
export const sourceForm = z.object({
  source: z.string(),
  title: z.string(),
  state: z.enum(['ok', 'late', 'stale', 'failing', 'off', 'waiting']),
  reason: z.nullable(z.string()),
  lastRun: z.nullable(
    z.object({
      at: instantForm,
      outcome: z.enum(['changed', 'recovered', 'failed', 'off']),
      changed: z.int(),
    }),
  ),
  lastRelease: z.nullable(instantForm),
  newestPeriod: z.nullable(periodSchema),
  nextExpectedRelease: z.nullable(z.iso.date()),
  nextRelease: z.nullable(nextReleaseForm),
});
export type SourceStanding = z.infer<typeof sourceForm>;

export const sourcesAnswer = z.object({ sources: z.array(sourceForm) });
