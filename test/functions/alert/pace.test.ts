import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPace } from '../../../functions/alert/pace.ts';
import { createReplayClock } from '../../../infra/local/replay-clock.ts';

const START = new Date('2026-08-04T12:31:00Z');

/** When each of several messages went, in milliseconds; before each, so much time has passed. */
async function timesOf(pauses: readonly number[], perSecond: number): Promise<number[]> {
  const clock = createReplayClock(START);
  const pace = createPace(clock, perSecond);
  const times: number[] = [];
  for (const pause of pauses) {
    await clock.sleep(pause);
    await pace();
    times.push(clock.now().getTime() - START.getTime());
  }
  return times;
}

test('as many as are allowed in a second go at once, and the next when the second is over', async () => {
  const times = await timesOf(Array(12).fill(0), 5);
  expect(times).toEqual([0, 0, 0, 0, 0, 1000, 1000, 1000, 1000, 1000, 2000, 2000]);
});

test('no second has more than are allowed, however they come, and what has waited enough goes at once', async () => {
  const pauses = fc.array(fc.integer({ min: 0, max: 1500 }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(pauses, fc.integer({ min: 1, max: 9 }), async (given, perSecond) => {
      const times = await timesOf(given, perSecond);
      times.forEach((time, index) => {
        const earlier = times[index - perSecond];
        if (earlier !== undefined) expect(time - earlier).toBeGreaterThanOrEqual(1000);
        const asked = (times[index - 1] ?? 0) + (given[index] ?? 0);
        const allowed = earlier === undefined ? 0 : earlier + 1000;
        expect(time).toBe(Math.max(asked, allowed));
      });
    }),
  );
});
