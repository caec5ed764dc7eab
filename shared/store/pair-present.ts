import type { Context } from '../domain/context.ts';
import type { LatestMetric, LatestMetrics } from '../domain/latest.ts';
import { isOfParts, type MetricId, metricIdSchema } from '../domain/metrics/metric-id.ts';
import type { Instant, Vintage } from '../domain/observation.ts';
import { type Pair, pairSchema } from '../domain/pair.ts';
import { type Period, periodSchema } from '../domain/period.ts';
import type { RuleState } from '../domain/rules/judgement.ts';
import * as z from '../domain/zod.ts';
import {
  type Attributes,
  countSchema,
  deflatedJson,
  fromAttributes,
  instantSchema,
  jsonText,
} from './attributes.ts';
import { exactSchema } from './exact.ts';
import { keys, pairPartition } from './keys.ts';
import { parseLoading } from './loading.ts';
import {
  metricsTextOf,
  nullReason,
  parseMetrics,
  pathsOf,
  type StoredMetric,
  type StoredMetrics,
  status,
} from './metrics-item.ts';
import { parseVintage } from './observations.ts';
import { parseRuleState } from './rule-states.ts';
import {
  type Condition,
  type ConditionalPut,
  getItem,
  getItems,
  isNew,
  query,
  type Table,
} from './table.ts';

const latestMetricSchema = z.object({
  period: periodSchema,
  value: z.nullable(exactSchema),
  reason: z.nullable(nullReason),
  unit: z.string(),
  basis: z.string(),
  status,
  sources: z.array(z.string()),
  vintage: z.nullable(instantSchema),
  previous: z.nullable(z.object({ period: periodSchema, value: exactSchema })),
  // Written by us from the type itself and only handed on.
  context: z.nullable(z.custom<Context>((value) => typeof value === 'object')),
  notes: z.array(z.string()),
}) satisfies z.ZodMiniType<LatestMetric>;

const latestSchema = z.object({
  pair: pairSchema,
  version: countSchema,
  knownAt: z.nullable(instantSchema),
  metrics: jsonText(z.partialRecord(metricIdSchema, latestMetricSchema)),
});

/** The read model of a pair: one item. `version` counts its writes and guards them. */
export interface Latest {
  readonly pair: Pair;
  readonly version: number;
  readonly knownAt: Instant | null;
  readonly metrics: LatestMetrics;
}

/** What is stored of a pair now: observations and all that was derived from them when it was last recomputed. */
export interface PairPresent {
  readonly latest: Latest | undefined;
  /** Until when a load of many observations may still be under way; null when none is. */
  readonly loadingUntil: Instant | null;
  readonly observations: readonly Vintage[];
  /** As stored, for comparison with what would be stored. */
  readonly metricTexts: ReadonlyMap<Period, string>;
  readonly states: ReadonlyMap<string, RuleState>;
}

/** One strongly consistent query: sort keys are laid out for it. */
export async function readPresent(table: Table, pair: Pair): Promise<PairPresent> {
  const items = await query(table, {
    partition: pairPartition(pair),
    sortKey: { between: ['LATEST', 'STATE$'] },
    consistent: true,
  });
  const of = (prefix: string): Attributes[] =>
    items.filter((item) => item['SK']?.S?.startsWith(prefix));
  const [latest] = of('LATEST');
  const [loading] = of('LOADING');
  return {
    latest: latest && parseLatest(latest),
    loadingUntil: (loading && parseLoading(loading)?.until) ?? null,
    observations: of('OBS#').map(parseVintage),
    metricTexts: new Map([...of('METRIC#'), ...of('PART#')].map(metricsTextOf)),
    states: new Map(
      of('STATE#')
        .map(parseRuleState)
        .map(({ rule, state }) => [rule, state]),
    ),
  };
}

export async function readLatest(table: Table, pair: Pair): Promise<Latest | undefined> {
  const item = await getItem(table, keys.latest(pair));
  return item && parseLatest(item);
}

export function parseLatest(attributes: Attributes): Latest {
  return fromAttributes(latestSchema, attributes);
}

