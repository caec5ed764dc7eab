import { releasesOf } from '../../../shared/domain/alert.ts';
import { indicatorSchema } from '../../../shared/domain/indicator.ts';
import { metricIdSchema } from '../../../shared/domain/metrics/metric-id.ts';
import { pairSchema } from '../../../shared/domain/pair.ts';
import { periodSchema } from '../../../shared/domain/period.ts';
import { conditionSchema, SEVERITIES } from '../../../shared/domain/rule.ts';
import type { Sparkline } from '../../../shared/domain/sparkline.ts';
import * as z from '../../../shared/domain/zod.ts';
import type { StoredAlert } from '../../../shared/store/alerts.ts';
import { alertReasonForm, contextForm, figure, instantForm, pointForm } from './forms.ts';

const line = { fires: conditionSchema, clears: z.optional(z.number()) };

/** The line that was crossed, and for `rule-changed` the one before. */
export const thresholdForm = z.object({ ...line, before: z.optional(z.object(line)) });

/** An observation that an alert's value rests on. */
export const inputForm = z.object({
  indicator: indicatorSchema,
  period: periodSchema,
  value: figure,
  vintage: instantForm,
  source: z.string(),
  run: z.string(),
  print: z.optional(z.int()),
});

/** A release that brought what went in. */
export const releaseForm = z.object({ source: z.string(), on: z.iso.date() });

/** The judged series as it was known then, drawn in a line of text. */
export const sparklineForm = z.object({
  text: z.string(),
  from: periodSchema,
  to: periodSchema,
  low: pointForm,
  high: pointForm,
}) satisfies z.ZodMiniType<unknown, Sparkline>;

export const deliveryForm = z.union([
  z.object({ status: z.literal('PENDING') }),
  z.object({ status: z.literal('SENT'), messageId: z.string(), sentAt: instantForm }),
]);

export const alertForm = z.object({
  id: z.string(),
  pair: pairSchema,
  rule: z.string(),
  ruleVersion: z.int(),
  severity: z.enum(SEVERITIES),
  note: z.optional(z.string()),
  metric: metricIdSchema,
  unit: z.string(),
  basis: z.string(),
  reason: alertReasonForm,
  firing: z.boolean(),
  since: z.nullable(periodSchema),
  period: periodSchema,
  value: figure,
  previous: z.nullable(pointForm),
  against: z.nullable(figure),
  threshold: thresholdForm,
  vintage: instantForm,
  context: z.nullable(contextForm),
  sparkline: z.optional(sparklineForm),
  releases: z.array(releaseForm),
  inputs: z.array(inputForm),
  notes: z.array(z.string()),
  delivery: deliveryForm,
});

/** An alert with what it rests on, and whether it was sent. */
export const alertAnswer = z.pipe(z.transform(presentAlert), alertForm);

function presentAlert({ alert, delivery }: StoredAlert): z.input<typeof alertForm> {
  const { knownAt, inputs, notes, ...told } = alert;
  return {
    ...told,
    vintage: knownAt,
    releases: releasesOf(alert),
    inputs: inputs.map(({ knownAt: vintage, ...input }) => ({ ...input, vintage })),
    notes: [...notes],
    // Who holds it at the moment is the delivery's own affair.
    delivery: delivery.status === 'SENT' ? delivery : { status: 'PENDING' },
  };
}

export const alertsAnswer = z.object({
  alerts: z.array(alertAnswer),
  next: z.nullable(z.string()),
});
