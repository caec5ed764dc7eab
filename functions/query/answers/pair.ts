import type { LatestMetric } from '../../../shared/domain/latest.ts';
import { metricIdSchema } from '../../../shared/domain/metrics/metric-id.ts';
import {
  economyName,
  type Pair,
  pairSchema,
  partnerOf,
  reporterOf,
} from '../../../shared/domain/pair.ts';
import { periodSchema } from '../../../shared/domain/period.ts';
import * as z from '../../../shared/domain/zod.ts';
import type { Latest } from '../../../shared/store/pair-present.ts';
import {
  contextForm,
  figure,
  instantForm,
  nullReasonForm,
  pointForm,
  statusForm,
} from './forms.ts';

export const latestMetricForm = z.object({
  period: periodSchema,
  value: z.nullable(figure),
  reason: z.optional(nullReasonForm),
  unit: z.string(),
  basis: z.string(),
  status: z.nullable(statusForm),
  source: z.string(),
  vintage: z.nullable(instantForm),
  previous: z.nullable(pointForm),
  context: z.nullable(contextForm),
  notes: z.array(z.string()),
});

/** A pair with the newest value of each of its metrics. */
export const pairAnswer = z.object({
  pair: pairSchema,
  reporter: z.string(),
  partner: z.string(),
  reporterName: z.string(),
  partnerName: z.string(),
  updatedAt: z.nullable(instantForm),
  metrics: z.partialRecord(metricIdSchema, z.pipe(z.transform(presentMetric), latestMetricForm)),
});

function presentMetric(latest: LatestMetric): z.input<typeof latestMetricForm> {
  const { reason, sources, notes, ...metric } = latest;
  return {
    ...metric,
    ...(reason ? { reason } : {}),
    source: sources.join(', '),
    notes: [...notes],
  };
}

export const pairsAnswer = z.object({ pairs: z.array(pairAnswer) });

/** The metrics that stand for a pair in a list. */
const HEADLINE_METRICS = [
  'balance',
  'balance-12m',
  'effective-tariff-rate',
  'effective-tariff-rate-12m',
] as const;

export function presentPair(pair: Pair, latest: Latest | undefined): z.input<typeof pairAnswer> {
  const [reporter, partner] = [reporterOf(pair), partnerOf(pair)];
  return {
    pair,
    reporter,
    partner,
    reporterName: economyName(reporter),
    partnerName: economyName(partner),
    updatedAt: latest?.knownAt ?? null,
    metrics: latest?.metrics ?? {},
  };
}

export function presentHeadline(
  pair: Pair,
  latest: Latest | undefined,
): z.input<typeof pairAnswer> {
  const known = latest?.metrics ?? {};
  const metrics = Object.fromEntries(
    HEADLINE_METRICS.flatMap((id) => (known[id] ? [[id, known[id]] as const] : [])),
  );
  return { ...presentPair(pair, latest), metrics };
}
