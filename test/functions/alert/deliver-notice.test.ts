import { describe, expect, test } from 'vitest';
import { deliverNotice } from '../../../functions/alert/deliver-notice.ts';
import { createReplayClock } from '../../../infra/local/replay-clock.ts';
import { instant } from '../../../shared/domain/observation.ts';
import { putNotice } from '../../../shared/store/notices.ts';
import { readNotice } from '../../../shared/store/put-notices.ts';
import { embeddedSns } from '../../support/deliveries.ts';
import { embeddedDatabase } from '../../support/embedded-database.ts';
import { type Crash, crashesOf, InjectedFault } from '../../support/faults.ts';
import { listeningLogger } from '../../support/logs.ts';

const database = embeddedDatabase();
const emulator = embeddedSns();
const notice = {
  id: 'failing#xa-customs#r1',
  at: instant('2026-03-05T08:00:00Z'),
  subject: 'Tidemark: xa-customs fails',
  text: 'It fails.',
};

async function given() {
  const [table, topic] = await Promise.all([database.freshTable(), emulator.freshTopic()]);
  await putNotice(table, notice);
  table.calls.watch(topic.sns);
  table.calls.restart();
  const dependencies = {
    ...{ table, sns: topic.sns, operatorTopic: topic.arn, log: listeningLogger().log },
    clock: createReplayClock(new Date('2026-03-05T08:00:10Z')),
    pageUrl: 'https://tidemark.example',
  };
  return { table, topic, deliver: (id = notice.id) => deliverNotice(id, dependencies) };
}

describe('a notice', () => {
  test('goes to the operator once, with where the deployment is', async () => {
    const { table, topic, deliver } = await given();
    await deliver();
    await deliver();

    const [mail, ...others] = await topic.published();
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ Subject: notice.subject, MessageAttributes: {} });
    expect(mail?.Message).toMatch(/^It fails\.\n\n--\n.*https:\/\/tidemark\.example\n$/s);
    expect((await readNotice(table, notice.id))?.delivery).toMatchObject({
      status: 'SENT',
      sentAt: '2026-03-05T08:00:10.000Z',
    });
  });

  test('that is not there is passed over', async () => {
    const { topic, deliver } = await given();
    await deliver('recovered#xa-customs#r0');

    expect(await topic.published()).toEqual([]);
  });

  test('is not lost wherever its delivery dies, and told twice only after a crash between publishing and marking', async () => {
    const deliveredAfter = async (crash?: Crash) => {
      const { table, topic, deliver } = await given();
      if (crash) {
        table.calls.dieAt(crash);
        await expect(deliver()).rejects.toThrow(InjectedFault);
        table.calls.restart();
      }
      await deliver();
      const commands = [...table.calls.commands];
      const delivery = (await readNotice(table, notice.id))?.delivery;
      return { commands, told: await topic.published(), delivery };
    };
    const undisturbed = await deliveredAfter();
    const publishing = undisturbed.commands.indexOf('PublishCommand') + 1;
    const last = undisturbed.commands.length;

    for (const crash of crashesOf(undisturbed)) {
      const { told, delivery } = await deliveredAfter(crash);
      const wasPublished =
        crash.at > publishing || (crash.at === publishing && crash.moment === 'after');
      const wasMarked = crash.at === last && crash.moment === 'after';
      expect(delivery, JSON.stringify(crash)).toMatchObject({ status: 'SENT' });
      expect(told, JSON.stringify(crash)).toHaveLength(wasPublished && !wasMarked ? 2 : 1);
    }
  });
});
