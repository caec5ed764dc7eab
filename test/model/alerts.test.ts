import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Ground, prepareGround } from './ground.ts';
import { histories } from './history.ts';
import { REASONS } from './rules.ts';
import { differencesIn } from './verify.ts';

let ground: Ground;
beforeAll(async () => {
  ground = await prepareGround();
});
afterAll(() => ground.stop());

/** Of few histories one in which every reason occurs; more of them: `npm run faults`. */
const SEED = 102;
const HISTORIES = 14;

it('alerts mean what they say, in histories with revisions, gaps, edits, crashes and a stream that comes as it likes', async () => {
  const told = new Set<string>();
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      const played = await differencesIn(history, ground);
      for (const reason of played.told) told.add(reason);
      expect(played.differences).toEqual([]);
    }),
    { seed: SEED, numRuns: HISTORIES },
  );
  expect([...told].toSorted()).toEqual(REASONS.toSorted());
});
