import { recomputePair } from '../../functions/recompute/recompute-pair.ts';
import { indicatorSchema } from '../../shared/domain/indicator.ts';
import { instant } from '../../shared/domain/observation.ts';
import { pair } from '../../shared/domain/pair.ts';
import { type RuleDefinition, ruleSchema } from '../../shared/domain/rule.ts';
import { currentOf, writeChanges } from '../../shared/store/observations.ts';
import { writeRule } from '../../shared/store/rules.ts';
import type { TestTable } from './embedded-database.ts';
import { listeningLogger } from './logs.ts';
import { vintagesOf } from './observations.ts';

const XA = pair('XA-XB');

/** Has figures of XA-XB become known at an instant, written as ingest writes them. */
export async function becomeKnown(
  table: TestTable,
  knownAt: string,
  amounts: Parameters<typeof vintagesOf>[0],
): Promise<void> {
  const known = await Promise.all(
    Object.keys(amounts).map((name) => currentOf(table, XA, indicatorSchema.parse(name))),
  );
  const changes = vintagesOf(amounts, { knownAt, run: knownAt }).map((vintage) => {
    const replaces = known
      .flat()
      .find((one) => one.indicator === vintage.indicator && one.period === vintage.period);
    return { vintage: { ...vintage, print: (replaces?.print ?? 0) + 1 }, replaces };
  });
  await writeChanges(table, changes);
}

/** Writes a rule about XA-XB: a monthly deficit of more than 100, where nothing else is said. */
export async function giveRule(
  table: TestTable,
  definition: Partial<RuleDefinition> = {},
  version = 1,
): Promise<void> {
  const rule = ruleSchema.parse({
    id: 'xa-xb-deficit',
    pair: XA,
    metric: 'balance',
    fires: { below: -100 },
    ...definition,
  });
  const writtenAt = instant('2026-01-01T00:00:00Z');
  await writeRule(table, {
    ...rule,
    version,
    retired: false,
    inForceSince: 1,
    settings: null,
    writtenAt,
  });
}

export async function recompute(
  table: TestTable,
  { now = '2026-06-01T00:00:00Z', log = listeningLogger().log } = {},
): Promise<void> {
  await recomputePair(XA, { table, now: () => new Date(now), log });
}

export async function sortKeysOf(table: TestTable, prefix: string): Promise<string[]> {
  const items = await table.items();
  return items.map(({ SK }) => SK).filter((key) => key.startsWith(prefix));
}
