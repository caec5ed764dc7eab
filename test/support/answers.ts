import * as z from 'zod';
import { metricIdSchema } from '../../shared/domain/metrics/metric-id.ts';

const basis = z.string();
const period = z.string();
const instant = z.iso.datetime();
const figure = z.strictObject({ period, value: z.number() });

const contextSchema = z.looseObject({ rank: z.looseObject({ place: z.int(), of: z.int() }) });

const latestMetricSchema = z.strictObject({
  period,
  value: z.number().nullable(),
  reason: z.string().optional(),
  unit: z.string(),
  basis,
  status: z.string().nullable(),
  source: z.string(),
  vintage: instant.nullable(),
  previous: z.strictObject({ period, value: z.number().nullable() }).nullable(),
  context: contextSchema.nullable(),
  notes: z.array(z.string()),
});

/** The answer of `GET /v1/pairs/{pair}`. */
export const pairAnswer = z.strictObject({
  pair: z.string(),
  reporter: z.string(),
  partner: z.string(),
  reporterName: z.string(),
  partnerName: z.string(),
  updatedAt: instant.nullable(),
  metrics: z.record(z.string(), latestMetricSchema),
});

export const pairsAnswer = z.strictObject({ pairs: z.array(pairAnswer) });

/** The answer of `GET /v1/pairs/{pair}/metrics/{metric}`: a value, or null and why. */
export const historyAnswer = z.strictObject({
  pair: z.string(),
  metric: z.string(),
  title: z.string(),
  unit: z.string(),
  definition: z.string(),
  basis: basis.nullable(),
  notes: z.array(z.string()),
  asOf: instant.optional(),
  values: z.array(
    z.union([
      z.strictObject({ period, value: z.number(), vintage: instant }),
      z.strictObject({ period, value: z.null(), reason: z.string(), vintage: instant.nullable() }),
    ]),
  ),
});

export const observationsAnswer = z.strictObject({
  pair: z.string(),
  indicator: z.string(),
  title: z.string(),
  asOf: instant.optional(),
  values: z.array(
    z.strictObject({
      period,
      value: z.number(),
      unit: z.enum(['USD', 'percent', 'days']),
      basis,
      source: z.string(),
      status: z.string(),
      vintage: instant,
      print: z.int(),
      run: z.string(),
      note: z.string().optional(),
    }),
  ),
});

export const alertAnswer = z.strictObject({
  id: z.string(),
  pair: z.string(),
  rule: z.string(),
  ruleVersion: z.int(),
  severity: z.string(),
  note: z.string().optional(),
  metric: z.string(),
  unit: z.string(),
  basis,
  reason: z.string(),
  firing: z.boolean(),
  since: period.nullable(),
  period,
  value: z.number(),
  previous: figure.nullable(),
  against: z.number().nullable(),
  threshold: z.looseObject({ fires: z.looseObject({}) }),
  context: contextSchema.nullable(),
  vintage: instant,
  releases: z.array(z.strictObject({ source: z.string(), on: z.iso.date() })),
  sparkline: z
    .strictObject({ text: z.string(), from: period, to: period, low: figure, high: figure })
    .optional(),
  inputs: z.array(
    z.strictObject({
      indicator: z.string(),
      period,
      value: z.number(),
      vintage: instant,
      source: z.string(),
      run: z.string(),
      print: z.int().optional(),
    }),
  ),
  notes: z.array(z.string()),
  delivery: z.union([
    z.strictObject({ status: z.literal('PENDING') }),
    z.strictObject({ status: z.literal('SENT'), messageId: z.string(), sentAt: instant }),
  ]),
});

export const alertsAnswer = z.strictObject({
  alerts: z.array(alertAnswer),
  next: z.string().nullable(),
});
export type AlertAnswer = z.infer<typeof alertAnswer>;

export const sourcesAnswer = z.strictObject({
  sources: z.array(
    z.strictObject({
      source: z.string(),
      title: z.string(),
      state: z.enum(['ok', 'late', 'stale', 'failing', 'off', 'waiting']),
      reason: z.string().nullable(),
      lastRun: z.strictObject({ at: instant, outcome: z.string(), changed: z.int() }).nullable(),
      lastRelease: instant.nullable(),
      newestPeriod: period.nullable(),
      nextExpectedRelease: z.iso.date().nullable(),
      nextRelease: z
        .strictObject({
          period: z.string(),
          on: z.iso.date(),
          at: z.iso.datetime().nullable(),
          timeZone: z.string(),
          basis: z.enum(['announced', 'business-day', 'usual-lag']),
          movedDays: z.int(),
          lateUntil: z.iso.date(),
          state: z.enum(['waiting', 'due', 'late', 'stale']),
        })
        .nullable(),
    }),
  ),
});

/** The answer of `GET /v1/metrics`. */
export const metricsAnswer = z.strictObject({
  formulaVersion: z.int(),
  metrics: z.array(
    z.strictObject({
      metric: metricIdSchema,
      title: z.string(),
      unit: z.string(),
      decimals: z.int().nullable(),
      definition: z.string(),
      caveat: z.string().nullable(),
      frequencies: z.array(z.string()),
      inputs: z.array(z.strictObject({ indicator: z.string(), title: z.string() })),
    }),
  ),
});

const condition = z.union([
  z.strictObject({ above: z.number() }),
  z.strictObject({ below: z.number() }),
  z.strictObject({ changesBy: z.number() }),
  z.strictObject({ record: z.enum(['high', 'low']), years: z.int() }),
]);
const rule = {
  id: z.string(),
  pair: z.string(),
  metric: z.string(),
  frequency: z.enum(['M', 'A']),
  fires: condition,
  clears: z.number().optional(),
  severity: z.enum(['info', 'warning', 'critical']),
  note: z.string().optional(),
  version: z.int(),
  writtenAt: instant,
};

export const ruleAnswer = z.strictObject({
  ...rule,
  from: z.enum(['settings', 'api']),
  state: z
    .strictObject({
      firing: z.boolean(),
      since: period.nullable(),
      judgedThrough: period.nullable(),
      vintage: instant.nullable(),
      lastTold: z.number().nullable(),
    })
    .nullable(),
});

export const rulesAnswer = z.strictObject({ rules: z.array(ruleAnswer) });

const warnings = z.array(z.strictObject({ warning: z.string(), detail: z.string() }));

/** The answer of `PUT /v1/rules/{id}`. */
export const writtenRuleAnswer = z.strictObject({ ...rule, warnings });

export const previewAnswer = z.strictObject({
  fired: z.array(
    z.strictObject({
      period,
      knownAt: instant,
      reason: z.string(),
      value: z.number(),
      retractedAt: instant.optional(),
    }),
  ),
  warnings,
});

/** The answer of `GET /local/mailbox`. */
export const mailboxAnswer = z.array(
  z.strictObject({
    to: z.string(),
    subject: z.string(),
    text: z.string(),
    attributes: z.record(z.string(), z.string()),
    at: instant,
  }),
);

/** RFC 9457. */
export const problemAnswer = z.strictObject({
  type: z.string().regex(/^\/docs#[a-z-]+$/),
  status: z.int(),
  title: z.string(),
  detail: z.string(),
  requestId: z.string().min(1),
  parameter: z.string().optional(),
  rule: z.string().optional(),
  example: z.string().optional(),
  known: z.array(z.string()).optional(),
});
