import { indicatorSchema } from '../../../shared/domain/indicator.ts';
import { INDICATOR_TITLES } from '../../../shared/domain/indicator-titles.ts';
import { METRICS } from '../../../shared/domain/metrics/catalogue.ts';
import { FORMULA_VERSION } from '../../../shared/domain/metrics/formula-version.ts';
import type { MetricDefinition } from '../../../shared/domain/metrics/metric.ts';
import { type MetricId, metricIdSchema } from '../../../shared/domain/metrics/metric-id.ts';
import * as z from '../../../shared/domain/zod.ts';

/** What a metric means. */
export const metricForm = z.object({
  metric: metricIdSchema,
  title: z.string(),
  unit: z.string(),
  decimals: z.nullable(z.int()),
  definition: z.string(),
  caveat: z.nullable(z.string()),
  frequencies: z.array(z.enum(['M', 'Q', 'A', 'P'])),
  inputs: z.array(z.object({ indicator: indicatorSchema, title: z.string() })),
});

export const metricsAnswer = z.object({ formulaVersion: z.int(), metrics: z.array(metricForm) });

/** The catalogue, in the order in which it is shown. */
export function presentCatalogue(): z.input<typeof metricsAnswer> {
  const definitions: readonly MetricDefinition<MetricId>[] = Object.values(METRICS);
  return {
    formulaVersion: FORMULA_VERSION,
    metrics: definitions.map(({ id, inputs, frequencies, caveat = null, ...definition }) => ({
      ...definition,
      metric: id,
      caveat,
      frequencies: [...frequencies],
      inputs: inputs.map((indicator) => ({ indicator, title: INDICATOR_TITLES[indicator] })),
    })),
  };
}
