import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, vi } from 'vitest';

const MAIN = join(import.meta.dirname, '../../infra/local/main.ts');

export interface Started {
  readonly child: ChildProcess;
  /** What it printed so far, line by line. */
  readonly lines: readonly string[];
  readonly stderr: () => string;
  /** Waits for a line, and answers it; fails, with what was printed as errors, when the program ends before. */
  line(pattern: RegExp): Promise<string>;
  /** How it ended: an exit code, or the signal's name. */
  readonly ended: Promise<number | string>;
}

interface How {
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** For Node itself. */
  readonly node?: readonly string[];
  /** Another program than that of `npm start`. */
  readonly main?: string;
}

const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

/** What `npm start` runs, as a process of its own, on any free port; it does not outlive the file's tests. */
export function startMain({ flags = [], env = {}, node = [], main = MAIN }: How = {}): Started {
  const options = ['--disable-warning=ExperimentalWarning', ...node];
  const child = spawn(process.execPath, [...options, main, ...flags], {
    env: { ...process.env, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const lines: string[] = [];
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const printed = createInterface(child.stdout);
  printed.on('line', (text) => lines.push(text));
  const ended = once(child, 'close').then(
    ([code, signal]: (number | string)[]) => code ?? signal ?? '',
  );
  return {
    child,
    lines,
    stderr: () => stderr,
    ended,
    line(pattern) {
      const found = lines.find((text) => pattern.test(text));
      if (found !== undefined) return Promise.resolve(found);
      return new Promise((resolve, reject) => {
        printed.on('line', (text) => pattern.test(text) && resolve(text));
        child.once('close', () => reject(new Error(`it ended without ${pattern}: ${stderr}`)));
      });
    },
  };
}

/** The command lines of the processes that name a text, this test's own left out. */
export function processesNaming(text: string): string[] {
  return execFileSync('ps', ['-axww', '-o', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(text) && !line.trimStart().startsWith(`${process.pid} `));
}

/** Waits until no process names a text any more; fails, naming them, when some stay. */
export async function untilNoneNames(text: string): Promise<void> {
  await vi.waitFor(
    () => {
      const left = processesNaming(text);
      if (left.length > 0) throw new Error(`still running: ${left.join('; ')}`);
    },
    { timeout: 20_000, interval: 100 },
  );
}

/** Takes a port and gives it back; throws when somebody has it. */
export async function takeAndFree(port: number): Promise<void> {
  const server = createServer().listen(port);
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
}
