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
  /** Every vintage of the pair; read only when a figure was restated since a rule was last judged, and empty otherwise. */
  readonly vintages: readonly Vintage[];
}

export async function readPair(table: Table, pair: Pair): Promise<PairKnowledge> {
  const [present, all] = await Promise.all([readPresent(table, pair), readRules(table)]);
  const rules = all.filter((rule) => rule.pair === pair && !rule.retired);
  const vintages = wasRestated(present, rules)
    ? await allVintages(table, pair, undefined, { consistent: true })
    : [];
  return { pair, present, rules, vintages };
}

/** Whether a figure was restated since some rule was last judged: then what was known before is in the vintages only. */
function wasRestated({ observations, states }: PairPresent, rules: readonly StoredRule[]): boolean {
  const [judgedAt] = rules.flatMap(({ id }) => states.get(id)?.knownAt ?? []).sort();
  if (judgedAt === undefined) return false;
  return observations.some(({ print, knownAt }) => print > 1 && knownAt > judgedAt);
}
