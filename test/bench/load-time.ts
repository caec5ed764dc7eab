import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Benchmark } from './benchmark.ts';
import { bundled, FLOOR } from './bundled.ts';
import { medians } from './medians.ts';

const run = promisify(execFile);

/** Everything that the stack gives a function; nothing of it is reached. */
const ENVIRONMENT = {
  TABLE_NAME: 'table',
  INFO_TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:info',
  WARNING_TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:warnings',
  CRITICAL_TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:critical',
  PAIR_TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:pairs',
  OPERATOR_TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:operator',
  WORK_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/123456789012/work.fifo',
  WORK_ATTEMPTS: '3',
  SUBSCRIPTIONS: 'open',
  CONFIRMATION_MAILS_PER_DAY: '100',
  PAGE_URL: 'https://example.com',
  RULE_WRITES: 'signed',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'key',
  AWS_SECRET_ACCESS_KEY: 'secret',
};

/** What a cold start adds to that of Node: each bundle is loaded by a process of its own, which tells what it computed for that. */
export const loadTime: Benchmark = {
  name: 'load',
  kind: 'timed',
  async measure() {
    const bundles = await bundled();
    const taken = await medians(
      Object.fromEntries(
        [...bundles].map(([name, { path }]) => [name, () => millisecondsToLoad(path)] as const),
      ),
      { rounds: 15, warmUp: 1 },
    );
    const floor = taken[FLOOR] ?? Number.NaN;
    return [...bundles.keys()]
      .filter((name) => name !== FLOOR)
      .map((name) => ({
        name: `load/${name}`,
        value: (taken[name] ?? Number.NaN) / floor,
        unit: 'x',
        target: { most: 1.3 },
        of: `loading it, over the bundle of one GetItem (${floor.toFixed(0)} ms of processor time)`,
      }));
  },
};

async function millisecondsToLoad(path: string): Promise<number> {
  const script = `
    const start = process.cpuUsage();
    await import(${JSON.stringify(pathToFileURL(join(path, 'index.mjs')).href)});
    const { user, system } = process.cpuUsage(start);
    process.stdout.write(String((user + system) / 1000));`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], {
    env: ENVIRONMENT,
  });
  return Number(stdout);
}
