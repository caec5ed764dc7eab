import { Big } from 'big.js';
import type { Context } from '../../../shared/domain/context.ts';
import type { NullReason } from '../../../shared/domain/metrics/metric.ts';
import { periodSchema } from '../../../shared/domain/period.ts';
import { REASONS } from '../../../shared/domain/rules/judgement.ts';
import * as z from '../../../shared/domain/zod.ts';

/** A figure leaves as a JSON number: exact to the dollar below 2^53, which is 9,007 trillion. */
export const figure = z.pipe(
  z.pipe(
    z.custom<Big>((value) => value instanceof Big),
    z.transform((value: Big) => value.toNumber()),
  ),
  z.number(),
);

/** An instant in UTC, to the millisecond. */
export const instantForm = z.iso.datetime();

/** A value in one period. */
export const pointForm = z.object({ period: periodSchema, value: figure });

/** Why a metric has no value. */
export const nullReasonForm = z.enum([
  'not-published',
  'numerator-missing',
  'denominator-missing',
  'gap-in-window',
  'partial-period',
  'zero-denominator',
]) satisfies z.ZodMiniType<NullReason, NullReason>;

/** Why an alert is raised; nobody is told of a baseline. */
export const alertReasonForm = z.enum(REASONS.filter((reason) => reason !== 'baseline'));

export const statusForm = z.enum(['final', 'provisional', 'estimated']);

/** How a value stands among its own history. */
export const contextForm = z.object({
  direction: z.enum(['lowest', 'highest']),
  rank: z.object({ place: z.int(), of: z.int() }),
  since: z.nullable(periodSchema),
  recordSince: periodSchema,
  streak: z.nullable(z.object({ direction: z.enum(['rising', 'falling']), length: z.int() })),
  percentile: z.number(),
}) satisfies z.ZodMiniType<Context, Context>;
