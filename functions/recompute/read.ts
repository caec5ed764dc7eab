import type { Vintage } from '../../shared/domain/observation.ts';
import type { Pair } from '../../shared/domain/pair.ts';
import { allVintages } from '../../shared/store/observations.ts';
import { type PairPresent, readPresent } from '../../shared/store/pair-present.ts';
import { readRules, type StoredRule } from '../../shared/store/rules.ts';
import type { Table } from '../../shared/store/table.ts';

/** All that a recomputation of a pair looks at. */
export interface PairKnowledge {
  readonly pair: Pair;
  readonly present: PairPresent;
  /** The rules of the pair that are in force. */
  readonly rules: readonly StoredRule[];
  /** Every vintage of the pair; read only when a revision may have to be told, and empty otherwise. */
  readonly vintages: readonly Vintage[];
}

export async function readPair(table: Table, pair: Pair): Promise<PairKnowledge> {
  const [present, all] = await Promise.all([readPresent(table, pair), readRules(table)]);
  const rules = all.filter((rule) => rule.pair === pair && !rule.retired);
  const vintages = mayTellRevision(present) ? await allVintages(table, pair) : [];
  return { pair, present, rules, vintages };
}

/** Whether a figure was restated since some rule was last judged: then the old figure is wanted for the alert. */
function mayTellRevision({ observations, states }: PairPresent): boolean {
  const judgedAt = [...states.values()].flatMap(({ knownAt }) => knownAt ?? []).sort()[0];
  if (judgedAt === undefined) return false;
  return observations.some(({ print, knownAt }) => print > 1 && knownAt > judgedAt);
}
