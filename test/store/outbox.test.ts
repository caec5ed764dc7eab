import { describe, expect, test } from 'vitest';
import { instant } from '../../shared/domain/observation.ts';
import { alertPut, readAlert } from '../../shared/store/alerts.ts';
import { keys } from '../../shared/store/keys.ts';
import { claim, markPublished, markSent, release } from '../../shared/store/outbox.ts';
import { putItem } from '../../shared/store/table.ts';
import { alertAbout } from '../support/alerts.ts';
import { embeddedDatabase, type TestTable } from '../support/embedded-database.ts';

const database = embeddedDatabase();
const NOW = instant('2026-08-04T12:31:00Z');
const LEASE = { now: NOW, leaseUntil: instant('2026-08-04T12:32:00Z') };
const AT_ITS_END = { now: LEASE.leaseUntil, leaseUntil: instant('2026-08-04T12:33:00Z') };
const AFTER_IT = { ...AT_ITS_END, now: instant('2026-08-04T12:32:00.001Z') };
const SENT = { messageId: 'm1', sentAt: NOW };
const alert = alertAbout();
const key = keys.alert(alert.pair, alert.id);

async function outbox(): Promise<TestTable> {
  const table = await database.freshTable();
  await putItem(table, alertPut(alert));
  return table;
}

async function standingIn(table: TestTable) {
  return (await readAlert(table, alert.pair, alert.id, { consistent: true }))?.delivery;
}

describe('a claim', () => {
  test('is given to one of two', async () => {
    const table = await outbox();
    const claims = await Promise.all([claim(table, key, LEASE), claim(table, key, LEASE)]);

    expect(claims.toSorted()).toEqual([false, true]);
    expect(await standingIn(table)).toEqual({
      status: 'CLAIMED',
      leaseUntil: LEASE.leaseUntil,
      published: {},
    });
  });

  test('holds to the end of its lease and not beyond', async () => {
    const table = await outbox();
    await claim(table, key, LEASE);

    expect(await claim(table, key, AT_ITS_END)).toBe(false);
    expect(await claim(table, key, AFTER_IT)).toBe(true);
  });

  test('that is given back is free at once', async () => {
    const table = await outbox();
    await claim(table, key, LEASE);

    expect(await release(table, key)).toBe(true);
    expect(await claim(table, key, LEASE)).toBe(true);
  });

  test('of what is sent or was never raised is refused', async () => {
    const table = await outbox();
    await claim(table, key, LEASE);
    await markSent(table, key, SENT);

    expect(await claim(table, key, AFTER_IT)).toBe(false);
    expect(await claim(table, keys.alert(alertAbout({ pair: 'XA-XC' }).pair, 'x'), LEASE)).toBe(
      false,
    );
    expect(await table.items()).toHaveLength(1);
  });
});

describe('what was sent', () => {
  test('stays as it was first marked, and is never given back', async () => {
    const table = await outbox();
    await claim(table, key, LEASE);

    expect(await markSent(table, key, SENT)).toBe(true);
    expect(await markSent(table, key, { ...SENT, messageId: 'm2' })).toBe(false);
    expect(await release(table, key)).toBe(false);
    expect(await standingIn(table)).toEqual({ status: 'SENT', ...SENT });
    expect((await table.items())[0]).not.toHaveProperty('leaseUntil');
    expect((await table.items())[0]).not.toHaveProperty('published');
  });

  test('was claimed before', async () => {
    const table = await outbox();
    expect(await markSent(table, key, SENT)).toBe(false);
    expect(await standingIn(table)).toEqual({ status: 'PENDING' });
  });
});

describe('a message that is out', () => {
  const toAll = { to: 'info', messageId: 'm1' };

  test('is noted with its destination, beside the others, and stays as it was first noted', async () => {
    const table = await outbox();
    await claim(table, key, LEASE);

    expect(await markPublished(table, key, toAll)).toBe(true);
    await markPublished(table, key, { ...toAll, messageId: 'm2' });
    await markPublished(table, key, { to: 'pair', messageId: 'm3' });
    expect(await standingIn(table)).toMatchObject({ published: { info: 'm1', pair: 'm3' } });
  });

  test('is known to whoever takes the item over', async () => {
    const table = await outbox();
    await claim(table, key, LEASE);
    await markPublished(table, key, toAll);
    await claim(table, key, AFTER_IT);

    expect(await standingIn(table)).toEqual({
      status: 'CLAIMED',
      leaseUntil: AFTER_IT.leaseUntil,
      published: { info: 'm1' },
    });
  });

  test('is of an item that was claimed and is not yet sent', async () => {
    const table = await outbox();
    expect(await markPublished(table, key, toAll)).toBe(false);
    await claim(table, key, LEASE);
    await markSent(table, key, SENT);

    expect(await markPublished(table, key, toAll)).toBe(false);
    expect(await standingIn(table)).toEqual({ status: 'SENT', ...SENT });
  });
});
