import { describe, expect, test } from 'vitest';
import type { Alert } from '../../../shared/domain/alert.ts';
import { instant } from '../../../shared/domain/observation.ts';
import { claim, readAlert } from '../../../shared/store/alerts.ts';
import { alertAbout } from '../../support/alerts.ts';
import { type Delivery, deliveryOf, embeddedSns, type Topic } from '../../support/deliveries.ts';
import { embeddedDatabase, type TestTable } from '../../support/embedded-database.ts';
import { type Crash, crashesOf, InjectedFault } from '../../support/faults.ts';

const database = embeddedDatabase();
const emulator = embeddedSns();
const toXB = alertAbout();
const toXC = alertAbout({ pair: 'XA-XC', severity: 'info' });
const cleared = alertAbout({ rule: 'xa-xb-record', reason: 'cleared', severity: 'critical' });

async function given(
  alerts: readonly Alert[],
): Promise<Delivery & { table: TestTable; topic: Topic }> {
  const [table, topic] = await Promise.all([database.freshTable(), emulator.freshTopic()]);
  const delivery = deliveryOf(alerts, table, topic);
  await delivery.raise();
  table.calls.restart();
  return { ...delivery, table, topic };
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
    expect(await delivery.topic.published()).toEqual([
      expect.objectContaining({
        Subject: expect.stringContaining('XA-XB'),
        MessageAttributes: {
          pair: { Type: 'String', Value: 'XA-XB' },
          severity: { Type: 'String', Value: 'warning' },
        },
      }),
    ]);
  });

  test('is claimed before it is published and marked after', async () => {
    const delivery = await given([toXB]);
    await delivery.deliver();

    expect(delivery.table.calls.commands).toEqual([
      'UpdateItemCommand',
      'GetItemCommand',
      'PublishCommand',
      'UpdateItemCommand',
    ]);
  });

  test('that was sent is not sent again when its record comes again', async () => {
    const delivery = await given([toXB]);
    await delivery.deliver();
    const before = await delivery.table.items();
    await delivery.deliver();

    expect(await delivery.topic.published()).toHaveLength(1);
    expect(await delivery.table.items()).toEqual(before);
  });

  test('that is not there any more is passed over', async () => {
    const delivery = await given([toXB]);
    await delivery.deliver([toXC, toXB]);

    expect(await delivery.topic.published()).toHaveLength(1);
  });

  test('that somebody holds is waited for, taken over when the lease is over, and not before', async () => {
    const delivery = await given([toXB]);
    const [now, leaseUntil] = [instant(delivery.clock.now()), instant('2026-08-04T12:31:40Z')];
    await claim(delivery.table, toXB, { now, leaseUntil });
    await delivery.deliver();

    expect(delivery.events()).toEqual(['alert.held', 'alert.sent']);
    expect(await standingOf(delivery, toXB)).toMatchObject({
      status: 'SENT',
      sentAt: '2026-08-04T12:31:40.001Z',
    });
  });

  test('is sent once by two deliveries at once', async () => {
    const delivery = await given([toXB, toXC]);
    await Promise.all([delivery.deliver([toXB]), delivery.deliver([toXC])]);
    await Promise.all([delivery.deliver(), delivery.deliver()]);

    expect(await delivery.topic.published()).toHaveLength(2);
  });
});

describe('what comes together', () => {
  test('is one digest of all its pairs, with the gravest severity', async () => {
    const delivery = await given([toXB, toXC, cleared]);
    await delivery.deliver();

    const [digest, ...others] = await delivery.topic.published();
    expect(others).toEqual([]);
    expect(digest?.MessageAttributes).toEqual({
      pair: { Type: 'String.Array', Value: '["XA-XB","XA-XC"]' },
      severity: { Type: 'String', Value: 'critical' },
    });
    for (const alert of [toXB, toXC, cleared]) {
      expect(digest?.Message).toContain(`/v1/alerts/${alert.id}`);
      expect(await standingOf(delivery, alert)).toMatchObject({ status: 'SENT' });
    }
  });

  test('of one pair names it as a plain string, which every filter policy knows', async () => {
    const delivery = await given([toXB, cleared]);
    await delivery.deliver();

    const [message] = await delivery.topic.published();
    expect(message?.MessageAttributes['pair']).toEqual({ Type: 'String', Value: 'XA-XB' });
  });

  test('leaves out what was sent before', async () => {
    const delivery = await given([toXB, toXC]);
    await delivery.deliver([toXB]);
    await delivery.deliver();

    const [, second] = await delivery.topic.published();
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
  expect(await delivery.topic.published()).toHaveLength(1);
});

describe('a delivery that dies at any of its calls and is handed over again', () => {
  async function deliveredAfter(crash?: Crash) {
    const delivery = await given([toXB, toXC]);
    if (crash) {
      delivery.table.calls.dieAt(crash);
      await expect(delivery.deliver()).rejects.toThrow(InjectedFault);
      delivery.table.calls.restart();
    }
    await delivery.deliver();
    const commands = [...delivery.table.calls.commands];
    const told = (await delivery.topic.published()).map(({ Message }) =>
      [toXB, toXC].filter(({ id }) => Message.includes(id)),
    );
    const standings = [await standingOf(delivery, toXB), await standingOf(delivery, toXC)];
    return { commands, told, standings };
  }

  test('loses nothing, and sends a second copy only if it died between publishing and marking', async () => {
    const undisturbed = await deliveredAfter();
    const publishing = undisturbed.commands.indexOf('PublishCommand') + 1;
    const last = undisturbed.commands.length;

    expect(undisturbed.told).toEqual([[toXB, toXC]]);
    for (const crash of crashesOf(undisturbed)) {
      const { told, standings } = await deliveredAfter(crash);
      const where = JSON.stringify(crash);
      expect(standings, where).toMatchObject([{ status: 'SENT' }, { status: 'SENT' }]);
      const wasPublished =
        crash.at > publishing || (crash.at === publishing && crash.moment === 'after');
      const wasMarked = crash.at === last && crash.moment === 'after';
      expect(told[0], where).toEqual([toXB, toXC]);
      expect(told, where).toHaveLength(wasPublished && !wasMarked ? 2 : 1);
    }
  });
});
