import { recomputePair } from '../../functions/recompute/recompute-pair.ts';
import { instant, type Observation } from '../../shared/domain/observation.ts';
import { ruleSchema } from '../../shared/domain/rule.ts';
import { settingsSchema } from '../../shared/domain/settings.ts';
import { writeRule } from '../../shared/store/rules.ts';
import { writeSettings } from '../../shared/store/settings.ts';
import type { Table } from '../../shared/store/table.ts';
import { silentLog } from './ground.ts';
import {
  BENCH_PAIR,
  BENCH_SOURCE,
  firstPrints,
  givenHistory,
  monthsTo,
  NEWEST,
} from './history.ts';

export const BENCH_SETTINGS = settingsSchema.parse({
  pairs: { [BENCH_PAIR]: { M: BENCH_SOURCE } },
  sources: {
    [BENCH_SOURCE]: { schedule: 'rate(1 day)', timeZone: 'UTC', historyFrom: '2005-01' },
  },
  rules: [],
});

/** A line that the figures cross again and again. */
export const BENCH_RULE = ruleSchema.parse({
  id: 'xa-xb-deficit',
  pair: BENCH_PAIR,
  metric: 'balance',
  fires: { below: -6_500_000_000 },
  clears: -5_500_000_000,
});

export const AFTERWARDS = new Date('2026-08-05T14:00:00Z');

/** Watches a pair with figures, twenty years of months where nothing else is said, and a rule; all of it is recomputed. */
export async function givenPair(
  table: Table,
  figures: readonly Observation[] = monthsTo(NEWEST, 240),
): Promise<void> {
  await writeSettings(table, BENCH_SETTINGS);
  await writeRule(table, {
    ...BENCH_RULE,
    version: 1,
    retired: false,
    inForceSince: 1,
    settings: null,
    writtenAt: instant(AFTERWARDS),
  });
  await givenHistory(table, firstPrints(figures));
  await recompute(table);
}

export async function recompute(table: Table): Promise<void> {
  await recomputePair(BENCH_PAIR, { table, now: () => AFTERWARDS, log: silentLog });
}
