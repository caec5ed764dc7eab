import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Benchmark } from './benchmark.ts';
import { elapsed, median } from './medians.ts';

const MAIN = join(import.meta.dirname, '../../infra/local/main.ts');
const ROUNDS = 3;

/** What `npm start` runs, from nothing to the line that says that it is ready: table, functions, the replay of all releases. */
export const start: Benchmark = {
  name: 'start',
  kind: 'timed',
  async measure() {
    const taken: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) taken.push(await elapsed(untilReady));
    return [
      {
        name: 'start',
        value: median(taken) / 1000,
        unit: 's',
        target: { most: 10 },
        of: 'npm start until it is ready, all releases replayed',
      },
    ];
  },
};

async function untilReady(): Promise<void> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN], {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  try {
    for await (const line of createInterface(child.stdout)) {
      if (line.startsWith('Tidemark is ready')) return;
    }
    throw new Error('npm start ended before it was ready');
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}
