import { describe, expect, test } from 'vitest';
import type { Alert } from '../../../shared/domain/alert.ts';
import { instant } from '../../../shared/domain/observation.ts';
import { readAlert } from '../../../shared/store/alerts.ts';
import { keys } from '../../../shared/store/keys.ts';
import { claim } from '../../../shared/store/outbox.ts';
import { alertAbout } from '../../support/alerts.ts';
import { type Delivery, deliveryOf, embeddedSns, type Topics } from '../../support/deliveries.ts';
import { embeddedDatabase, type TestTable } from '../../support/embedded-database.ts';
import { type Crash, crashesOf, InjectedFault } from '../../support/faults.ts';

const database = embeddedDatabase();
const emulator = embeddedSns();
const toXB = alertAbout();
const toXC = alertAbout({ pair: 'XA-XC', severity: 'info' });
const cleared = alertAbout({ rule: 'xa-xb-record', reason: 'cleared', severity: 'critical' });

async function given(alerts: readonly Alert[]): Promise<Delivery & Topics & { table: TestTable }> {
  const table = await database.freshTable();
  const topics = {
    info: await emulator.freshTopic(),
    warning: await emulator.freshTopic(),
    critical: await emulator.freshTopic(),
    byPair: await emulator.freshTopic(),
  };
  const delivery = deliveryOf(alerts, table, topics);
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

  test('is claimed before it is published and marked after', async () => {
    const delivery = await given([toXB]);
    await delivery.deliver();

    expect(delivery.table.calls.commands).toEqual([
      'UpdateItemCommand',
      'GetItemCommand',
      // To those who get everything, to those who get warnings, to those who named the pair.
      'PublishCommand',
      'PublishCommand',
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

  test('that is not there any more is passed over', async () => {
    const delivery = await given([toXB]);
    await delivery.deliver([toXC, toXB]);

    expect(await delivery.info.published()).toHaveLength(1);
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
      expect(digest?.Message).toContain(`/v1/alerts/${alert.id}`);
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
    const told = (await delivery.info.published()).map(({ Message }) =>
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
