import { describe, expect, test } from 'vitest';
import { instant } from '../../shared/domain/observation.ts';
import { pair } from '../../shared/domain/pair.ts';
import { readLoading } from '../../shared/store/loading.ts';
import { type Change, currentOf, writeChanges } from '../../shared/store/observations.ts';
import { readPresent } from '../../shared/store/pair-present.ts';
import { WriteConflict } from '../../shared/store/table.ts';
import { embeddedDatabase, type TestTable } from '../support/embedded-database.ts';
import { InjectedFault } from '../support/faults.ts';
import { amountsFrom, vintagesOf } from '../support/observations.ts';

const database = embeddedDatabase();
const XA = pair('XA-XB');
const KNOWN_AT = '2026-01-29T13:30:00.000Z';
const MINUTES_LATER = '2026-01-29T13:35:00.000Z';
const LONG_LATER = '2026-01-29T13:50:00.000Z';

/** The first prints of so many months of exports. */
function firstPrints(months: number, { source = 'xa-customs', knownAt = KNOWN_AT } = {}): Change[] {
  const amounts = Array.from({ length: months }, (_, index) => 1000 + index);
  return vintagesOf({ exports: amountsFrom('2010-01', amounts) }, { source, knownAt }).map(
    (vintage) => ({ vintage, replaces: undefined }),
  );
}

/** A load of 120 months that dies after its first chunk. */
async function deadLoad(table: TestTable): Promise<Change[]> {
  table.calls.dieAt({ at: 3, moment: 'after' });
  await expect(writeChanges(table, firstPrints(120))).rejects.toThrow(InjectedFault);
  table.calls.restart();
  const written = new Set((await currentOf(table, XA, 'exports')).map(({ period }) => period));
  expect(written.size).toBe(49);
  return firstPrints(120).filter(({ vintage }) => !written.has(vintage.period));
}

describe('a load', () => {
  test('of 50 changes is one transaction and needs no marker', async () => {
    const table = await database.freshTable();
    await writeChanges(table, firstPrints(50));

    expect(table.calls.writes()).toEqual(['TransactWriteItemsCommand']);
    expect(await table.items()).toHaveLength(100);
  });

  test.each([
    [51, 2],
    [98, 2],
    [99, 3],
    [120, 3],
  ])(
    'of %i changes is %i transactions under a marker that the last one lifts',
    async (changes, transactions) => {
      const table = await database.freshTable();
      await writeChanges(table, firstPrints(changes));

      expect(table.calls.writes()).toEqual([
        'PutItemCommand',
        ...Array(transactions).fill('TransactWriteItemsCommand'),
      ]);
      expect(await table.items()).toHaveLength(2 * changes + 1);
      expect(await readLoading(table, XA)).toBeUndefined();
      expect((await readPresent(table, XA)).loadingUntil).toBeNull();
    },
  );

  test('is marked for longer than a run may take, counted from its own clock', async () => {
    const table = await database.freshTable();
    await deadLoad(table);

    expect(await readLoading(table, XA)).toEqual({
      source: 'xa-customs',
      until: '2026-01-29T13:45:00.000Z',
    });
    expect((await readPresent(table, XA)).loadingUntil).toBe('2026-01-29T13:45:00.000Z');
  });

  test('that died half way is completed by the next write, however small the rest', async () => {
    const table = await database.freshTable();
    const rest = await deadLoad(table);
    await writeChanges(table, rest.slice(0, -1));
    table.calls.dieAt({ at: 3, moment: 'before' });
    await expect(writeChanges(table, rest.slice(-1))).rejects.toThrow(InjectedFault);
    table.calls.restart();
    await writeChanges(table, rest.slice(-1));

    expect(await currentOf(table, XA, 'exports')).toEqual(
      firstPrints(120).map(({ vintage }) => vintage),
    );
    expect(await readLoading(table, XA)).toBeUndefined();
  });

  test('that lost a race keeps its marker for the comparison that follows', async () => {
    const table = await database.freshTable();
    await writeChanges(table, firstPrints(120).slice(100, 101));
    await expect(writeChanges(table, firstPrints(120))).rejects.toThrow(WriteConflict);

    expect(await readLoading(table, XA)).toMatchObject({ source: 'xa-customs' });
  });
});

describe("another source's changes", () => {
  const other = firstPrints(2, { source: 'xb-customs', knownAt: MINUTES_LATER }).map(
    ({ vintage, replaces }): Change => ({
      vintage: { ...vintage, indicator: 'imports' },
      replaces,
    }),
  );

  test('that come in the middle of a load are covered by its marker and leave it standing', async () => {
    const table = await database.freshTable();
    const rest = await deadLoad(table);
    await writeChanges(table, other);

    expect(await readLoading(table, XA)).toMatchObject({ source: 'xa-customs' });
    await writeChanges(table, rest);
    expect(await readLoading(table, XA)).toBeUndefined();
    expect((await readPresent(table, XA)).observations).toHaveLength(122);
  });

  test('that come when the marker ran out lift it', async () => {
    const table = await database.freshTable();
    await deadLoad(table);
    const late = other.map(({ vintage, replaces }) => ({
      vintage: { ...vintage, knownAt: instant(LONG_LATER) },
      replaces,
    }));
    await writeChanges(table, late);

    expect(await readLoading(table, XA)).toBeUndefined();
  });
});
