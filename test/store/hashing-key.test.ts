import { describe, expect, it } from 'vitest';
import { hashingKey } from '../../shared/store/hashing-key.ts';
import { embeddedDatabase } from '../support/embedded-database.ts';
import { InjectedFault } from '../support/faults.ts';

const database = embeddedDatabase();
const [ONE, OTHER] = ['1'.repeat(44), '2'.repeat(44)];

describe('the key of the hashes', () => {
  it('is made on first use, and is the same from then on', async () => {
    const table = await database.freshTable();

    expect(await hashingKey(table, () => ONE)).toBe(ONE);
    expect(await hashingKey(table, () => OTHER)).toBe(ONE);
    expect(await table.items()).toEqual([{ PK: 'SECRET', SK: 'HASHING-KEY', hashingKey: ONE }]);
  });

  it('is one for all who make it at once', async () => {
    const table = await database.freshTable();
    const keys = await Promise.all([ONE, OTHER].map((made) => hashingKey(table, () => made)));

    expect(new Set(keys).size).toBe(1);
  });

  it('is the one that was made, where the answer to making it was lost', async () => {
    const table = await database.freshTable();
    table.calls.failOnce('PutItemCommand', 'after');
    await expect(hashingKey(table, () => ONE)).rejects.toThrow(InjectedFault);

    expect(await hashingKey(table, () => OTHER)).toBe(ONE);
  });

  it('is never a short one', async () => {
    const table = await database.freshTable();
    await hashingKey(table, () => 'short');

    await expect(hashingKey(table, () => ONE)).rejects.toThrow('SECRET / HASHING-KEY');
  });
});
