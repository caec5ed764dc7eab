import type { Indicator } from '../domain/indicator.ts';
import type { Instant } from '../domain/observation.ts';
import type { Pair } from '../domain/pair.ts';
import type { Period } from '../domain/period.ts';

/** The key of an item of the one table. */
export interface Key {
  readonly PK: string;
  readonly SK: string;
}

/** Where what concerns the operator lies. */
export const OPERATOR_PARTITION = 'OPERATOR';

/** Where alerts of all pairs are announced to whoever delivers them. */
export const OUTBOX_PARTITION = 'OUTBOX';

/**
 * Everything of a pair shares a partition key, so that its stream records share a shard and arrive one after another.
 * Sort keys are chosen so that LATEST, LOADING, METRIC#, OBS#, PART# and STATE# lie side by side: one query reads a pair's present.
 */
export const keys = {
  observation: (pair: Pair, indicator: Indicator, period: Period): Key =>
    key(pairPartition(pair), `OBS#${indicator}#${period}`),
  vintage: (pair: Pair, indicator: Indicator, period: Period, knownAt: Instant): Key =>
    key(pairPartition(pair), `VINT#${indicator}#${period}#${knownAt}`),
  metrics: (pair: Pair, period: Period): Key => key(pairPartition(pair), `METRIC#${period}`),
  /** Of the first days of a month: apart, so that nothing that reads months meets one. */
  metricsOfPart: (pair: Pair, part: Period): Key => key(pairPartition(pair), `PART#${part}`),
  latest: (pair: Pair): Key => key(pairPartition(pair), 'LATEST'),
  loading: (pair: Pair): Key => key(pairPartition(pair), 'LOADING'),
  ruleState: (pair: Pair, rule: string): Key => key(pairPartition(pair), `STATE#${rule}`),
  alert: (pair: Pair, id: string): Key => key(pairPartition(pair), `ALERT#${id}`),
  wakeUp: (alert: string): Key => key(OUTBOX_PARTITION, alert),
  alertLog: (id: string): Key => key(ALERT_LOG_PARTITION, id),
  rule: (id: string, version: number): Key =>
    key(RULE_PARTITION, `${id}#v${String(version).padStart(6, '0')}`),
  run: (source: string, run: string): Key => key(runPartition(source), run),
  /** Beside the ledger, whose entries are read newest first. */
  marks: (source: string, part: string): Key => key(`SOURCE#${source}`, `MARKS#${part}`),
  settings: key('SETTINGS', 'CURRENT'),
  notice: (id: string): Key => key(OPERATOR_PARTITION, `NOTICE#${id}`),
  crossCheck: (of: { pair: Pair; frequency: string; source: string; against: string }): Key =>
    key(OPERATOR_PARTITION, `CHECK#${of.pair}#${of.frequency}#${of.source}#${of.against}`),
  firstDeployment: key(OPERATOR_PARTITION, 'FIRST-DEPLOYMENT'),
  /** Of keyed hashes: neither an address nor where somebody asks from is stored. */
  addressLimit: (hash: string): Key => key(`LIMIT#ADDRESS#${hash}`, 'COOLDOWN'),
  networkLimit: (hash: string, day: string): Key => key(`LIMIT#NETWORK#${hash}`, day),
  dailyLimit: (day: string): Key => key('LIMIT#EVERYBODY', day),
  hashingKey: key('SECRET', 'HASHING-KEY'),
} as const;

/** Where the alerts of all pairs are named, newest knowledge last. */
export const ALERT_LOG_PARTITION = 'ALERTS';

export const RULE_PARTITION = 'RULE';

export function pairPartition(pair: Pair): string {
  return `PAIR#${pair}`;
}

export function runPartition(source: string): string {
  return `RUN#${source}`;
}

function key(PK: string, SK: string): Key {
  return { PK, SK };
}
