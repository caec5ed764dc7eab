import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const COMMANDS = join(import.meta.dirname, '../../infra/commands');

/** Runs one of the operator's commands to its end, and answers what the person at the terminal reads. */
export async function whenCommandIsRun(
  name: string,
  flags: readonly string[],
): Promise<{ code: unknown; stdout: string; stderr: string }> {
  const script = join(COMMANDS, `${name}.ts`);
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
