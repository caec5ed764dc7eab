import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalTidemark, startLocal } from '../../infra/local/runner.ts';
import { givenDirectory } from '../support/data-directory.ts';

const COMMAND = join(import.meta.dirname, '../../infra/commands/rules.ts');
const RULE = {
  id: 'us-kr-wider',
  pair: 'US-KR',
  metric: 'balance-12m',
  fires: { below: -58_000_000_000 },
};

let tidemark: LocalTidemark;
beforeAll(async () => {
  tidemark = await startLocal({ port: 0, sources: 'replay' });
});
afterAll(() => tidemark.stop());

/** Runs the command to its end. */
async function whenRun(...words: string[]) {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', COMMAND, ...words],
    {
      env: { ...process.env, TIDEMARK_URL: tidemark.url },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const printed = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    printed.stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    printed.stderr += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [number];
  return { code, ...printed };
}

describe('npm run rules', () => {
  it('without a command says what there is', async () => {
    const { code, stdout } = await whenRun();

    expect(code).toBe(0);
    for (const word of ['list', 'show ID', 'put FILE|JSON', 'preview', 'delete ID', '--url']) {
      expect(stdout).toContain(word);
    }
  });

  it('lists every rule, its line, and where it stands', async () => {
    const { code, stdout } = await whenRun('list');

    expect(code).toBe(0);
    expect(stdout).toMatch(/^us-kr-deficit-60bn +v1 +US-KR +balance-12m .*FIRING since 2026-06$/m);
    expect(stdout).toMatch(/^us-jp-deficit-55bn .* quiet$/m);
  });

  it('previews, writes, shows, changes and retires a rule, which then judges no more', async () => {
    const preview = await whenRun('preview', JSON.stringify(RULE));
    const file = join(givenDirectory(), 'rule.json');
    writeFileSync(file, JSON.stringify(RULE));
    const put = await whenRun('put', file);
    await tidemark.settle();
    const shown = await whenRun('show', RULE.id, '--json');
    const moved = await whenRun(
      'put',
      JSON.stringify({ ...RULE, fires: { below: -62_000_000_000 } }),
    );
    await tidemark.settle();
    const deleted = await whenRun('delete', RULE.id);
    const gone = await whenRun('show', RULE.id);

    expect(preview.stdout).toMatch(/^It would have fired \d+ times, \d+ of them revised away/m);
    expect(preview.stdout).toContain('warning (fires-now)');
    expect(put.stdout).toMatch(/^us-kr-wider +v1/);
    // First sight is a baseline; the line that was moved away from it is told.
    expect(JSON.parse(shown.stdout)).toMatchObject({ state: { firing: true, lastTold: null } });
    expect(moved.stdout).toMatch(/^us-kr-wider +v2/);
    expect(tidemark.mails().at(-1)?.subject).toMatch(/^US-KR: line moved from \$58bn to \$62bn/);
    expect(deleted.stdout).toBe('us-kr-wider is retired.\n');
    expect(gone.code).toBe(1);
    expect(gone.stderr).toMatch(
      /there is no rule "us-kr-wider" here \(there are: .*us-kr-deficit-60bn/,
    );
  });

  it.each([
    [['fly'], /there is no command fly: list, show, put, preview or delete/],
    [['show'], /which rule\?/],
    [['put'], /which rule\?/],
    [['put', 'no-such-file.json'], /neither a file nor JSON/],
    [['list', 'everything', 'else'], /one thing at a time/],
    [['list', '--colour'], /'--colour'.*--help/],
    [['list', '--url', 'tidemark'], /--url must be a URL such as http/],
    [
      ['list', '--url', 'http://127.0.0.1:9'],
      /no answer from http:\/\/127\.0\.0\.1:9: is it running\?/,
    ],
    [['preview', '{"pair":"US-KR"}'], /for example \{"id"/],
    [
      ['put', '{"id":"us-kr-x","pair":"US-KR","metric":"mirror-gap","fires":{"above":1}}'],
      /they have no mirror-exports/,
    ],
  ])('refuses %j in one line, and ends with 1', async (words, message) => {
    const { code, stdout, stderr } = await whenRun(...words);

    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stdout).toBe('');
    expect(code).toBe(1);
  });
});
