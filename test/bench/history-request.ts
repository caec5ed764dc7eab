import { pairPartition } from '../../shared/store/keys.ts';
import { query } from '../../shared/store/table.ts';
import { apiOver } from './asked-api.ts';
import type { Benchmark } from './benchmark.ts';
import { givenPair } from './given-pair.ts';
import { onGround } from './ground.ts';
import { BENCH_PAIR } from './history.ts';
import { elapsed, medians } from './medians.ts';

const PATH = `/v1/pairs/${BENCH_PAIR}/metrics/balance-12m`;

/** Twenty years of one metric through the handler, over the Query of the items that it is read from. */
export const historyRequest: Benchmark = {
  name: 'history',
  kind: 'timed',
  measure: () =>
    onGround(async ({ table }) => {
      await givenPair(table);
      const ask = apiOver(table);
      const range = { partition: pairPartition(BENCH_PAIR), sortKey: { prefix: 'METRIC#' } };
      const taken = await medians(
        {
          floor: () => elapsed(() => query(table, range)),
          handler: () => elapsed(() => ask(PATH)),
        },
        { rounds: 150, warmUp: 30 },
      );
      return [
        {
          name: 'history',
          value: taken.handler / taken.floor,
          unit: 'x',
          target: { most: 1.5 },
          of: `GET ${PATH}, 240 months, over a bare Query of their items (${taken.floor.toFixed(1)} ms)`,
        },
      ];
    }),
};

/** What that request takes of the table. */
export const historyCost: Benchmark = {
  name: 'history-cost',
  kind: 'counted',
  measure: () =>
    onGround(async ({ table, counting }) => {
      await givenPair(table);
      const ask = apiOver(table);
      await ask(PATH);
      const { requests, readUnits } = await counting(() => ask(PATH));
      const of = `GET ${PATH}, 240 months`;
      return [
        { name: 'history/requests', value: requests, unit: 'requests', target: { most: 1 }, of },
        { name: 'history/read-units', value: readUnits, unit: 'read units', of },
      ];
    }),
};
