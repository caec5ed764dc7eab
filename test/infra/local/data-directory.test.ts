import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDataDirectory } from '../../../infra/local/data-directory.ts';
import { LocalError } from '../../../infra/local/local-error.ts';
import { givenDirectory } from '../../support/data-directory.ts';

test('without a path nothing is kept but in memory, for each consumer apart', () => {
  const directory = openDataDirectory(undefined);
  const [one, two] = [directory.checkpointOf('recompute'), directory.checkpointOf('alert')];
  one.save('7');

  expect([one.load(), two.load()]).toEqual(['7', undefined]);
  expect(directory.path).toBeUndefined();
  directory.close();
});

test('a checkpoint is found by whoever opens the directory next', () => {
  const path = join(givenDirectory(), 'new', 'nested');
  const first = openDataDirectory(path);
  expect(first.checkpointOf('recompute').load()).toBeUndefined();
  first.checkpointOf('recompute').save('7');
  first.checkpointOf('recompute').save('8');
  first.close();

  const second = openDataDirectory(path);
  expect(second.checkpointOf('recompute').load()).toBe('8');
  expect(second.checkpointOf('alert').load()).toBeUndefined();
  expect(readdirSync(path).toSorted()).toEqual(['checkpoint-recompute', 'in-use-by']);
});

test('a directory in use by a running process is refused, with what to do', () => {
  const path = givenDirectory();
  writeFileSync(join(path, 'in-use-by'), String(process.ppid));

  expect(() => openDataDirectory(path)).toThrow(LocalError);
  expect(() => openDataDirectory(path)).toThrow(
    `${path} is in use by process ${process.ppid}: stop that one, or give --data another directory.`,
  );
  expect(readFileSync(join(path, 'in-use-by'), 'utf8')).toBe(String(process.ppid));
});

test.each([
  ['a process that is gone', () => String(spawnSync(process.execPath, ['--version']).pid)],
  ['nobody that can be read', () => 'nobody'],
  ['this very process', () => String(process.pid)],
])('a directory left behind by %s is taken', (_, holder) => {
  const path = givenDirectory();
  writeFileSync(join(path, 'in-use-by'), holder());
  openDataDirectory(path);

  expect(readFileSync(join(path, 'in-use-by'), 'utf8')).toBe(String(process.pid));
});

test('a closed directory is free', () => {
  const path = givenDirectory();
  const directory = openDataDirectory(path);
  directory.close();
  directory.close();

  expect(existsSync(join(path, 'in-use-by'))).toBe(false);
});

test('a file where the directory should be is refused, with what to do', () => {
  const file = join(givenDirectory(), 'file');
  writeFileSync(file, '');

  expect(() => openDataDirectory(file)).toThrow(LocalError);
  expect(() => openDataDirectory(file)).toThrow(
    'cannot be made a directory: give --data another one.',
  );
});
