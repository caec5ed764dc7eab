import { periodSchema } from '../../../shared/domain/period.ts';
import * as z from '../../../shared/domain/zod.ts';
import { instantForm } from './forms.ts';

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
});
export type SourceStanding = z.infer<typeof sourceForm>;

export const sourcesAnswer = z.object({ sources: z.array(sourceForm) });
