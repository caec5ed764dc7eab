import { basisSchema, indicatorSchema } from '../../../shared/domain/indicator.ts';
import { metricIdSchema } from '../../../shared/domain/metrics/metric-id.ts';
import type { Vintage } from '../../../shared/domain/observation.ts';
import { pairSchema } from '../../../shared/domain/pair.ts';
import { periodSchema } from '../../../shared/domain/period.ts';
import * as z from '../../../shared/domain/zod.ts';
import { figure, instantForm, nullReasonForm, statusForm } from './forms.ts';

/** A value of a history, or why there is none. */
export const historyValueForm = z.union([
  z.object({ period: periodSchema, value: figure, vintage: z.nullable(instantForm) }),
  z.object({
    period: periodSchema,
    value: z.null(),
    reason: nullReasonForm,
    vintage: z.nullable(instantForm),
  }),
]);

export const historyAnswer = z.object({
  pair: pairSchema,
  metric: metricIdSchema,
  title: z.string(),
  unit: z.string(),
  definition: z.string(),
  basis: z.nullable(z.string()),
  notes: z.array(z.string()),
  asOf: z.optional(instantForm),
  values: z.array(historyValueForm),
});

export const observationForm = z.object({
  period: periodSchema,
  value: figure,
  unit: z.string(),
  basis: basisSchema,
  source: z.string(),
  status: statusForm,
  vintage: instantForm,
  print: z.int(),
  run: z.string(),
  note: z.optional(z.string()),
});

export const observationsAnswer = z.object({
  pair: pairSchema,
  indicator: indicatorSchema,
  title: z.string(),
  asOf: z.optional(instantForm),
  values: z.array(z.pipe(z.transform(presentObservation), observationForm)),
});

function presentObservation({ knownAt, ...observation }: Vintage): z.input<typeof observationForm> {
  return { ...observation, vintage: knownAt };
}
