import { isDeepStrictEqual } from 'node:util';
import type { Pair } from '../../shared/domain/pair.ts';
import type * as z from '../../shared/domain/zod.ts';
import type { Attributes } from '../../shared/store/attributes.ts';
import { keys } from '../../shared/store/keys.ts';
import { parseLatest } from '../../shared/store/pair-present.ts';
import { getItem, type Table } from '../../shared/store/table.ts';
import { type pairAnswer, presentPair } from './answers/pair.ts';

type PairAnswer = z.input<typeof pairAnswer>;

/**
 * What is answered of a pair, made out of its read model, which is read for each request. While that is byte for byte as it was the
 * same answer is given again, which took a third of the request to make; there is one for each watched pair.
 */
export function createPairAnswers(table: Table): (pair: Pair) => Promise<PairAnswer> {
  const given = new Map<
    Pair,
    { readonly stored: Attributes | undefined; readonly answer: PairAnswer }
  >();
  return async (pair) => {
    const stored = await getItem(table, keys.latest(pair));
    const before = given.get(pair);
    if (before && isDeepStrictEqual(before.stored, stored)) return before.answer;
    const answer = presentPair(pair, stored && parseLatest(stored));
    given.set(pair, { stored, answer });
    return answer;
  };
}
