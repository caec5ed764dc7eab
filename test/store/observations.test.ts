import { describe, expect, test } from 'vitest';
import { asOf } from '../../shared/domain/as-of.ts';
import { instant, type Vintage } from '../../shared/domain/observation.ts';
import { pair } from '../../shared/domain/pair.ts';
import {
  allVintages,
  type Change,
  contentHash,
  currentOf,
  writeChanges,
} from '../../shared/store/observations.ts';
import { WriteConflict } from '../../shared/store/table.ts';
import { embeddedDatabase } from '../support/embedded-database.ts';
import { type Amounts, vintagesOf } from '../support/observations.ts';

const database = embeddedDatabase();
const XA = pair('XA-XB');
const FIRST = '2026-01-29T13:30:00.000Z';
const SECOND = '2026-02-27T13:30:00.000Z';
const THIRD = '2026-03-27T13:30:00.000Z';

/** Exports as they become known at an instant, each in the place of what was known. */
function exportsKnown(amounts: Amounts, knownAt: string, replaces: readonly Vintage[] = []) {
  const print = replaces.length > 0 ? 2 : 1;
  return vintagesOf({ exports: amounts }, { knownAt, run: `run-${knownAt}`, print }).map(
    (vintage): Change => ({
      vintage,
      replaces: replaces.find(({ period: of }) => of === vintage.period),
    }),
  );
}

describe('a change', () => {
  test('is stored as the current value and as a vintage beside it, in one transaction', async () => {
    const table = await database.freshTable();
    await writeChanges(table, exportsKnown({ '2025-01': 100 }, FIRST));

    expect(table.calls.writes()).toEqual(['TransactWriteItemsCommand']);
    const [current, vintage] = await table.items();
    expect(current).toMatchObject({ PK: 'PAIR#XA-XB', SK: 'OBS#exports#2025-01', value: '100' });
    expect(vintage).toEqual({ ...current, SK: `VINT#exports#2025-01#${FIRST}` });
  });

  test('of a figure that was known replaces the current value and adds exactly one vintage', async () => {
    const table = await database.freshTable();
    await writeChanges(table, exportsKnown({ '2025-01': 100, '2025-02': 200 }, FIRST));
    const before = await table.items();
    const known = await currentOf(table, XA, 'exports');
    await writeChanges(table, exportsKnown({ '2025-01': 101 }, SECOND, known));

    const added = (await table.items()).filter(({ SK }) => !before.some((item) => item.SK === SK));
    expect(added).toMatchObject([
      { SK: `VINT#exports#2025-01#${SECOND}`, value: '101', previousHash: before[0]?.['hash'] },
    ]);
    const current = await currentOf(table, XA, 'exports');
    expect(current.map(({ value, print }) => [value.toFixed(), print])).toEqual([
      ['101', 2],
      ['200', 1],
    ]);
  });

  test('with vintages in between keeps each, linked to the one before it, and the last of them as the current value', async () => {
    const table = await database.freshTable();
    const of = (amount: number, knownAt: string, print: number): Vintage[] =>
      vintagesOf({ exports: { '2025-01': amount } }, { knownAt, print });
    const [first, second, third] = [
      of(100, FIRST, 1),
      of(101, SECOND, 2),
      of(102, THIRD, 3),
    ].flat();
    if (!first || !second || !third) throw new Error('three vintages were made');
    await writeChanges(table, [{ vintage: third, replaces: undefined, between: [first, second] }]);

    expect(table.calls.writes()).toEqual(['TransactWriteItemsCommand']);
    expect((await allVintages(table, XA)).map(({ knownAt }) => knownAt)).toEqual([
      FIRST,
      SECOND,
      THIRD,
    ]);
    expect(await currentOf(table, XA, 'exports')).toEqual([third]);
    const items = await table.items();
    const previous = items
      .filter(({ SK }) => SK.startsWith('VINT#'))
      .map((item) => item['previousHash']);
    expect(previous).toEqual([undefined, contentHash(first), contentHash(second)]);
  });

  test('that is none writes nothing and asks nothing', async () => {
    const table = await database.freshTable();
    await writeChanges(table, []);
    expect(table.calls.commands).toEqual([]);
  });

  test.each(['31434187683.702', '12345678901234567890123456789012345678', '-0.000000000000000001'])(
    'keeps every digit of %s',
    async (digits) => {
      const table = await database.freshTable();
      await writeChanges(table, exportsKnown({ '2025-01': digits }, FIRST));

      const [vintage] = await allVintages(table, XA);
      expect(vintage?.value.toFixed()).toBe(digits);
      expect(await currentOf(table, XA, 'exports')).toEqual([vintage]);
    },
  );

  test('keeps its note, and has none where the source said none', async () => {
    const table = await database.freshTable();
    const [noted, plain] = exportsKnown({ '2025-01': 100, '2025-02': 200 }, FIRST);
    if (!noted || !plain) throw new Error('two changes were made');
    const withNote = { ...noted, vintage: { ...noted.vintage, note: 'Excludes XC.' } };
    await writeChanges(table, [withNote, plain]);

    expect(await currentOf(table, XA, 'exports')).toEqual([withNote.vintage, plain.vintage]);
  });
});

