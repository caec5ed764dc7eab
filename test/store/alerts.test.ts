import { describe, expect, test } from 'vitest';
import { instant } from '../../shared/domain/observation.ts';
import {
  alertPut,
  claim,
  markSent,
  readAlert,
  readAlerts,
  release,
} from '../../shared/store/alerts.ts';
import { putItem, WriteConflict } from '../../shared/store/table.ts';
import { alertAbout } from '../support/alerts.ts';
import { embeddedDatabase, type TestTable } from '../support/embedded-database.ts';

const database = embeddedDatabase();
const NOW = instant('2026-08-04T12:31:00Z');
const LEASE = { now: NOW, leaseUntil: instant('2026-08-04T12:32:00Z') };
const AT_ITS_END = { now: LEASE.leaseUntil, leaseUntil: instant('2026-08-04T12:33:00Z') };
const AFTER_IT = { ...AT_ITS_END, now: instant('2026-08-04T12:32:00.001Z') };
const SENT = { messageId: 'm1', sentAt: NOW };
const alert = alertAbout();

async function outbox(): Promise<TestTable> {
  const table = await database.freshTable();
  await putItem(table, alertPut(alert));
  return table;
}

async function standingIn(table: TestTable) {
  return (await readAlert(table, alert.pair, alert.id, { consistent: true }))?.delivery;
}

test('an alert is read as it was raised, with every digit', async () => {
  const table = await database.freshTable();
  const told = alertAbout({
    ...{ value: '-12345678901234567890123456789012345678.9', note: 'A note.', since: '2026-05' },
    previous: { period: '2026-05', value: '0.00000000000000000001' },
    threshold: { fires: { below: -1 }, before: { fires: { above: 2 }, clears: 1 } },
  });
  await putItem(table, alertPut(told));

  expect(await readAlert(table, told.pair, told.id)).toEqual({
    alert: told,
    delivery: { status: 'PENDING' },
  });
});

test('an alert is raised once, however often it is found', async () => {
  const table = await outbox();
  await expect(putItem(table, alertPut(alert))).rejects.toThrow(WriteConflict);
});

describe('a claim', () => {
  test('is given to one of two', async () => {
    const table = await outbox();
    const claims = await Promise.all([claim(table, alert, LEASE), claim(table, alert, LEASE)]);

    expect(claims.toSorted()).toEqual([false, true]);
    expect(await standingIn(table)).toEqual({ status: 'CLAIMED', leaseUntil: LEASE.leaseUntil });
  });

  test('holds to the end of its lease and not beyond', async () => {
    const table = await outbox();
    await claim(table, alert, LEASE);

    expect(await claim(table, alert, AT_ITS_END)).toBe(false);
    expect(await claim(table, alert, AFTER_IT)).toBe(true);
  });

  test('that is given back is free at once', async () => {
    const table = await outbox();
    await claim(table, alert, LEASE);

    expect(await release(table, alert)).toBe(true);
    expect(await claim(table, alert, LEASE)).toBe(true);
  });

  test('of what is sent or was never raised is refused', async () => {
    const table = await outbox();
    await claim(table, alert, LEASE);
    await markSent(table, alert, SENT);

    expect(await claim(table, alert, AFTER_IT)).toBe(false);
    expect(await claim(table, alertAbout({ pair: 'XA-XC' }), LEASE)).toBe(false);
    expect(await table.items()).toHaveLength(1);
  });
});

describe('a sent alert', () => {
  test('stays as it was first marked, and is never given back', async () => {
    const table = await outbox();
    await claim(table, alert, LEASE);

    expect(await markSent(table, alert, SENT)).toBe(true);
    expect(await markSent(table, alert, { ...SENT, messageId: 'm2' })).toBe(false);
    expect(await release(table, alert)).toBe(false);
    expect(await standingIn(table)).toEqual({ status: 'SENT', ...SENT });
    expect((await table.items())[0]).not.toHaveProperty('leaseUntil');
  });

  test('was claimed before', async () => {
    const table = await outbox();
    expect(await markSent(table, alert, SENT)).toBe(false);
    expect(await standingIn(table)).toEqual({ status: 'PENDING' });
  });
});

test('alerts of a pair are listed newest first, from an instant on and up to one of them', async () => {
  const table = await database.freshTable();
  const [old, middle, recent] = ['2026-06-01', '2026-07-01', '2026-08-01'].map((day) =>
    alertAbout({ knownAt: instant(`${day}T12:30:00Z`) }),
  );
  if (!old || !middle || !recent) throw new Error('three alerts were made');
  for (const each of [old, middle, recent]) await putItem(table, alertPut(each));
  await putItem(table, alertPut(alertAbout({ pair: 'XA-XC' })));
  const listed = async (range: Omit<Parameters<typeof readAlerts>[2], 'limit'>, limit = 10) =>
    (await readAlerts(table, alert.pair, { ...range, limit })).map((found) => found.alert.id);

  expect(await listed({})).toEqual([recent.id, middle.id, old.id]);
  expect(await listed({}, 2)).toEqual([recent.id, middle.id]);
  expect(await listed({ since: '20260701' })).toEqual([recent.id, middle.id]);
  expect(await listed({ before: middle.id })).toEqual([middle.id, old.id]);
});
