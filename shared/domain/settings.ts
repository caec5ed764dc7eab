import * as z from 'zod';
import { indicatorSchema } from './indicator.ts';
import { pairSchema } from './pair.ts';
import { periodSchema } from './period.ts';
import { ruleSchema } from './rule.ts';

const sourceIdSchema = z.string().regex(/^[a-z0-9-]+$/, 'must be the id of a source');

/** Which source gives a pair its months and which its years: one source a series, so that bases are never mixed. */
const seriesSourcesSchema = z
  .strictObject({ M: sourceIdSchema.optional(), A: sourceIdSchema.optional() })
  .refine((sources) => sources.M !== undefined || sources.A !== undefined, {
    message: 'must name a source for months (M), years (A) or both',
  });

/** Moves by more than a factor are refused as implausible, unless both values are smaller than `floor` (USD). */
const plausibilitySchema = z.strictObject({
  floor: z.number().nonnegative().default(50_000_000),
  factor: z.number().gt(1).default(5),
  /** Where an indicator moves more than the rest: duties rise tenfold in a month when a tariff begins. */
  factorOf: z.partialRecord(indicatorSchema, z.number().gt(1)).default({}),
});
export type Plausibility = z.infer<typeof plausibilitySchema>;

const sourceSettingsSchema = z.strictObject({
  /** EventBridge Scheduler expression: rate(…) or cron(…). */
  schedule: z.string().min(1),
  /** IANA time zone in which the schedule is read: the publisher's. */
  timeZone: z.string().min(1),
  /** First month that is asked for; years before it are not loaded. */
  historyFrom: periodSchema,
  plausibility: plausibilitySchema.prefault({}),
  /** What is said beside every figure of an indicator: coverage that the source itself does not state. */
  notes: z.partialRecord(indicatorSchema, z.string()).default({}),
});

/** What the operator sets and the functions need: one item of the table, written at deployment. */
export const settingsSchema = z.strictObject({
  pairs: z.record(pairSchema, seriesSourcesSchema),
  sources: z.record(sourceIdSchema, sourceSettingsSchema),
  rules: z.array(ruleSchema),
  /** The figures shipped with the deployment, CSV, for the source `published-figures`. */
  figures: z.string().optional(),
});
export type Settings = z.infer<typeof settingsSchema>;
