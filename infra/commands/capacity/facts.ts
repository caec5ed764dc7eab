import type { Config } from '../../config.ts';
import { historyOf } from '../cost/history.ts';
import type { Measured } from '../cost/measure.ts';
import { bytesOf, type StoredItem } from '../cost/stored-items.ts';
import { sum, times, type Usage } from '../cost/usage.ts';
import { deploymentBytes } from './deployment-bytes.ts';
import { LOADED_AT } from './scale.ts';

/** What the simulation rests on: sizes and usage of a local run of the settings, and what they are deployed with. */
export interface Facts {
  /** The mean size of an item, by its kind. */
  readonly bytes: Readonly<Record<ItemKind, number>>;
  /** What an alert takes in a mail. */
  readonly mailBytes: number;
  readonly deployment: ReturnType<typeof deploymentBytes>;
  readonly maxReadRequestUnits: number;
  readonly maxWriteRequestUnits: number;
  /** What a pair takes in a poll that brings nothing, and in one that brings a release. */
  readonly unchanged: Usage;
  readonly release: Usage;
  /** The months of history that it had. */
  readonly months: number;
  readonly request: Usage;
}

type ItemKind = 'OBS' | 'VINT' | 'METRIC' | 'LATEST' | 'RULE';

/** The source whose pairs have the most indicators of those that are replayed. */
const LIKE = 'us-census';

export function factsOf(config: Config, measured: Measured): Facts {
  const { settings, spending } = config;
  const { items, unchangedPolls, releases, request } = measured;
  const pairs = Object.values(settings.pairs).filter(({ M }) => M === LIKE).length;
  const perPair = (of: ReadonlyMap<string, Usage>): Usage =>
    times(of.get(LIKE) ?? sum([]), 1 / pairs);
  return {
    bytes: {
      OBS: meanBytes(items, 'OBS#'),
      VINT: meanBytes(items, 'VINT#'),
      METRIC: meanBytes(items, 'METRIC#'),
      LATEST: meanBytes(items, 'LATEST'),
      RULE: mean(items.filter(({ PK }) => PK === 'RULE')),
    },
    mailBytes: measured.mailBytes,
    deployment: deploymentBytes(config, measured.template),
    maxReadRequestUnits: spending.maxReadRequestUnits,
    maxWriteRequestUnits: spending.maxWriteRequestUnits,
    unchanged: perPair(unchangedPolls),
    release: perPair(releases),
    months: historyOf(settings, LIKE, items, new Date(LOADED_AT)).stored,
    request,
  };
}

function meanBytes(items: readonly StoredItem[], prefix: string): number {
  return mean(items.filter(({ PK, SK }) => PK.startsWith('PAIR#') && SK.startsWith(prefix)));
}

function mean(items: readonly StoredItem[]): number {
  return items.length === 0 ? 0 : bytesOf(items) / items.length;
}
