import { describe, expect, test } from 'vitest';
import { embeddedDatabase } from '../../support/embedded-database.ts';
import { type Crash, crashesOf } from '../../support/faults.ts';
import { DAY, EMAIL, givenSubscribing, type Subscribing } from '../../support/subscriptions.ts';

const database = embeddedDatabase();

async function given(): Promise<Subscribing> {
  return givenSubscribing(await database.freshTable());
}

function subscribed({ office }: Subscribing) {
  return office
    .subscriptions()
    .map(({ endpoint, topicArn, filterPolicy, state }) => [
      endpoint,
      topicArn.split(':').at(-1),
      filterPolicy,
      state,
    ]);
}

describe('a service that fails', () => {
  test.each(['before', 'after'] as const)(
    'is said to have failed, and the address is free again: SNS, %s it did what it was asked',
    async (moment) => {
      const api = await given();
      api.table.calls.failOnce('SubscribeCommand', moment);
      const { status, body } = await api.subscribe();
      expect({ status, title: body['title'] }).toEqual({ status: 503, title: 'Not now' });

      expect((await api.subscribe()).status).toBe(202);
      expect(subscribed(api)).toEqual([[EMAIL, 'Info', null, 'pending']]);
      // An answer that was lost costs a second mail, the missing of which nobody could tell from the first.
      expect(api.mailsTo()).toHaveLength(moment === 'before' ? 1 : 2);
    },
  );

  test('counts against its network all the same, so that nobody can have it asked without end', async () => {
    const api = await given();
    for (let again = 0; again < 5; again += 1) {
      api.table.calls.failOnce('SubscribeCommand', 'before');
      expect((await api.subscribe()).status).toBe(503);
    }
    await api.subscribe();

    expect(api.mailsTo()).toEqual([]);
  });

  test('is said to have failed before anything is sent: the table', async () => {
    const api = await given();
    api.table.calls.failOnce('TransactWriteItemsCommand', 'before');

    expect((await api.subscribe()).status).toBe(503);
    expect(api.mailsTo()).toEqual([]);
    expect(api.table.calls.commands).not.toContain('SubscribeCommand');
  });

  test('cannot take a subscription back that was made: the room for others is unknown, and nobody is told of it', async () => {
    const api = await given();
    api.table.calls.failOnce('GetTopicAttributesCommand', 'before');

    expect((await api.subscribe({ pairs: ['XA-XB'] })).status).toBe(202);
    expect(api.mailsTo()).toHaveLength(1);
    expect(api.logged.join()).toContain('subscription.room-unknown');
  });
});

describe('a request that dies at any of its calls and is made again', () => {
  async function askedAgainAfter(crash?: Crash) {
    const api = await given();
    const wish = { pairs: ['XA-XB'] };
    if (crash) {
      api.table.calls.dieAt(crash);
      await api.subscribe(wish);
      api.table.calls.restart();
    }
    await api.subscribe(wish);
    const commands = [...api.table.calls.commands];
    const mailsThatDay = api.mailsTo().length;
    api.later(DAY);
    await api.subscribe(wish);
    await api.post('/v1/subscriptions/confirm', { token: api.confirmationLink() });
    return { commands, mailsThatDay, subscriptions: subscribed(api) };
  }

  test('mails at most once that day, and is a subscription in the end', async () => {
    const undisturbed = await askedAgainAfter();
    expect(undisturbed.mailsThatDay).toBe(1);
    expect(undisturbed.commands).toEqual([
      'GetItemCommand',
      'GetItemCommand',
      'PutItemCommand',
      'TransactWriteItemsCommand',
      'SubscribeCommand',
      'GetTopicAttributesCommand',
    ]);
    const crashes = crashesOf(undisturbed);

    for (const crash of crashes) {
      const { mailsThatDay, subscriptions } = await askedAgainAfter(crash);
      const where = JSON.stringify(crash);
      expect(mailsThatDay, where).toBeLessThanOrEqual(1);
      expect(subscriptions, where).toEqual([[EMAIL, 'Pair', { pair: ['XA-XB'] }, 'confirmed']]);
    }
    expect(crashes.length).toBeGreaterThan(7);
  });
});
