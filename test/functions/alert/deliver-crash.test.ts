import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Destination } from '../../../functions/alert/shipments.ts';
import type { Alert } from '../../../shared/domain/alert.ts';
import { readAlert } from '../../../shared/store/alerts.ts';
import { alertAbout } from '../../support/alerts.ts';
import { deliveryOf, embeddedSns, freshTopics } from '../../support/deliveries.ts';
import { embeddedDatabase } from '../../support/embedded-database.ts';
import { type Crash, crashesOf, InjectedFault } from '../../support/faults.ts';

const database = embeddedDatabase();
const emulator = embeddedSns();
const info = alertAbout({ pair: 'XA-XC', severity: 'info' });
const warning = alertAbout();
const critical = alertAbout({ rule: 'xa-xb-record', reason: 'cleared', severity: 'critical' });
const alerts = [warning, info, critical];

/** Who is to be told what. */
const AUDIENCE: Record<Destination, readonly Alert[]> = {
  info: alerts,
  warning: [warning, critical],
  critical: [critical],
  pair: alerts,
};

/** A batch that is handed over until it is through, dying at a call each time; answers what every topic was told. */
async function deliveredAfter(crashes: readonly Crash[]) {
  const table = await database.freshTable();
  const topics = await freshTopics(emulator);
  const delivery = deliveryOf(alerts, table, topics);
  await delivery.raise();
  let died = 0;
  for (const crash of crashes) {
    table.calls.restart();
    table.calls.dieAt(crash);
    await delivery.deliver().catch((error: unknown) => {
      expect(error).toBeInstanceOf(InjectedFault);
      died += 1;
    });
  }
  table.calls.restart();
  await delivery.deliver();
  const commands = [...table.calls.commands];
  const { byPair, ...digests } = topics;
  const told = await Promise.all(
    Object.entries({ ...digests, pair: byPair }).map(
      async ([to, topic]) => [to, await topic.published()] as const,
    ),
  );
  const stored = await Promise.all(alerts.map(({ pair, id }) => readAlert(table, pair, id)));
  return {
    died,
    commands,
    standings: stored.map((found) => found?.delivery.status),
    messages: told.flatMap(([, published]) => published).length,
    /** How often a destination was told of an alert. */
    copies: (to: Destination, { id }: Alert): number =>
      Object.fromEntries(told)[to]?.filter(({ Message }) => Message.includes(id)).length ?? 0,
  };
}

function expectNothingLost(
  { standings, copies }: Awaited<ReturnType<typeof deliveredAfter>>,
  where: string,
): void {
  expect(standings, where).toEqual(['SENT', 'SENT', 'SENT']);
  for (const [to, audience] of Object.entries(AUDIENCE) as [Destination, Alert[]][]) {
    for (const alert of alerts) {
      const told = copies(to, alert);
      if (audience.includes(alert)) expect(told, `${where} ${to}`).toBeGreaterThanOrEqual(1);
      else expect(told, `${where} ${to}`).toBe(0);
    }
  }
}

/** Whether a crash falls after a message went out and before the last of its alerts was marked. */
function isBetweenMessageAndMark(commands: readonly string[], { at, moment }: Crash): boolean {
  const message = commands.slice(0, at).lastIndexOf('PublishCommand') + 1;
  if (message === 0) return false;
  const next = commands.indexOf('PublishCommand', at);
  const lastMark = next < 0 ? commands.length : next;
  if (at === message) return moment === 'after';
  return at < lastMark || moment === 'before';
}

describe('a delivery to several topics about several pairs that dies and is handed over again', () => {
  test('at any one of its calls loses nothing, and sends one message twice only between message and mark', async () => {
    const undisturbed = await deliveredAfter([]);
    expectNothingLost(undisturbed, 'undisturbed');
    // Three digests and two pairs.
    expect(undisturbed.messages).toBe(5);

    for (const crash of crashesOf(undisturbed)) {
      const delivered = await deliveredAfter([crash]);
      const where = JSON.stringify(crash);
      expectNothingLost(delivered, where);
      const isTwice = isBetweenMessageAndMark(undisturbed.commands, crash);
      expect(delivered.messages, where).toBe(isTwice ? 6 : 5);
    }
  });

  test('again and again loses nothing, and sends at most one message more for each time', async () => {
    const crash = fc.record({
      at: fc.integer({ min: 1, max: 22 }),
      moment: fc.constantFrom('before' as const, 'after' as const),
    });
    const repeated = fc.asyncProperty(
      fc.array(crash, { minLength: 2, maxLength: 5 }),
      async (crashes) => {
        const delivered = await deliveredAfter(crashes);
        expectNothingLost(delivered, JSON.stringify(crashes));
        expect(delivered.messages).toBeLessThanOrEqual(5 + delivered.died);
      },
    );
    await fc.assert(repeated, { numRuns: 40 });
  });
});
