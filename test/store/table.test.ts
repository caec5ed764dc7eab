import { describe, expect, test } from 'vitest';
import { only } from '../../infra/local/physical-resources.ts';
import { synthesize } from '../../infra/local/template.ts';
import {
  ACTIONS_PER_TRANSACTION,
  type ConditionalPut,
  getItem,
  getItems,
  isNew,
  putItem,
  query,
  WriteConflict,
  writeTogether,
} from '../../shared/store/table.ts';
import { embeddedDatabase, TABLE_PROPERTIES } from '../support/embedded-database.ts';

const database = embeddedDatabase();

function put(SK: string, item: Record<string, unknown> = {}): ConditionalPut {
  return { key: { PK: 'P', SK }, item };
}

function sortKeys(items: readonly Record<string, { S?: string | undefined }>[]) {
  return items.map((item) => item['SK']?.S);
}

test('the tables of the tests are made like the deployed one', () => {
  const [, deployed] = only(synthesize({}), 'AWS::DynamoDB::GlobalTable');
  expect(deployed.Properties).toMatchObject(TABLE_PROPERTIES);
});

describe('a query', () => {
  test('brings a range that is longer than a page whole', async () => {
    const table = await database.freshTable();
    const long = 'x'.repeat(390_000);
    for (const SK of ['a', 'b', 'c', 'd']) await putItem(table, put(SK, { long }));
    table.calls.restart();

    expect(sortKeys(await query(table, { partition: 'P' }))).toEqual(['a', 'b', 'c', 'd']);
    expect(table.calls.commands).toEqual(['QueryCommand', 'QueryCommand']);
    expect(sortKeys(await query(table, { partition: 'P', limit: 3 }))).toEqual(['a', 'b', 'c']);
  });

  test.each([
    [{ sortKey: { prefix: 'b' } }, ['b#1', 'b#2']],
    [{ sortKey: { between: ['a', 'b#1'] } }, ['a', 'b#1']],
    [{ newestFirst: true }, ['c', 'b#2', 'b#1', 'a']],
    [{ newestFirst: true, limit: 1, consistent: true }, ['c']],
    [{ limit: 9 }, ['a', 'b#1', 'b#2', 'c']],
  ] as const)('of %j finds %j', async (range, found) => {
    const table = await database.freshTable();
    for (const SK of ['a', 'b#1', 'b#2', 'c']) await putItem(table, put(SK));
    await putItem(table, { key: { PK: 'Q', SK: 'a' }, item: {} });

    expect(sortKeys(await query(table, { partition: 'P', ...range }))).toEqual(found);
  });
});

test('items are read by their keys; those that are not there are left out', async () => {
  const table = await database.freshTable();
  await putItem(table, put('a', { of: 'a', nothing: undefined }));
  await putItem(table, put('b'));

  expect(await getItem(table, { PK: 'P', SK: 'a' }, { consistent: true })).toEqual({
    PK: { S: 'P' },
    SK: { S: 'a' },
    of: { S: 'a' },
  });
  expect(await getItem(table, { PK: 'P', SK: 'z' })).toBeUndefined();
  const some = await getItems(
    table,
    ['a', 'b', 'z'].map((SK) => ({ PK: 'P', SK })),
  );
  expect(sortKeys(some).toSorted()).toEqual(['a', 'b']);
  expect(await getItems(table, [])).toEqual([]);
  // DynamoDB takes a hundred keys at a time.
  const many = Array.from({ length: 150 }, (_, index) => ({ PK: 'P', SK: `no-${index}` }));
  expect(await getItems(table, [...many, { PK: 'P', SK: 'a' }])).toHaveLength(1);
});

test('a put whose condition does not hold is a conflict that names the item', async () => {
  const table = await database.freshTable();
  await putItem(table, { ...put('a'), condition: isNew });
  const again = putItem(table, { ...put('a', { second: true }), condition: isNew });

  await expect(again).rejects.toThrow(WriteConflict);
  await expect(again).rejects.toThrow('P / a was written by somebody else');
  await expect(again).rejects.toMatchObject({ code: 'store.conflict', retryable: true });
  expect(await table.items()).toEqual([{ PK: 'P', SK: 'a' }]);
});

describe('writing together', () => {
  test('writes all of it or, where one condition does not hold, nothing', async () => {
    const table = await database.freshTable();
    await putItem(table, put('b', { version: 1 }));
    const failing = { ...put('b'), condition: isNew };

    await expect(writeTogether(table, [put('a'), failing])).rejects.toThrow(WriteConflict);
    expect(await table.items()).toHaveLength(1);
    await writeTogether(table, [put('a'), put('c')]);
    expect(await table.items()).toHaveLength(3);
  });

  test.each([
    ['holds', 1, true],
    ['does not hold', 2, false],
  ])('under a check of another item that %s', async (_, version, isWritten) => {
    const table = await database.freshTable();
    await putItem(table, put('guard', { version: 1 }));
    const condition = {
      expression: '#version = :version',
      names: { '#version': 'version' },
      values: { ':version': version },
    };
    const guard = { key: put('guard').key, condition };
    const writing = writeTogether(table, [put('a')], [guard]);

    if (isWritten) await writing;
    else await expect(writing).rejects.toThrow(WriteConflict);
    expect(await table.items()).toHaveLength(isWritten ? 2 : 1);
  });

  test('takes as many actions as DynamoDB does, and fails beyond as no conflict', async () => {
    const table = await database.freshTable();
    const puts = Array.from({ length: ACTIONS_PER_TRANSACTION + 1 }, (_, index) => put(`${index}`));
    const tooMany = writeTogether(table, puts);

    await expect(tooMany).rejects.toThrow();
    await expect(tooMany).rejects.not.toThrow(WriteConflict);
    await writeTogether(table, puts.slice(1));
    expect(await table.items()).toHaveLength(ACTIONS_PER_TRANSACTION);
  });

  test('of nothing asks nothing', async () => {
    const table = await database.freshTable();
    await writeTogether(table, []);
    expect(table.calls.commands).toEqual([]);
  });
});
