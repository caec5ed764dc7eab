import { keys } from '../../shared/store/keys.ts';
import { getItem } from '../../shared/store/table.ts';
import { apiOver } from './asked-api.ts';
import type { Benchmark } from './benchmark.ts';
import { givenPair } from './given-pair.ts';
import { onGround } from './ground.ts';
import { BENCH_PAIR } from './history.ts';
import { elapsed, medians } from './medians.ts';

const PATH = `/v1/pairs/${BENCH_PAIR}`;

/** A pair's newest figures through the handler, over the GetItem that they are read by. */
export const pairRequest: Benchmark = {
  name: 'pair',
  kind: 'timed',
  measure: () =>
    onGround(async ({ table }) => {
      await givenPair(table);
      const ask = apiOver(table);
      const taken = await medians(
        {
          floor: () => elapsed(() => getItem(table, keys.latest(BENCH_PAIR))),
          handler: () => elapsed(() => ask(PATH)),
        },
        { rounds: 1500, warmUp: 300 },
      );
      return [
        {
          name: 'pair',
          value: taken.handler / taken.floor,
          unit: 'x',
          target: { most: 1.3 },
          of: `GET ${PATH} through the handler, over a bare GetItem of its item (${taken.floor.toFixed(2)} ms)`,
        },
      ];
    }),
};

/** What that request takes of the table. */
export const pairCost: Benchmark = {
  name: 'pair-cost',
  kind: 'counted',
  measure: () =>
    onGround(async ({ table, counting }) => {
      await givenPair(table);
      const ask = apiOver(table);
      await ask(PATH);
      const { requests, readUnits } = await counting(() => ask(PATH));
      const of = `GET ${PATH}, once the watch list is known`;
      return [
        { name: 'pair/requests', value: requests, unit: 'requests', target: { most: 1 }, of },
        {
          name: 'pair/read-units',
          value: readUnits,
          unit: 'read units',
          target: { most: 0.5 },
          of,
        },
      ];
    }),
};
