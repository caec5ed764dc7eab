import { describe, expect, test } from 'vitest';
import { embeddedDatabase } from '../../support/embedded-database.ts';
import { linkIn } from '../../support/post-office.ts';
import { givenSubscribing, type Subscribing } from '../../support/subscriptions.ts';

const database = embeddedDatabase();

/** A confirmed subscription to XA-XB, and what stands at the end of its mails. */
async function given() {
  const api = await givenSubscribing(await database.freshTable());
  await api.subscribe({ pairs: ['XA-XB'] });
  await api.post('/v1/subscriptions/confirm', { token: api.confirmationLink() });
  await api.publish(api.topics.byPair, { pair: 'XA-XB', severity: 'info' });
  return { api, link: linkIn(api.mailsTo().at(-1)?.text ?? '', 'unsubscribe') };
}

function arnOf(link: string): string {
  return new URL(link).searchParams.get('SubscriptionArn') ?? '';
}

async function unsubscribedWith(api: Subscribing, link: string) {
  const { status, body } = await api.post('/v1/subscriptions/unsubscribe', { link });
  return { status, body, state: api.office.subscriptions()[0]?.state };
}

describe('to unsubscribe', () => {
  test.each([
    ['the link of a mail', (link: string) => link],
    [
      'the link as a mail program broke it',
      (link: string) => `${link.slice(0, 60)}\n${link.slice(60)}`,
    ],
    ['the ARN in it', arnOf],
  ])('takes %s', async (_, pasted) => {
    const { api, link } = await given();

    expect(await unsubscribedWith(api, pasted(link))).toEqual({
      ...{ status: 200, body: { unsubscribed: true }, state: 'unsubscribed' },
    });
    await api.publish(api.topics.byPair, { pair: 'XA-XB', severity: 'info' });
    expect(api.mailsTo()).toHaveLength(2);
  });

  test('is answered alike for a subscription that is over, was never there, or is no business of this API', async () => {
    const { api, link } = await given();
    const operator = api.office.createTopic('Operator');
    api.office.subscribe(operator, 'operator@tidemark.example', undefined);
    const theirs = api.office.subscriptions().find(({ topicArn }) => topicArn === operator)?.arn;
    const taken = await api.post('/v1/subscriptions/unsubscribe', { link });

    for (const other of [
      link,
      `${api.topics.byPair}:00000000-0000-4000-8000-000000000000`,
      `${api.topics.byPair}:*`,
      theirs,
      'arn:aws:sns:us-east-1:999999999999:Pair:00000000-0000-4000-8000-000000000000',
      api.topics.byPair,
    ]) {
      expect(await api.post('/v1/subscriptions/unsubscribe', { link: other })).toEqual(taken);
    }
    const states = api.office.subscriptions().map(({ topicArn, state }) => [topicArn, state]);
    expect(states).toContainEqual([operator, 'confirmed']);
  });

  test('asks SNS only about subscriptions to the topics of alerts', async () => {
    const { api } = await given();
    api.table.calls.restart();
    for (const arn of [
      `${api.operatorTopic}:00000000-0000-4000-8000-000000000000`,
      'arn:aws:sns:x',
      `${api.topics.byPair}:*`,
    ]) {
      await unsubscribedWith(api, arn);
    }

    expect(api.table.calls.commands).toEqual([]);
  });

  test('is not answered as done where SNS fails, and is done by another try', async () => {
    const { api, link } = await given();
    api.table.calls.failOnce('UnsubscribeCommand', 'before');

    expect(await unsubscribedWith(api, link)).toMatchObject({ status: 503, state: 'confirmed' });
    expect(await unsubscribedWith(api, link)).toMatchObject({ status: 200, state: 'unsubscribed' });
  });

  test.each([
    'https://sns.us-east-1.amazonaws.com/unsubscribe.html',
    'reader@tidemark.example',
    'x',
  ])('refuses %s with the rule', async (link) => {
    const { api } = await given();
    const { status, body } = await unsubscribedWith(api, link);

    expect({ status, parameter: body['parameter'] }).toEqual({ status: 400, parameter: 'link' });
  });
});