describe('a write that comes too late is a conflict and changes nothing', () => {
  test.each([
    ['first print of a figure that is known', exportsKnown({ '2025-01': 99 }, SECOND)],
    [
      'revision of a figure that was revised in the meantime',
      exportsKnown(
        { '2025-01': 99 },
        SECOND,
        vintagesOf({ exports: { '2025-01': 98 } }, { knownAt: FIRST }),
      ),
    ],
    [
      'revision by an answer that is older than what is stored',
      exportsKnown(
        { '2025-01': 99 },
        '2026-01-01T00:00:00Z',
        vintagesOf({ exports: { '2025-01': 100 } }, { knownAt: FIRST }),
      ),
    ],
    [
      'second revision at the very instant of the first print',
      exportsKnown(
        { '2025-01': 99, '2025-02': 200 },
        FIRST,
        vintagesOf({ exports: { '2025-01': 100 } }, { knownAt: FIRST }),
      ),
    ],
  ])('%s', async (_, late) => {
    const table = await database.freshTable();
    await writeChanges(table, exportsKnown({ '2025-01': 100 }, FIRST));
    const before = await table.items();

    await expect(writeChanges(table, late)).rejects.toThrow(WriteConflict);
    expect(await table.items()).toEqual(before);
  });

  test('and so is a print that restates the same value once more', async () => {
    const table = await database.freshTable();
    const first = exportsKnown({ '2025-01': 100 }, FIRST);
    const known = first.map(({ vintage }) => vintage);
    await writeChanges(table, first);
    await writeChanges(table, exportsKnown({ '2025-01': 101 }, SECOND, known));
    const back = exportsKnown(
      { '2025-01': 100 },
      '2026-03-01T00:00:00Z',
      await currentOf(table, XA, 'exports'),
    );
    await writeChanges(
      table,
      back.map((change) => ({ ...change, vintage: { ...change.vintage, print: 3 } })),
    );

    // The value is again as it was compared, and yet two prints have passed.
    const late = exportsKnown({ '2025-01': 102 }, '2026-04-01T00:00:00Z', known);
    await expect(writeChanges(table, late)).rejects.toThrow(WriteConflict);
  });
});

test('as of any instant, the stored vintages give one value a period', async () => {
  const table = await database.freshTable();
  const first = exportsKnown({ '2025-01': 100, '2025-02': 200 }, FIRST);
  await writeChanges(table, first);
  await writeChanges(
    table,
    exportsKnown(
      { '2025-02': 201 },
      SECOND,
      first.map(({ vintage }) => vintage),
    ),
  );
  const vintages = await allVintages(table, XA, 'exports');
  const known = (at: string) =>
    asOf(vintages, instant(at)).map((found) => [found.period, found.value.toFixed()]);

  expect(vintages).toHaveLength(3);
  expect(known('2026-01-01T00:00:00Z')).toEqual([]);
  expect(known(FIRST)).toEqual([
    ['2025-01', '100'],
    ['2025-02', '200'],
  ]);
  expect(known(SECOND)).toEqual([
    ['2025-01', '100'],
    ['2025-02', '201'],
  ]);
});
