import { Big } from 'big.js';
import * as z from 'zod';
import { basisSchema, indicatorSchema, UNITS } from '../../shared/domain/indicator.ts';
import { metricIdSchema } from '../../shared/domain/metrics/metric-id.ts';
import { instant, type Vintage } from '../../shared/domain/observation.ts';
import { pairSchema } from '../../shared/domain/pair.ts';
import { periodSchema } from '../../shared/domain/period.ts';
import { conditionSchema } from '../../shared/domain/rule.ts';

/** The API's numbers are exact below 2^53. */
const figure = z.number().transform((value) => new Big(value));
const at = z.iso.datetime().transform((text) => instant(text));
const point = z.object({ period: periodSchema, value: figure });
const line = { fires: conditionSchema, clears: z.number().optional() };

const inputSchema = z.object({
  indicator: indicatorSchema,
  period: periodSchema,
  value: figure,
  vintage: at,
  source: z.string(),
  run: z.string(),
});

/** What is wanted of the answer of `GET /v1/alerts/{id}`. */
export const alertAnswerSchema = z.object({
  id: z.string(),
  pair: pairSchema,
  rule: z.string(),
  ruleVersion: z.int(),
  severity: z.string(),
  metric: metricIdSchema,
  unit: z.string(),
  basis: z.string(),
  reason: z.string(),
  period: periodSchema,
  value: figure,
  previous: point.nullable(),
  against: figure.nullable(),
  threshold: z.object({ ...line, before: z.object(line).optional() }),
  vintage: at,
  releases: z.array(z.object({ source: z.string(), on: z.iso.date() })),
  inputs: z.array(inputSchema),
});
export type AlertAnswer = z.infer<typeof alertAnswerSchema>;

const observationsAnswerSchema = z.object({
  pair: pairSchema,
  indicator: indicatorSchema,
  values: z.array(
    z.object({
      period: periodSchema,
      value: figure,
      unit: z.enum(UNITS),
      basis: basisSchema,
      status: z.enum(['final', 'provisional', 'estimated']),
      source: z.string(),
      vintage: at,
      run: z.string(),
      print: z.int(),
    }),
  ),
});

/** The vintages in the answer of `GET /v1/pairs/{pair}/observations/{indicator}?history=all`. */
export const vintagesAnswerSchema = observationsAnswerSchema.transform(
  ({ pair, indicator, values }): Vintage[] =>
    values.map(({ vintage: knownAt, ...value }) => ({ ...value, pair, indicator, knownAt })),
);
