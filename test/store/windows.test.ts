import { expect, test } from 'vitest';
import { pair } from '../../shared/domain/pair.ts';
import { period } from '../../shared/domain/period.ts';
import { currentInWindow, newestInWindow, writeChanges } from '../../shared/store/observations.ts';
import { embeddedDatabase } from '../support/embedded-database.ts';
import { type Amounts, vintagesOf } from '../support/observations.ts';

const database = embeddedDatabase();
const XA = pair('XA-XB');
const KNOWN_AT = '2026-01-29T13:30:00.000Z';

function exportsOf(amounts: Amounts) {
  return vintagesOf({ exports: amounts }, { knownAt: KNOWN_AT }).map((vintage) => ({
    vintage,
    replaces: undefined,
  }));
}

test('a window holds its own frequency only, both ends included', async () => {
  const table = await database.freshTable();
  const amounts = {
    '2024-12': 1,
    '2025': 2,
    '2025-01': 3,
    '2025-Q1': 4,
    '2025-03': 5,
    '2025-04': 6,
  };
  await writeChanges(table, exportsOf(amounts));
  const periods = async (from: string, to: string) =>
    (await currentInWindow(table, XA, 'exports', [period(from), period(to)])).map(
      (found) => found.period,
    );

  expect(await periods('2024-12', '2025-03')).toEqual(['2024-12', '2025-01', '2025-03']);
  expect(await periods('2024', '2026')).toEqual(['2025']);
  expect(
    await currentInWindow(table, XA, 'imports', [period('2024-12'), period('2025-03')]),
  ).toEqual([]);
});

test('the newest of a window is read without the rest of it, and another frequency in between is passed over', async () => {
  const table = await database.freshTable();
  await writeChanges(
    table,
    exportsOf({ '2024-10': 1, '2024-11': 2, '2024': 12, '2024-Q4': 4, '2025-02': 3 }),
  );
  const newest = async (from: string, to: string) => {
    table.calls.restart();
    const found = await newestInWindow(table, XA, 'exports', [period(from), period(to)]);
    return [found?.period, table.calls.commands.length];
  };

  expect(await newest('2024-01', '2025-01')).toEqual(['2024-11', 1]);
  expect(await newest('2024-01', '2026-12')).toEqual(['2025-02', 1]);
  expect(await newest('2025-03', '2026-12')).toEqual([undefined, 1]);
});

test('the newest of a window is found however many of another frequency come after it', async () => {
  const table = await database.freshTable();
  const years = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`${2005 + at}`, at]));
  await writeChanges(table, exportsOf({ '2004-12': 1, ...years }));
  const window = [period('2004-01'), period('2025-12')] as const;

  expect((await newestInWindow(table, XA, 'exports', window))?.period).toBe('2004-12');
});
