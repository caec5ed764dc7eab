import { describe, expect, test } from 'vitest';
import { embeddedDatabase } from '../../support/embedded-database.ts';
import { DAY, EMAIL, givenSubscribing, type Subscribing } from '../../support/subscriptions.ts';

const database = embeddedDatabase();

async function given(options: { mailsPerDay?: number } = {}): Promise<Subscribing> {
  return givenSubscribing(await database.freshTable(), options);
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

describe('a subscription', () => {
  test('waits to be confirmed, and its mail is on its way', async () => {
    const api = await given();
    const { status, body } = await api.subscribe();

    expect(status).toBe(202);
    expect(body).toEqual({ accepted: true, detail: expect.stringContaining('48 hours') });
    expect(subscribed(api)).toEqual([[EMAIL, 'Info', null, 'pending']]);
    expect(api.mailsTo()).toHaveLength(1);
    expect(api.confirmationLink()).toContain('Token=');
  });

  test.each([
    ['to every pair is to the topic of its severity, without a filter', {}, 'Info', null],
    ['to warnings of every pair is to theirs', { severity: 'warning' }, 'Warning', null],
    ['to what is critical is to the third', { pairs: [], severity: 'critical' }, 'Critical', null],
    [
      'to pairs is filtered by them, in one order and each once',
      { pairs: ['XA-XC', 'XA-XB', 'XA-XC'] },
      'Pair',
      { pair: ['XA-XB', 'XA-XC'] },
    ],
    [
      'to the grave news of a pair is filtered by what is at least so grave',
      { pairs: ['XA-XB'], severity: 'warning' },
      'Pair',
      { pair: ['XA-XB'], severity: ['warning', 'critical'] },
    ],
  ])('%s', async (_, wish, topic, policy) => {
    const api = await given();
    await api.subscribe(wish);

    expect(subscribed(api)).toEqual([[EMAIL, topic, policy, 'pending']]);
  });

  test('is to the address as it was spelt before the @, and to its domain in small letters', async () => {
    const api = await given();
    await api.subscribe({ email: 'Some.Body+news@Tidemark.EXAMPLE' });

    expect(subscribed(api)).toEqual([['Some.Body+news@tidemark.example', 'Info', null, 'pending']]);
  });

  test('that was asked for a second time while it waits is mailed again the day after, and not before', async () => {
    const api = await given();
    await api.subscribe();
    const [before] = api.office.subscriptions();
    api.later(DAY - 1);
    await api.subscribe();
    expect(api.mailsTo()).toHaveLength(1);

    api.later(1);
    await api.subscribe();
    expect(api.mailsTo()).toHaveLength(2);
    expect(api.office.subscriptions().map(({ arn }) => arn)).toEqual([before?.arn]);
  });

  test('that is there is never changed by another wish of the same address', async () => {
    const api = await given();
    await api.subscribe({ pairs: ['XA-XB'] });
    api.later(DAY);
    const { status } = await api.subscribe({ pairs: ['XA-XC'] });

    expect(status).toBe(202);
    expect(subscribed(api)).toEqual([[EMAIL, 'Pair', { pair: ['XA-XB'] }, 'pending']]);
    expect(api.mailsTo()).toHaveLength(1);
    expect(api.logged.at(-1)).toContain('"reason":"exists-otherwise"');
  });
});

describe('the answer', () => {
  test('is the same whether the address is new, waits, is confirmed, is held back, or is refused', async () => {
    const api = await given();
    const fresh = await api.subscribe();
    const heldBack = await api.subscribe();
    api.later(DAY);
    const waiting = await api.subscribe();
    await api.post('/v1/subscriptions/confirm', { token: api.confirmationLink() });
    api.later(DAY);
    const confirmed = await api.subscribe();
    api.later(DAY);
    await api.subscribe({ pairs: ['XA-XB'] });
    api.later(DAY);
    const refused = await api.subscribe({ pairs: ['XA-XC'] });

    expect(api.logged.map((line) => JSON.parse(line).event)).toContain('subscription.refused');
    for (const other of [heldBack, waiting, confirmed, refused]) expect(other).toEqual(fresh);
  });

  test('is the same when a network has asked for five mails, or all of them together for as many as there may be', async () => {
    const api = await given({ mailsPerDay: 7 });
    const fresh = await api.subscribe({ email: 'a0@tidemark.example' });
    for (const index of [1, 2, 3, 4, 5, 6]) {
      await api.subscribe({ email: `a${index}@tidemark.example` });
    }
    expect(api.office.mails()).toHaveLength(5);
    for (const index of [1, 2, 3]) {
      const answer = await api.subscribe(
        { email: `b${index}@tidemark.example` },
        { ip: '192.0.2.2' },
      );
      expect(answer).toEqual(fresh);
    }

    expect(api.office.mails()).toHaveLength(7);
    expect(api.logged.map((line) => JSON.parse(line).by).filter((by) => by !== undefined)).toEqual([
      'network',
      'network',
      'everybody',
    ]);
  });
});
