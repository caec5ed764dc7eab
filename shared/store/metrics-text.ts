import { FORMULA_VERSION } from '../domain/metrics/formula-version.ts';
import type { MetricValue, NullReason } from '../domain/metrics/metric.ts';
import { type MetricId, metricIdSchema } from '../domain/metrics/metric-id.ts';
import { type Period, periodSchema } from '../domain/period.ts';
import * as z from '../domain/zod.ts';
import {
  type Attributes,
  countSchema,
  fromAttributes,
  instantSchema,
  jsonText,
} from './attributes.ts';
import { exactSchema } from './exact.ts';

export const nullReason = z.custom<NullReason>((value) => typeof value === 'string');
export const status = z.nullable(z.enum(['final', 'provisional', 'estimated']));

const metricSchema = z.union([
  z.object({ value: exactSchema, vintage: instantSchema, status }),
  z.object({ value: z.null(), reason: nullReason, vintage: z.nullable(instantSchema), status }),
]);
export const metricsItemSchema = z.object({
  period: periodSchema,
  metrics: jsonText(
    z.pipe(
      z.transform((stored: unknown) => expanded(stored)),
      z.partialRecord(metricIdSchema, metricSchema),
    ),
  ),
});

/** The same item, of which one metric is looked at: nothing is spent on the others. */
export function metricSchemaOf(metric: MetricId) {
  return z.object({
    period: periodSchema,
    metrics: jsonText(
      z.pipe(
        z.transform((stored: unknown) => expanded(stored, [metric])[metric]),
        z.optional(metricSchema),
      ),
    ),
  });
}

/** Metrics as metricsText writes them, or as it once did: each with its own vintage and status. */
function expanded(stored: unknown, only?: readonly MetricId[]): Record<string, unknown> {
  const { of = Object(stored), vintage, status: shared } = Object(stored);
  const wanted = only ?? Object.keys(of);
  return Object.fromEntries(
    wanted.map((id) => {
      const entry: unknown = of[id];
      return [id, typeof entry === 'string' ? { value: entry, vintage, status: shared } : entry];
    }),
  );
}

export type StoredMetric = z.infer<typeof metricSchema>;

/** The metrics of one period as they are stored. */
export type StoredMetrics = z.infer<typeof metricsItemSchema>;

/**
 * The metrics of one period as they are stored: equal text, equal metrics. Vintage and status are written once, with what most
 * values have; a value that has others, or that is missing, says so itself. It keeps an item of all metrics below one write unit.
 */
export function metricsText(values: readonly MetricValue[]): string {
  const shared = mostCommon(
    values.map(({ knownAt, status: of }) => ({ vintage: knownAt, status: of })),
  );
  const entries = values.map(({ metric, outcome, knownAt, status: certainty }) => {
    const isUsual = knownAt === shared?.vintage && certainty === shared.status;
    const entry =
      outcome.value !== null && isUsual
        ? outcome.value
        : { ...outcome, vintage: knownAt, status: certainty };
    return [metric, entry];
  });
  return JSON.stringify({ ...shared, of: Object.fromEntries(entries) });
}

/** The first of those that are there most often. */
function mostCommon<T>(of: readonly T[]): T | undefined {
  const groups = [...Map.groupBy(of, (each) => JSON.stringify(each)).values()];
  return groups.toSorted((a, b) => b.length - a.length)[0]?.[0];
}

/** The text as it is stored, for comparison with what would be stored. */
export function metricsTextOf(attributes: Attributes): [Period, string] {
  const schema = z.object({ period: periodSchema, metrics: z.string(), formula: countSchema });
  const { period, metrics, formula } = fromAttributes(schema, attributes);
  // Another formula's values are no match, so that all of them are written anew.
  return [period, formula === FORMULA_VERSION ? metrics : ''];
}
