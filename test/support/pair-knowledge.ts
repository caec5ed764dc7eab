import { decide, type Recomputation } from '../../functions/recompute/decide.ts';
import type { PairKnowledge } from '../../functions/recompute/read.ts';
import { asOf } from '../../shared/domain/as-of.ts';
import { instant, type Vintage } from '../../shared/domain/observation.ts';
import { pair } from '../../shared/domain/pair.ts';
import type { StoredRule } from '../../shared/store/rules.ts';

/** Everything that ever becomes known of a pair, and the rules over it. */
export interface History {
  vintages: readonly Vintage[];
  rules?: readonly StoredRule[];
}

/** What a pair is first recomputed from, as known at an instant. */
export function knowledgeAt({ vintages, rules = [] }: History, at: string): PairKnowledge {
  return {
    pair: vintages[0]?.pair ?? pair('XA-XB'),
    present: {
      latest: undefined,
      loadingUntil: null,
      observations: asOf(vintages, instant(at)),
      metricTexts: new Map(),
      states: new Map(),
    },
    rules,
    vintages: vintages.filter(({ knownAt }) => knownAt <= instant(at)),
  };
}

/** What a pair is recomputed from after an earlier recomputation was written. */
export function knowledgeAfter(
  before: PairKnowledge,
  written: Recomputation,
  history: History,
  at: string,
): PairKnowledge {
  const knowledge = knowledgeAt(history, at);
  return {
    ...knowledge,
    present: {
      ...knowledge.present,
      latest: written.latest ?? before.present.latest,
      metricTexts: new Map([...before.present.metricTexts, ...written.metrics]),
      states: new Map([...before.present.states, ...written.states]),
    },
  };
}

/** Recomputes a pair at each of several instants, writing in between; answers each recomputation. */
export function recomputedAt(history: History, ...instants: readonly string[]): Recomputation[] {
  let before: PairKnowledge | undefined;
  return instants.map((at) => {
    const knowledge = before
      ? knowledgeAfter(before, decide(before), history, at)
      : knowledgeAt(history, at);
    before = knowledge;
    return decide(knowledge);
  });
}
