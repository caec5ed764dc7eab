import { describe, expect, test } from 'vitest';
import type { Alert } from '../../../shared/domain/alert.ts';
import { instant } from '../../../shared/domain/observation.ts';
import { readAlert } from '../../../shared/store/alerts.ts';
import { keys } from '../../../shared/store/keys.ts';
import { claim } from '../../../shared/store/outbox.ts';
import { alertAbout } from '../../support/alerts.ts';
import {
  type Delivery,
  deliveryOf,
  embeddedSns,
  freshTopics,
  missingTopic,
  type Topics,
} from '../../support/deliveries.ts';
import { embeddedDatabase, type TestTable } from '../../support/embedded-database.ts';
import { InjectedFault } from '../../support/faults.ts';

const database = embeddedDatabase();
const emulator = embeddedSns();
const toXB = alertAbout();
const toXC = alertAbout({ pair: 'XA-XC', severity: 'info' });
const cleared = alertAbout({ rule: 'xa-xb-record', reason: 'cleared', severity: 'critical' });

async function given(
  alerts: readonly Alert[],
  others: Partial<Topics> = {},
  pace?: Parameters<typeof deliveryOf>[3],
): Promise<Delivery & Topics & { table: TestTable }> {
  const table = await database.freshTable();
  const topics = { ...(await freshTopics(emulator)), ...others };
  const delivery = deliveryOf(alerts, table, topics, pace);
  await delivery.raise();
  table.calls.restart();
  return { ...delivery, ...topics, table };
}

async function standingOf({ table }: { table: TestTable }, { pair, id }: Alert) {
  return (await readAlert(table, pair, id))?.delivery;
}

describe('an alert', () => {
  test('is pending when it is raised, and sent with its message when it was delivered', async () => {
    const delivery = await given([toXB]);
    expect(await standingOf(delivery, toXB)).toEqual({ status: 'PENDING' });
    await delivery.deliver();

    expect(await standingOf(delivery, toXB)).toEqual({
      status: 'SENT',
      messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      sentAt: '2026-08-04T12:31:00.000Z',
    });
    expect(await readAlert(delivery.table, toXB.pair, toXB.id)).toMatchObject({ alert: toXB });
    expect(await delivery.info.published()).toEqual([
      expect.objectContaining({
        Subject: expect.stringContaining('XA-XB'),
        MessageAttributes: { severity: { Type: 'String', Value: 'warning' } },
      }),
    ]);
  });

  test('is claimed before it is published, and marked after each message', async () => {
    const delivery = await given([toXB]);
    await delivery.deliver();

    expect(delivery.table.calls.commands).toEqual([
      'UpdateItemCommand',
      'GetItemCommand',
      // To those who get everything, to those who get warnings, to those who named the pair.
      'PublishCommand',
      'UpdateItemCommand',
      'PublishCommand',
      'UpdateItemCommand',
      'PublishCommand',
      'UpdateItemCommand',
    ]);
  });

  test('that was sent is not sent again when its record comes again', async () => {
    const delivery = await given([toXB]);
    await delivery.deliver();
    const before = await delivery.table.items();
    await delivery.deliver();

    expect(await delivery.info.published()).toHaveLength(1);
    expect(await delivery.table.items()).toEqual(before);
  });

  test('that is announced and not there is asked for again, and holds up none of the others', async () => {
    const delivery = await given([toXB]);

    await expect(delivery.deliver([toXC, toXB])).rejects.toThrow(`there is no ALERT#${toXC.id}`);
    expect(await standingOf(delivery, toXB)).toMatchObject({ status: 'SENT' });
    expect(await delivery.info.published()).toHaveLength(1);
  });

  test('that is announced twice is told once', async () => {
    const delivery = await given([toXB]);
    await delivery.deliver([toXB, toXB]);

    const [digest] = await delivery.info.published();
    expect(digest?.Message.split(toXB.id)).toHaveLength(2);
  });

  test('that somebody holds is waited for, taken over when the lease is over, and not before', async () => {
    const delivery = await given([toXB]);
    const [now, leaseUntil] = [instant(delivery.clock.now()), instant('2026-08-04T12:31:40Z')];
    await claim(delivery.table, keys.alert(toXB.pair, toXB.id), { now, leaseUntil });
    await delivery.deliver();

    expect(delivery.events()).toEqual(['alert.held', 'alert.sent']);
    expect(await standingOf(delivery, toXB)).toMatchObject({
      status: 'SENT',
      sentAt: '2026-08-04T12:31:40.001Z',
    });
  });

  test('keeps no other waiting on its lease while one is waited for', async () => {
    const delivery = await given([toXC, toXB]);
    const [now, leaseUntil] = [instant(delivery.clock.now()), instant('2026-08-04T12:32:00Z')];
    await claim(delivery.table, keys.alert(toXB.pair, toXB.id), { now, leaseUntil });
    await delivery.deliver();

    for (const alert of [toXC, toXB]) {
      expect(await standingOf(delivery, alert)).toMatchObject({
        sentAt: '2026-08-04T12:32:00.001Z',
      });
    }
    expect(await delivery.info.published()).toHaveLength(1);
  });

  test('is sent once by two deliveries at once', async () => {
    const delivery = await given([toXB, toXC]);
    await Promise.all([delivery.deliver([toXB]), delivery.deliver([toXC])]);
    await Promise.all([delivery.deliver(), delivery.deliver()]);

    expect(await delivery.info.published()).toHaveLength(2);
  });
});

