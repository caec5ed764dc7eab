import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import autocannon from 'autocannon';
import type { Benchmark } from './benchmark.ts';
import { givenPair } from './given-pair.ts';
import { onGround } from './ground.ts';
import { BENCH_PAIR } from './history.ts';
import { median } from './medians.ts';

const CONNECTIONS = 8;
const SECONDS = 3;
const ROUNDS = 5;

/** The API on loopback under load, over an app of the same framework that answers with one GetItem; each is loaded in turn. */
export const underLoad: Benchmark = {
  name: 'under-load',
  kind: 'timed',
  measure: () =>
    onGround(async ({ table, url }) => {
      await givenPair(table);
      const servers = {
        floor: await startServer('floor', url, table.name),
        api: await startServer('api', url, table.name),
      };
      const runs = { floor: [] as Run[], api: [] as Run[] };
      try {
        for (let round = -1; round < ROUNDS; round += 1) {
          for (const name of ['floor', 'api'] as const) {
            const run = await load(servers[name].url);
            if (round >= 0) runs[name].push(run);
          }
        }
      } finally {
        for (const { stop } of Object.values(servers)) stop();
      }
      const ratio = (figure: keyof Run): number =>
        median(runs.api.map((run) => run[figure])) / median(runs.floor.map((run) => run[figure]));
      const perSecond = median(runs.floor.map((run) => run.perSecond)).toFixed(0);
      const p99 = median(runs.floor.map((run) => run.p99)).toFixed(0);
      const what = `GET /v1/pairs/${BENCH_PAIR} over ${CONNECTIONS} connections`;
      return [
        {
          name: 'under-load/throughput',
          value: ratio('perSecond'),
          unit: 'x',
          target: { least: 0.6 },
          of: `${what}, over an empty app with one GetItem (${perSecond} a second)`,
        },
        {
          name: 'under-load/p99',
          value: ratio('p99'),
          unit: 'x',
          target: { most: 2 },
          of: `99 of 100 answers within, over the same (${p99} ms)`,
        },
      ];
    }),
};

interface Run {
  readonly perSecond: number;
  readonly p99: number;
}

async function load(url: string): Promise<Run> {
  const { requests, latency, non2xx, errors } = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: SECONDS,
  });
  if (non2xx + errors > 0) throw new Error(`${url}: ${non2xx + errors} requests failed`);
  return { perSecond: requests.average, p99: latency.p99 };
}

async function startServer(what: 'floor' | 'api', database: string, table: string) {
  const script = join(import.meta.dirname, 'serve.ts');
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', script, what, database, table],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const [port]: Buffer[] = await once(child.stdout, 'data');
  return {
    url: `http://127.0.0.1:${Number(port)}/v1/pairs/${BENCH_PAIR}`,
    stop: () => void child.stdin.end(),
  };
}
