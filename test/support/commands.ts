import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

interface Ended {
  readonly code: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one of the operator's commands to its end, and answers what the person at the terminal reads. */
export function whenCommandIsRun(name: string, flags: readonly string[]): Promise<Ended> {
  return whenProgramIsRun(`infra/commands/${name}.ts`, flags);
}

/** Runs a program, by its path from the root, to its end. */
export async function whenProgramIsRun(path: string, flags: readonly string[]): Promise<Ended> {
  const script = join(ROOT, path);
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', script, ...flags],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}
