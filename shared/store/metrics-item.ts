import { FORMULA_VERSION } from '../domain/metrics/formula-version.ts';
import type { MetricValue, NullReason } from '../domain/metrics/metric.ts';
import { type MetricId, metricIdSchema } from '../domain/metrics/metric-id.ts';
import type { Pair } from '../domain/pair.ts';
import { frequencyOf, type Period, periodSchema } from '../domain/period.ts';
import * as z from '../domain/zod.ts';
import {
  type Attributes,
  countSchema,
  fromAttributes,
  instantSchema,
  jsonText,
} from './attributes.ts';
import { exactSchema } from './exact.ts';
import { keys } from './keys.ts';
import type { ConditionalPut } from './table.ts';

export const nullReason = z.custom<NullReason>((value) => typeof value === 'string');
export const status = z.nullable(z.enum(['final', 'provisional', 'estimated']));

const metricSchema = z.union([
  z.object({ value: exactSchema, vintage: instantSchema, status }),
  z.object({ value: z.null(), reason: nullReason, vintage: z.nullable(instantSchema), status }),
]);
export type StoredMetric = z.infer<typeof metricSchema>;

const entries = z.record(z.string(), z.unknown());

/** An item of all metrics of a period, or of those of them that were asked for. */
const itemSchema = z.looseObject({
  period: periodSchema,
  /** A value alone, as text, where it has the vintage and the status of the item; else with its own. */
  of: z.optional(entries),
  /** As they were once stored, each with its own vintage and status. */
  metrics: z.optional(jsonText(entries)),
});

const allSchema = z.pipe(
  z.pipe(
    itemSchema,
    z.transform(({ period, of, metrics = {}, vintage, status: shared }) => ({
      period,
      metrics: Object.fromEntries(
        Object.entries(of ?? metrics).map(([id, entry]) => [
          id,
          typeof entry === 'string' ? { value: entry, vintage, status: shared } : entry,
        ]),
      ),
    })),
  ),
  z.object({ period: periodSchema, metrics: z.partialRecord(metricIdSchema, metricSchema) }),
);

/** The metrics of one period as they are stored. */
export type StoredMetrics = z.infer<typeof allSchema>;

export function parseMetrics(attributes: Attributes): StoredMetrics {
  return fromAttributes(allSchema, attributes);
}

/** What to read of the items of a history: the one metric, of however many there are. */
export function pathsOf(metric: MetricId): readonly (readonly string[])[] {
  return [['period'], ['of', metric], ['vintage'], ['status'], ['metrics']];
}

/**
 * The metrics of one period as they are stored: equal text, equal metrics. Vintage and status are written once, with what most
 * values have; a value that has others, or that is missing, says so itself. It keeps an item of all metrics below one write unit.
 */
export function metricsText(values: readonly MetricValue[]): string {
  const shared = mostCommon(
    values.map(({ knownAt, status: certainty }) => ({ vintage: knownAt, status: certainty })),
  );
  const of = values.map(({ metric, outcome, knownAt, status: certainty }) => {
    const isUsual = knownAt === shared?.vintage && certainty === shared.status;
    const own = { ...outcome, vintage: knownAt, status: certainty };
    return [metric, outcome.value !== null && isUsual ? outcome.value : own];
  });
  return canonical({ ...shared, of: Object.fromEntries(of) });
}

/** The first of those that are there most often. */
function mostCommon<T>(of: readonly T[]): T | undefined {
  const groups = [...Map.groupBy(of, (each) => JSON.stringify(each)).values()];
  return groups.toSorted((a, b) => b.length - a.length)[0]?.[0];
}

/** As JSON, members in one order: DynamoDB gives those of a map in any. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

/** A map rather than text, so that a history is read without what it is not about. A retry is harmless: it writes the same. */
export function metricsPut(pair: Pair, period: Period, text: string): ConditionalPut {
  const item = { ...JSON.parse(text), period, formula: FORMULA_VERSION };
  const key = frequencyOf(period) === 'P' ? keys.metricsOfPart : keys.metrics;
  return { key: key(pair, period), item };
}

const textSchema = z.object({
  period: periodSchema,
  formula: countSchema,
  of: z.optional(entries),
  vintage: z.optional(z.unknown()),
  status: z.optional(z.unknown()),
});

/** The text of what is stored, for comparison with what would be stored. */
export function metricsTextOf(attributes: Attributes): [Period, string] {
  const { period, formula, ...stored } = fromAttributes(textSchema, attributes);
  // Another formula's values are no match, nor what was stored in another form, so that all of them are written anew.
  const isOfToday = formula === FORMULA_VERSION && stored.of !== undefined;
  return [period, isOfToday ? canonical(stored) : ''];
}
