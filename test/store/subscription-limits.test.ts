import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { instant } from '../../shared/domain/observation.ts';
import { countRequest, giveBack } from '../../shared/store/subscription-limits.ts';
import { WriteConflict } from '../../shared/store/table.ts';
import { embeddedDatabase, type TestTable } from '../support/embedded-database.ts';

const database = embeddedDatabase();
const NOW = new Date('2026-08-04T12:00:00Z');
const CAPS = { perNetwork: 2, everybody: 3 };
const UNTIL = instant('2026-08-05T12:00:00Z');

async function countsOf(table: TestTable) {
  const items = await table.items();
  return Object.fromEntries(items.map(({ PK, requests, until }) => [PK, requests ?? until]));
}

describe('a request', () => {
  it('is counted for its address, its network and everybody', async () => {
    const table = await database.freshTable();
    const asked = { address: 'a', network: 'n' };

    expect(await countRequest(table, asked, NOW, CAPS)).toEqual({ kind: 'granted', until: UNTIL });
    expect(await countsOf(table)).toEqual({
      ...{ 'LIMIT#ADDRESS#a': UNTIL, 'LIMIT#NETWORK#n': '1', 'LIMIT#EVERYBODY': '1' },
    });
  });

  it('is held back by the first limit that is reached, and then counted for none', async () => {
    const table = await database.freshTable();
    const count = (address: string, network: string) =>
      countRequest(table, { address, network }, NOW, CAPS);
    await count('a', 'n');
    const before = await table.items();
    expect(await count('a', 'm')).toEqual({ kind: 'held-back', by: 'address' });
    expect(await table.items()).toEqual(before);

    await count('b', 'n');
    expect(await count('c', 'n')).toEqual({ kind: 'held-back', by: 'network' });
    await count('d', 'm');
    expect(await count('e', 'm')).toEqual({ kind: 'held-back', by: 'everybody' });
    expect(Object.keys(await countsOf(table))).not.toContain('LIMIT#ADDRESS#e');
  });

  it('is counted anew when its time is over, though TTL has not yet deleted what was counted', async () => {
    const table = await database.freshTable();
    const asked = { address: 'a', network: 'n' };
    await countRequest(table, asked, NOW, { perNetwork: 1, everybody: 1 });
    const later = new Date('2026-08-05T12:00:00Z');

    expect(await countRequest(table, asked, later, { perNetwork: 1, everybody: 1 })).toMatchObject({
      kind: 'granted',
    });
  });

  it.each([3, 4])('that meets %d others at the same moment is tried four times', async (others) => {
    const table = await database.freshTable();
    let met = 0;
    table.client.middlewareStack.add(() => async () => {
      met += 1;
      if (met > others) throw new Error('it was let through');
      throw new TransactionCanceledException({
        ...{ message: 'cancelled', $metadata: {} },
        CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }, { Code: 'None' }],
      });
    });
    const counted = countRequest(table, { address: 'a', network: 'n' }, NOW, CAPS);

    if (others === 4) await expect(counted).rejects.toThrow(WriteConflict);
    else await expect(counted).rejects.toThrow('it was let through');
  });
});

describe('an address that is given back', () => {
  it('is free for the next request, and its network stays counted', async () => {
    const table = await database.freshTable();
    const asked = { address: 'a', network: 'n' };
    await countRequest(table, asked, NOW, CAPS);
    await giveBack(table, 'a', UNTIL);

    expect(await countRequest(table, asked, NOW, CAPS)).toMatchObject({ kind: 'granted' });
    expect(await countsOf(table)).toMatchObject({ 'LIMIT#NETWORK#n': '2', 'LIMIT#EVERYBODY': '2' });
  });

  it('is not taken from a later request that holds it, nor made where there is none', async () => {
    const table = await database.freshTable();
    await giveBack(table, 'a', UNTIL);
    expect(await table.items()).toEqual([]);

    await countRequest(table, { address: 'a', network: 'n' }, NOW, CAPS);
    await giveBack(table, 'a', instant('2026-08-05T11:00:00Z'));
    expect(await countsOf(table)).toMatchObject({ 'LIMIT#ADDRESS#a': UNTIL });
  });
});
