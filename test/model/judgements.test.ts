import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { assertLaw } from '../support/law.ts';
import { histories } from './history.ts';
import { misjudgementsIn } from './judgements.ts';
import { REASONS } from './rules.ts';

it('whatever happens to figures and rules, each look at a pair tells what it must and nothing else', () => {
  const told = new Set<string>();
  assertLaw(
    fc.property(histories, (history) => {
      const judged = misjudgementsIn(history);
      for (const reason of judged.told) told.add(reason);
      expect(judged.differences).toEqual([]);
    }),
    { seed: 1, numRuns: 250 },
  );
  expect([...told].toSorted()).toEqual(REASONS.toSorted());
});
