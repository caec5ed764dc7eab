import { indicatorSchema } from './indicator.ts';
import { type Pair, pairSchema } from './pair.ts';
import { periodSchema } from './period.ts';
import { ruleSchema } from './rule.ts';
import * as z from './zod.ts';

const sourceIdSchema = z.string().check(z.regex(/^[a-z0-9-]+$/, 'must be the id of a source'));

/**
 * Which source gives a pair its months, its years and the first days of its months: one source of flows a series, so that bases are never mixed. Beside
 * them go sources of what is no flow between the two: tariffs that were announced, receipts, product per person. Of a pair of which nobody
 * gives flows, as of a sector, these stand alone.
 */
const seriesSourcesSchema = z
  .strictObject({
    M: z.optional(sourceIdSchema),
    A: z.optional(sourceIdSchema),
    /** Who publishes the first 10 and 20 days of months, with their working days: a series of its own. */
    P: z.optional(sourceIdSchema),
    with: z.optional(z.array(sourceIdSchema).check(z.minLength(1))),
    /** Who is asked for the same flows, to hold them against those that are stored: what it says is not stored. */
    checks: z.optional(z.array(sourceIdSchema).check(z.minLength(1))),
    /** Who says what the partner itself states of the same trade. */
    mirror: z.optional(sourceIdSchema),
  })
  .check(
    z.refine(
      ({ M, A, P, with: beside }) => (M ?? A ?? P ?? beside) !== undefined,
      'must name a source for months (M), years (A) or parts of months (P), or what stands beside them (with)',
    ),
  );

/** The sources of one pair. */
export type SeriesSources = z.infer<typeof seriesSourcesSchema>;

const factorSchema = z.number().check(z.gt(1));

/** Moves by more than a factor are refused as implausible, unless both values are smaller than `floor` (USD). */
const plausibilitySchema = z.strictObject({
  floor: z._default(z.number().check(z.nonnegative()), 50_000_000),
  factor: z._default(factorSchema, 5),
  /** Where an indicator moves more than the rest: duties rise tenfold in a month when a tariff begins. */
  factorOf: z._default(z.partialRecord(indicatorSchema, factorSchema), {}),
});
export type Plausibility = z.infer<typeof plausibilitySchema>;

const sourceSettingsSchema = z.strictObject({
  /** EventBridge Scheduler expression: rate(…) or cron(…). */
  schedule: z.string().check(z.minLength(1)),
  /** Another one, whose polls are made only around an expected release: as often as one wants to know of it. */
  aroundReleases: z.optional(z.string().check(z.minLength(1))),
  /** IANA time zone in which both are read: the publisher's. */
  timeZone: z.string().check(z.minLength(1)),
  /** First month that is asked for; years before it are not loaded. */
  historyFrom: periodSchema,
  plausibility: z.prefault(plausibilitySchema, {}),
  /** What is said beside every figure of an indicator: coverage that the source itself does not state. */
  notes: z._default(z.partialRecord(indicatorSchema, z.string()), {}),
});

/** What the operator sets and the functions need: one item of the table, written at deployment. */
export const settingsSchema = z.strictObject({
  pairs: z.record(pairSchema, seriesSourcesSchema),
  sources: z.record(sourceIdSchema, sourceSettingsSchema),
  rules: z.array(ruleSchema),
  /** The figures shipped with the deployment, CSV, for the source `published-figures`. */
  figures: z.optional(z.string()),
  /** The tariff ledger shipped with the deployment, CSV, for the source `tariff-ledger`. */
  tariffs: z.optional(z.string()),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Whether some source gives flows of a pair: of others there is no balance, and they are no part of any. */
export function hasFlows({ M, A, P }: Pick<SeriesSources, 'M' | 'A' | 'P'>): boolean {
  return (M ?? A ?? P) !== undefined;
}

export function pairsWithFlows({ pairs }: Pick<Settings, 'pairs'>): Pair[] {
  const watched = Object.keys(pairs) as Pair[];
  return watched.filter((pair) => hasFlows(pairs[pair] ?? {}));
}
