import { SNSClient } from '@aws-sdk/client-sns';
import { describe, expect, onTestFinished, test } from 'vitest';
import { deliverNotice } from '../../../functions/alert/deliver-notice.ts';
import { createReplayClock } from '../../../infra/local/replay-clock.ts';
import { WELCOME } from '../../../shared/domain/notice.ts';
import { instant } from '../../../shared/domain/observation.ts';
import { putNotice } from '../../../shared/store/notices.ts';
import { readNotice } from '../../../shared/store/put-notices.ts';
import { embeddedDatabase } from '../../support/embedded-database.ts';
import { listeningLogger } from '../../support/logs.ts';
import { givenPostOffice, READER } from '../../support/post-office.ts';

const database = embeddedDatabase();
const first = {
  id: WELCOME,
  at: instant('2026-03-05T08:00:00Z'),
  subject: 'Tidemark: it works',
  text: 'It works.',
};

async function given() {
  const [table, office] = await Promise.all([database.freshTable(), givenPostOffice()]);
  const sns = new SNSClient({ endpoint: office.url });
  onTestFinished(() => sns.destroy());
  await putNotice(table, first);
  const { log, events } = listeningLogger();
  const dependencies = {
    ...{ table, sns, log, operatorTopic: office.topicArn },
    clock: createReplayClock(new Date('2026-03-05T08:00:10Z')),
    pageUrl: 'https://tidemark.example',
  };
  return {
    ...{ table, office, events },
    deliver: (id = first.id) => deliverNotice(id, dependencies),
    status: async () => (await readNotice(table, first.id))?.delivery.status,
    mails: () => office.subjects().filter((subject) => subject.includes('Tidemark: ')),
  };
}

describe("the operator's first mail", () => {
  test('waits for the operator to confirm, untouched, and goes out once then', async () => {
    const { table, office, deliver, status, mails, events } = await given();
    await office.subscribe(READER);
    const before = await table.items();
    await deliver();
    expect(await table.items()).toEqual(before);
    expect([mails(), events()]).toEqual([[], ['notice.waits']]);

    await office.confirm(office.token());
    await deliver();
    await deliver();
    expect([mails(), await status()]).toEqual([['reader: Tidemark: it works'], 'SENT']);
  });

  test('waits for nobody where nobody was asked, or two days have passed', async () => {
    const { office, deliver, status } = await given();
    await office.subscribe(READER);
    office.later(49 * 3_600_000);
    await deliver();

    expect(await status()).toBe('SENT');
  });

  test('is the only one that waits: what breaks meanwhile is not told later', async () => {
    const { table, office, deliver } = await given();
    const failing = { ...first, id: 'failing#xa-customs#r1' };
    await putNotice(table, failing);
    await office.subscribe(READER);
    await deliver(failing.id);

    expect((await readNotice(table, failing.id))?.delivery.status).toBe('SENT');
  });
});
