import type { Big } from 'big.js';
import type { Context } from './context.ts';
import type { Indicator } from './indicator.ts';
import type { MetricId } from './metrics/metric-id.ts';
import type { Instant } from './observation.ts';
import { type Pair, pairSchema } from './pair.ts';
import type { Period } from './period.ts';
import type { Condition, Severity } from './rule.ts';
import type { Finding } from './rules/judgement.ts';
import type { Sparkline } from './sparkline.ts';

/** One observation that went into an alert's value: enough to find its vintage again. */
interface AlertInput {
  readonly indicator: Indicator;
  readonly period: Period;
  readonly knownAt: Instant;
  readonly value: Big;
  readonly source: string;
  readonly run: string;
  /** As which print of the figure; alerts from before 2026-11-25 do not say. */
  readonly print?: number | undefined;
}

/** What is told, with everything it rests on; immutable but for its delivery. */
export interface Alert {
  readonly id: string;
  readonly pair: Pair;
  readonly rule: string;
  readonly ruleVersion: number;
  readonly severity: Severity;
  readonly note?: string | undefined;
  readonly metric: MetricId;
  readonly unit: string;
  readonly basis: string;
  readonly reason: Finding['reason'];
  /** Whether the rule is firing after this alert. */
  readonly firing: boolean;
  readonly since: Period | null;
  readonly period: Period;
  readonly value: Big;
  /** The figure it moved from: the period before, or the same period as it was known. */
  readonly previous: { readonly period: Period; readonly value: Big } | null;
  /** What a change was measured against, for `changesBy`: the value that was last told. */
  readonly against: Big | null;
  readonly threshold: {
    readonly fires: Condition;
    readonly clears?: number | undefined;
    /** The line before the rule was edited, for `rule-changed`. */
    readonly before?: { readonly fires: Condition; readonly clears?: number | undefined };
  };
  /** The latest vintage that was known: with `asOf` this instant the API gives the same numbers. */
  readonly knownAt: Instant;
  readonly context: Context | null;
  /** The judged series as it was known then; alerts from before 2026-11-25 have none. */
  readonly sparkline?: Sparkline | undefined;
  readonly inputs: readonly AlertInput[];
  /** What a reader must know beside the figures: coverage, citation. */
  readonly notes: readonly string[];
}

/** The release that brought a figure: a source, and the day (in UTC) on which it had it for us. */
interface Release {
  readonly source: string;
  readonly on: string;
}

/** Of each source that went into an alert's value, the newest release that did; in alphabetical order. */
export function releasesOf({ inputs }: Pick<Alert, 'inputs'>): Release[] {
  const newest = new Map<string, Instant>();
  for (const { source, knownAt } of inputs) {
    if (knownAt > (newest.get(source) ?? '')) newest.set(source, knownAt);
  }
  return [...newest]
    .map(([source, at]) => ({ source, on: at.slice(0, 10) }))
    .sort((a, b) => (a.source < b.source ? -1 : 1));
}

/**
 * The same finding on the same knowledge has the same id, however often it is computed; ids of a pair sort by time of
 * knowledge: `20260204T133000000Z.US-KR.us-kr-effective-tariff-v1.2025-11.retracted`.
 */
export function alertId(
  alert: Pick<Alert, 'knownAt' | 'pair' | 'rule' | 'ruleVersion' | 'period' | 'reason'>,
): string {
  const time = compactTime(alert.knownAt);
  return [time, alert.pair, `${alert.rule}-v${alert.ruleVersion}`, alert.period, alert.reason].join(
    '.',
  );
}

/** An instant as alert ids begin with it: `20260204T133000000Z`, which sorts by time. */
export function compactTime(at: Instant): string {
  return at.replace(/[-:.]/g, '');
}

/** The pair that an alert id names, or undefined when the text is no alert id. */
export function pairOfAlertId(id: string): Pair | undefined {
  const parsed = pairSchema.safeParse(id.split('.').find((part) => part.includes('-')));
  return parsed.success ? parsed.data : undefined;
}