describe('what comes together', () => {
  test('is one digest of all its pairs for those who get every pair, with the gravest severity', async () => {
    const delivery = await given([toXB, toXC, cleared]);
    await delivery.deliver();

    const [digest, ...others] = await delivery.info.published();
    expect(others).toEqual([]);
    expect(digest?.MessageAttributes).toEqual({ severity: { Type: 'String', Value: 'critical' } });
    for (const alert of [toXB, toXC, cleared]) {
      expect(digest?.Message).toContain(`/alerts/${alert.id}`);
      expect(await standingOf(delivery, alert)).toMatchObject({ status: 'SENT' });
    }
  });

  test('goes to those who want grave alerts only without the others, and not at all where there are none', async () => {
    const delivery = await given([toXB, toXC]);
    await delivery.deliver();

    const [warning, ...others] = await delivery.warning.published();
    expect(others).toEqual([]);
    expect(warning?.Message).toContain(toXB.id);
    expect(warning?.Message).not.toContain(toXC.id);
    expect(await delivery.critical.published()).toEqual([]);
  });

  test('is one message a pair for those who named pairs, with nothing of another pair in it', async () => {
    const delivery = await given([toXB, toXC, cleared]);
    await delivery.deliver();

    const shares = await delivery.byPair.published();
    expect(shares.map(({ MessageAttributes }) => MessageAttributes)).toEqual([
      {
        pair: { Type: 'String', Value: 'XA-XB' },
        severity: { Type: 'String', Value: 'critical' },
      },
      { pair: { Type: 'String', Value: 'XA-XC' }, severity: { Type: 'String', Value: 'info' } },
    ]);
    expect(shares[0]?.Message).not.toContain('XA-XC');
    expect(shares[1]?.Message).not.toContain('XA-XB');
  });

  test('is told to those who named pairs five pairs a second, so that no address has ten messages in one', async () => {
    const pairs = [...'CDEFGHIJKLMNOPQRSTUVWYZ'].map((letter) =>
      alertAbout({ pair: `XA-X${letter}` }),
    );
    const delivery = await given(pairs);
    await delivery.deliver();

    expect(await delivery.info.published()).toHaveLength(1);
    expect(await delivery.byPair.published()).toHaveLength(pairs.length);
    // 23 of them: the last three in the fifth second.
    expect(delivery.clock.now()).toEqual(new Date('2026-08-04T12:31:04Z'));
  });

  test('leaves out what was sent before', async () => {
    const delivery = await given([toXB, toXC]);
    await delivery.deliver([toXB]);
    await delivery.deliver();

    const [, second] = await delivery.byPair.published();
    expect(second?.MessageAttributes['pair']).toEqual({ Type: 'String', Value: 'XA-XC' });
  });
});

test('a publication that fails gives its alerts back at once, and the failure to the stream', async () => {
  const delivery = await given([toXB, toXC]);
  delivery.table.calls.failOnce('PublishCommand', 'before');
  const before = delivery.clock.now();

  await expect(delivery.deliver()).rejects.toThrow(InjectedFault);
  await delivery.deliver();
  expect(delivery.clock.now()).toEqual(before);
  expect(await delivery.info.published()).toHaveLength(1);
});

test('a message that SNS refuses again and again keeps no other back, and brings no copies of them', async () => {
  const refused = await given([toXB, toXC, cleared], { critical: missingTopic() });
  for (let attempt = 0; attempt < 5; attempt += 1) {
    await expect(refused.deliver()).rejects.toThrow();
  }

  expect(await refused.info.published()).toHaveLength(1);
  expect(await refused.warning.published()).toHaveLength(1);
  expect(await refused.byPair.published()).toHaveLength(2);
  expect(await standingOf(refused, toXB)).toMatchObject({ status: 'SENT' });
  expect(await standingOf(refused, toXC)).toMatchObject({ status: 'SENT' });
  expect(await standingOf(refused, cleared)).toMatchObject({ status: 'CLAIMED' });
});

test('what cannot be published while the lease holds goes with the next attempts, and nothing twice', async () => {
  const pairs = [...'CDEFGHIJ'].map((letter) => alertAbout({ pair: `XA-X${letter}` }));
  const slow = await given(pairs, {}, (clock) => () => clock.sleep(60_000));
  // Three messages in the four minutes of a lease, of which the last half is kept for the publishing.
  for (const told of [3, 6]) {
    await expect(slow.deliver()).rejects.toThrow('the lease is nearly over');
    expect(await slow.byPair.published()).toHaveLength(told);
  }
  await slow.deliver();

  expect(await slow.byPair.published()).toHaveLength(8);
  expect(await slow.info.published()).toHaveLength(1);
  for (const alert of pairs)
    expect(await standingOf(slow, alert)).toMatchObject({ status: 'SENT' });
});