/** The read models of pairs and the states of rules, as far as there are any, in one batch. */
export async function readGlances(
  table: Table,
  pairs: readonly Pair[],
  rules: readonly { readonly pair: Pair; readonly id: string }[],
): Promise<{ latest: Map<Pair, Latest>; states: Map<string, RuleState> }> {
  const items = await getItems(table, [
    ...pairs.map(keys.latest),
    ...rules.map(({ pair, id }) => keys.ruleState(pair, id)),
  ]);
  const isState = (item: Attributes): boolean => item['SK']?.S?.startsWith('STATE#') ?? false;
  const latest = items.filter((item) => !isState(item)).map(parseLatest);
  const states = items.filter(isState).map(parseRuleState);
  return {
    latest: new Map(latest.map((found) => [found.pair, found])),
    states: new Map(states.map(({ rule, state }) => [rule, state])),
  };
}

/** The newest periods of a pair with their metrics, newest first: years among the months, where a pair has both. */
export async function readNewestMetrics(
  table: Table,
  pair: Pair,
  limit: number,
): Promise<StoredMetrics[]> {
  const items = await query(table, {
    partition: pairPartition(pair),
    sortKey: { prefix: 'METRIC#' },
    newestFirst: true,
    limit,
  });
  return items.map(parseMetrics);
}

/** The stored metrics of a pair from one period to another, one item a period: of whole periods, or of parts of months. */
export async function readMetrics(
  table: Table,
  pair: Pair,
  [from, to]: readonly [string, string],
  ofParts = false,
): Promise<StoredMetrics[]> {
  const prefix = ofParts ? 'PART' : 'METRIC';
  const items = await query(table, {
    partition: pairPartition(pair),
    sortKey: { between: [`${prefix}#${from}`, `${prefix}#${to}`] },
  });
  return items.map(parseMetrics);
}

/**
 * One metric of a pair from a period to another, with the read model beside it. From the first period on that is one query, because
 * the read model lies before the metrics; from a later one the read model is a request of its own.
 */
export async function readMetricHistory(
  table: Table,
  pair: Pair,
  metric: MetricId,
  { from, to = '~' }: { readonly from?: string | undefined; readonly to?: string | undefined },
): Promise<{
  readonly latest: Latest | undefined;
  readonly values: (StoredMetric & { readonly period: Period })[];
}> {
  const prefix = isOfParts(metric) ? 'PART#' : 'METRIC#';
  // The read model lies before the first whole period, and is read with the history that begins there.
  const isAside = from !== undefined || isOfParts(metric);
  const between = [isAside ? `${prefix}${from ?? '0'}` : 'LATEST', `${prefix}${to}`] as const;
  const [items, latest] = await Promise.all([
    query(table, {
      partition: pairPartition(pair),
      sortKey: { between },
      attributes: [...pathsOf(metric), ...LATEST_ATTRIBUTES],
    }),
    isAside ? readLatest(table, pair) : undefined,
  ]);
  const first = items.find((item) => item['SK']?.S === 'LATEST');
  const values = items
    .filter((item) => item['SK']?.S?.startsWith(prefix))
    .flatMap((item) => {
      const { period, metrics } = parseMetrics(item);
      const found = metrics[metric];
      return found ? [{ period, ...found }] : [];
    });
  return { latest: first ? parseLatest(first) : latest, values };
}

/** Beside those of a metric, `metrics` among them, in which the read model has its own. */
const LATEST_ATTRIBUTES = ['PK', 'SK', 'pair', 'version', 'knownAt'].map((name) => [name]);

/** Replaces the read model only if nobody else did since it was read. */
export function latestPut(latest: Latest, before: Latest | undefined): ConditionalPut {
  return {
    key: keys.latest(latest.pair),
    item: { ...latest, metrics: deflatedJson(latest.metrics) },
    condition: stillLatest(before),
  };
}

export function stillLatest(before: Latest | undefined): Condition {
  if (!before) return isNew;
  return {
    expression: '#version = :version',
    names: { '#version': 'version' },
    values: { ':version': before.version },
  };
}
