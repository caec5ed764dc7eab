import type { Big } from 'big.js';
import { releasesOf } from '../../shared/domain/alert.ts';
import type { Point } from '../../shared/domain/context.ts';
import type { LatestMetric, LatestMetrics } from '../../shared/domain/latest.ts';
import type { Vintage } from '../../shared/domain/observation.ts';
import { economyName, type Pair, partnerOf, reporterOf } from '../../shared/domain/pair.ts';
import type { RuleState } from '../../shared/domain/rules/judgement.ts';
import type { StoredAlert } from '../../shared/store/alerts.ts';
import type { Latest } from '../../shared/store/pair-present.ts';
import type { StoredRule } from '../../shared/store/rules.ts';

/** Figures leave as JSON numbers: exact to the dollar below 2^53, which is 9,007 trillion. */
export function numberOrNull(value: Big | null): number | null {
  return value === null ? null : value.toNumber();
}

/** The metrics that stand for a pair in a list. */
const HEADLINE_METRICS = [
  'balance',
  'balance-12m',
  'effective-tariff-rate',
  'effective-tariff-rate-12m',
] as const;

export function presentPair(pair: Pair, latest: Latest | undefined) {
  return {
    ...presentNames(pair),
    updatedAt: latest?.knownAt ?? null,
    metrics: presentLatest(latest?.metrics ?? {}),
  };
}

export function presentHeadline(pair: Pair, latest: Latest | undefined) {
  const metrics = latest?.metrics ?? {};
  const headline = HEADLINE_METRICS.flatMap((metric) => {
    const value = metrics[metric];
    return value ? [[metric, value] as const] : [];
  });
  return {
    ...presentNames(pair),
    updatedAt: latest?.knownAt ?? null,
    metrics: presentLatest(Object.fromEntries(headline)),
  };
}

function presentNames(pair: Pair) {
  const [reporter, partner] = [reporterOf(pair), partnerOf(pair)];
  return {
    pair,
    reporter,
    partner,
    reporterName: economyName(reporter),
    partnerName: economyName(partner),
  };
}

function presentLatest(metrics: LatestMetrics) {
  return Object.fromEntries(
    Object.entries(metrics).map(([metric, value]) => [metric, presentMetric(value)]),
  );
}

function presentMetric({ value, reason, previous, sources, ...rest }: LatestMetric) {
  return {
    ...rest,
    value: numberOrNull(value),
    ...(reason ? { reason } : {}),
    source: sources.join(', '),
    previous: previous && { ...previous, value: numberOrNull(previous.value) },
  };
}

export function presentObservation(vintage: Vintage) {
  const { period, value, unit, basis, source, status, knownAt, print, run, note } = vintage;
  return {
    period,
    value: numberOrNull(value),
    unit,
    basis,
    source,
    status,
    vintage: knownAt,
    print,
    run,
    ...(note ? { note } : {}),
  };
}

function presentPoint({ period, value }: Point) {
  return { period, value: numberOrNull(value) };
}

export function presentAlert({ alert, delivery }: StoredAlert) {
  const { value, previous, against, inputs, knownAt, sparkline, ...rest } = alert;
  return {
    ...rest,
    value: numberOrNull(value),
    previous: previous && presentPoint(previous),
    against: numberOrNull(against),
    vintage: knownAt,
    releases: releasesOf(alert),
    ...(sparkline && {
      sparkline: {
        ...sparkline,
        low: presentPoint(sparkline.low),
        high: presentPoint(sparkline.high),
      },
    }),
    inputs: inputs.map(({ knownAt: vintage, value: stated, ...input }) => ({
      ...input,
      value: numberOrNull(stated),
      vintage,
    })),
    delivery: delivery.status === 'SENT' ? delivery : { status: 'PENDING' as const },
  };
}

export function presentRule(rule: StoredRule, state: RuleState | undefined) {
  const { version, retired: _, inForceSince: __, settings, writtenAt, ...definition } = rule;
  // A state of before the rule was brought back, or of another series, is none of this rule's.
  const own = state && state.ruleVersion >= rule.inForceSince ? state : undefined;
  return {
    ...definition,
    version,
    writtenAt,
    from: settings === null ? ('api' as const) : ('settings' as const),
    state: own
      ? {
          firing: own.firing,
          since: own.since,
          judgedThrough: own.through,
          vintage: own.knownAt,
          lastTold: numberOrNull(own.marks.findLast(({ silent }) => !silent)?.value ?? null),
        }
      : null,
  };
}
