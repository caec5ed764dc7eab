import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { givenDirectory } from '../support/data-directory.ts';
import { processesNaming, startMain } from '../support/processes.ts';
import { givenTheReplay } from '../support/tidemark.ts';

/** Runs it to its end, and answers what the person at the terminal reads. */
async function whenRun(how: Parameters<typeof startMain>[0]) {
  const { ended, stderr, lines, child } = startMain(how);
  const code = await ended;
  return { code, stderr: stderr(), stdout: lines.join('\n'), pid: child.pid };
}

/** One line that says what is wrong and, after a colon, how to mend it; no stack trace, and not a success. */
function expectOneSentence(
  { code, stderr, stdout }: Awaited<ReturnType<typeof whenRun>>,
  what: RegExp,
): void {
  expect(stderr).toMatch(what);
  expect(stderr).toMatch(/^[^\n]+: [^\n]+\.\n$/);
  expect(stdout).toBe('');
  expect(code).toBe(1);
}

describe('npm start', () => {
  givenTheReplay();
  let taken: Server;
  beforeAll(async () => {
    taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, resolve));
  });
  afterAll(() => {
    taken.close();
  });

  it('prints its flags and variables for --help, and starts nothing', async () => {
    const { code, stdout, stderr } = await whenRun({ flags: ['--help'] });

    expect(code).toBe(0);
    expect(stderr).toBe('');
    for (const word of ['--data DIR', '--live', '--verbose', 'PORT=', 'API_KEY_US_CENSUS=']) {
      expect(stdout).toContain(word);
    }
  });

  it.each([
    ['a flag that does not exist', ['--prot', '4041'], /'--prot'/],
    ['a word that is no flag', ['./data.d'], /'\.\/data\.d'/],
    ['--data without a directory', ['--data'], /--data <value>/],
    ['--data before another flag', ['--data', '--live'], /--data/],
    ['--data with nothing in it', ['--data', ''], /--data names no directory/],
  ])('refuses %s', async (_what, flags, words) => {
    expectOneSentence(await whenRun({ flags }), words);
  });

  it.each(['abc', '70000', '-1', '40.5'])('refuses PORT=%s', async (PORT) => {
    expectOneSentence(await whenRun({ env: { PORT } }), /PORT must be a number from 0 to 65535/);
  });

  it('refuses a port that is taken, and names another one', async () => {
    const { port } = taken.address() as AddressInfo;

    const run = await whenRun({ env: { PORT: String(port) } });

    expectOneSentence(run, new RegExp(`Port ${port} is taken`));
    expect(run.stderr).toMatch(/PORT=\d+ npm start/);
    expect(run.stderr).not.toContain(`PORT=${port} `);
  });

  it('refuses a --data that is a file', async () => {
    const file = join(givenDirectory(), 'file');
    writeFileSync(file, '');

    expectOneSentence(await whenRun({ flags: ['--data', file] }), /cannot be made a directory/);
  });

  it('refuses a --data that another Tidemark uses, and leaves that one alone', async () => {
    const directory = givenDirectory();
    const holder = startMain({ flags: ['--data', directory] });
    await holder.line(/^2019/);

    const run = await whenRun({ flags: ['--data', directory] });

    expectOneSentence(run, new RegExp(`in use by process ${holder.child.pid}`));
    expect(await holder.line(/^2020/)).toContain('published-figures');
  });

  it('refuses a --data that holds no database, and leaves nothing running', async () => {
    const directory = givenDirectory();
    writeFileSync(
      join(directory, 'dynamodb.sqlite'),
      'this is no database, whatever its name says',
    );

    const { code, stderr } = await whenRun({ flags: ['--data', directory] });

    expect(code).toBe(1);
    expect(stderr).toMatch(/The embedded DynamoDB did not start[^\n]*dynamodb\.sqlite/);
    expect(processesNaming(directory)).toEqual([]);
  });

  it('says on a machine for which there is no embedded database how to do without', async () => {
    const other = `Object.defineProperty(process, 'arch', { value: 'riscv64' })`;

    const run = await whenRun({ node: ['--import', `data:text/javascript,${other}`] });

    expectOneSentence(run, /no embedded DynamoDB for \w+-riscv64/);
    expect(run.stderr).toContain('AWS_ENDPOINT_URL_DYNAMODB');
  });

  it('needs no AWS account, whatever profile the shell is set to', async () => {
    const { line } = startMain({ env: { AWS_PROFILE: 'no-such-profile' } });

    expect(await line(/^2019/)).toContain('published-figures');
  });
});
