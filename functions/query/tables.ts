import type * as z from '../../shared/domain/zod.ts';
import type { alertsAnswer } from './answers/alert.ts';
import type { contributionsAnswer } from './answers/contributions.ts';
import type { metricsAnswer } from './answers/metric.ts';
import type { latestMetricForm, pairAnswer, pairsAnswer } from './answers/pair.ts';
import type { rulesAnswer } from './answers/rule.ts';
import type { historyAnswer, observationsAnswer } from './answers/series.ts';
import type { sourcesAnswer } from './answers/source.ts';
import { tableOf } from './csv.ts';

type PairAnswer = z.infer<typeof pairAnswer>;
type Latest = Partial<z.infer<typeof latestMetricForm>>;

/** A row for each metric of a pair; a pair of which nothing is known yet has one all the same, and says so. */
function latestRows({ metrics, ...names }: PairAnswer) {
  const known: [string | null, Latest][] = Object.entries(metrics);
  if (known.length === 0) known.push([null, { reason: 'not-published' }]);
  return known.map(([metric, { previous, notes, ...latest }]) => ({
    ...names,
    metric,
    ...latest,
    previousPeriod: previous?.period,
    previousValue: previous?.value,
    notes: notes?.join(' '),
  }));
}

const LATEST_COLUMNS = [
  ...(['pair', 'reporter', 'partner', 'reporterName', 'partnerName'] as const),
  ...(['metric', 'period', 'value', 'reason', 'unit', 'basis', 'status'] as const),
  ...(['source', 'vintage', 'previousPeriod', 'previousValue', 'notes'] as const),
];

export const pairTable = tableOf(({ pair }: PairAnswer) => pair, latestRows, LATEST_COLUMNS);

export const pairsTable = tableOf(
  () => 'pairs',
  ({ pairs }: z.infer<typeof pairsAnswer>) => pairs.flatMap(latestRows),
  LATEST_COLUMNS,
);

export const historyTable = tableOf(
  ({ pair, metric }: z.infer<typeof historyAnswer>) => `${pair}-${metric}`,
  ({ values, ...of }) => values.map((value) => ({ ...of, reason: null, ...value })),
  ['pair', 'metric', 'unit', 'period', 'value', 'reason', 'vintage', 'asOf'],
);

export const observationsTable = tableOf(
  ({ pair, indicator }: z.infer<typeof observationsAnswer>) => `${pair}-${indicator}`,
  ({ values, ...of }) => values.map((value) => ({ ...of, ...value })),
  [
    ...(['pair', 'indicator', 'period', 'value', 'unit', 'basis', 'source'] as const),
    ...(['status', 'vintage', 'print', 'run', 'note', 'asOf'] as const),
  ],
);

export const contributionsTable = tableOf(
  ({ pair, over }: z.infer<typeof contributionsAnswer>) => `${pair}-contributions-${over}`,
  ({ parts, reason: _, notes: __, leftOut: ___, ...of }) =>
    parts.map((part) => ({ ...of, reason: null, ...part })),
  [
    ...(['pair', 'over', 'period', 'before', 'change', 'commodity', 'within'] as const),
    ...(['name', 'value', 'reason', 'balance', 'balanceBefore', 'unit', 'vintage'] as const),
    'asOf',
  ],
);

export const alertsTable = tableOf(
  () => 'alerts',
  ({ alerts }: z.infer<typeof alertsAnswer>) =>
    alerts.map(({ previous, threshold, delivery, notes, ...alert }) => ({
      ...alert,
      previousPeriod: previous?.period,
      previousValue: previous?.value,
      fires: JSON.stringify(threshold.fires),
      clears: threshold.clears,
      delivery: delivery.status,
      sentAt: 'sentAt' in delivery ? delivery.sentAt : null,
      notes: notes.join(' '),
    })),
  [
    ...(['id', 'pair', 'rule', 'ruleVersion', 'severity', 'metric', 'period', 'value'] as const),
    ...(['unit', 'basis', 'reason', 'firing', 'since', 'previousPeriod'] as const),
    ...(['previousValue', 'against', 'fires', 'clears', 'vintage', 'delivery'] as const),
    ...(['sentAt', 'note', 'notes'] as const),
  ],
);

export const rulesTable = tableOf(
  () => 'rules',
  ({ rules }: z.infer<typeof rulesAnswer>) =>
    rules.map(({ fires, state, ...rule }) => ({ ...rule, ...state, fires: JSON.stringify(fires) })),
  [
    ...(['id', 'pair', 'metric', 'frequency', 'fires', 'clears', 'severity', 'note'] as const),
    ...(['version', 'writtenAt', 'from', 'firing', 'since', 'judgedThrough'] as const),
    ...(['vintage', 'lastTold'] as const),
  ],
);

export const sourcesTable = tableOf(
  () => 'sources',
  ({ sources }: z.infer<typeof sourcesAnswer>) =>
    sources.map(({ lastRun, nextRelease, ...source }) => ({
      ...source,
      nextPeriod: nextRelease?.period,
      nextRelease: nextRelease?.state,
      lateUntil: nextRelease?.lateUntil,
      lastRun: lastRun?.at,
      outcome: lastRun?.outcome,
      changed: lastRun?.changed,
    })),
  [
    ...(['source', 'title', 'state', 'reason', 'lastRun', 'outcome', 'changed'] as const),
    ...(['lastRelease', 'newestPeriod', 'nextExpectedRelease'] as const),
    ...(['nextPeriod', 'nextRelease', 'lateUntil'] as const),
  ],
);

export const metricsTable = tableOf(
  () => 'metrics',
  ({ metrics }: z.infer<typeof metricsAnswer>) =>
    metrics.map(({ frequencies, inputs, ...metric }) => ({
      ...metric,
      frequencies: frequencies.join(' '),
      inputs: inputs.map(({ indicator }) => indicator).join(' '),
    })),
  ['metric', 'title', 'unit', 'decimals', 'definition', 'caveat', 'frequencies', 'inputs'],
);
