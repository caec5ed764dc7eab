import type { Benchmark } from './benchmark.ts';
import { givenPair } from './given-pair.ts';
import { onGround } from './ground.ts';
import { monthsTo, NEWEST } from './history.ts';
import { poll } from './telling-source.ts';
import type { Units } from './units.ts';

const AT = new Date('2026-08-06T13:30:00Z');

/** A poll that brings nothing new: it looks at the months that it asked for, however many there are before them. */
export const idlePoll: Benchmark = {
  name: 'idle',
  kind: 'counted',
  async measure() {
    const [few, many] = [await idleAfter(5), await idleAfter(20)];
    const of = 'a poll that brings nothing new, of 37 months of five indicators';
    return [
      {
        name: 'idle/write-units',
        value: many.writeUnits,
        unit: 'write units',
        target: { most: 0 },
        of,
      },
      {
        name: 'idle/read-units',
        value: many.readUnits / few.readUnits,
        unit: 'x',
        target: { most: 1 },
        of: `the same after 20 years of history, over after 5 (${few.readUnits} read units)`,
      },
    ];
  },
};

function idleAfter(years: number): Promise<Units> {
  return onGround(async ({ table, counting }) => {
    await givenPair(table, monthsTo(NEWEST, years * 12));
    return counting(() => poll(table, monthsTo(NEWEST, years * 12), AT));
  });
}
