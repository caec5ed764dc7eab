import { describe, expect, test } from 'vitest';
import { embeddedDatabase } from '../../support/embedded-database.ts';
import { DAY, givenSubscribing, type Subscribing } from '../../support/subscriptions.ts';

const database = embeddedDatabase();

/** So many subscriptions to single pairs beside those that a test makes. */
async function given(others: number): Promise<Subscribing> {
  const api = await givenSubscribing(await database.freshTable());
  for (let index = 0; index < others; index += 1) {
    api.office.subscribe(api.topics.byPair, `r${index}@tidemark.example`, { pair: ['XA-XB'] });
  }
  return api;
}

async function notices(api: Subscribing) {
  const items = await api.table.items();
  return items.filter(({ SK }) => SK.startsWith('NOTICE#'));
}

const OF_A_PAIR = { pairs: ['XA-XC'] };

describe('the room for subscriptions to single pairs', () => {
  test('is no news until 160 are there, those that wait to be confirmed included', async () => {
    const api = await given(158);
    await api.subscribe(OF_A_PAIR);
    expect(await notices(api)).toEqual([]);

    await api.subscribe({ ...OF_A_PAIR, email: 'next@tidemark.example' });
    expect(await notices(api)).toEqual([
      expect.objectContaining({
        SK: 'NOTICE#subscriptions#nearly-full#2026-08',
        status: 'PENDING',
        subject: expect.stringMatching(/^Tidemark: [\x20-\x7e]{1,89}$/),
        text: expect.stringContaining('Service Quotas'),
      }),
    ]);
  });

  test('is told of once a month as long as it is short', async () => {
    const api = await given(170);
    await api.subscribe(OF_A_PAIR);
    await api.subscribe({ ...OF_A_PAIR, email: 'next@tidemark.example' });
    expect(await notices(api)).toHaveLength(1);
    api.later(31 * DAY);
    await api.subscribe({ ...OF_A_PAIR, email: 'last@tidemark.example' });

    expect((await notices(api)).map(({ SK }) => SK)).toEqual([
      'NOTICE#subscriptions#nearly-full#2026-08',
      'NOTICE#subscriptions#nearly-full#2026-09',
    ]);
  });

  test('is nothing to whoever wants every pair, for whom there is always some', async () => {
    const api = await given(200);
    await api.subscribe();

    expect(api.mailsTo()).toHaveLength(1);
    expect(await notices(api)).toEqual([]);
  });

  test('that is used up is told to the operator, and to whoever asks the same as ever', async () => {
    const api = await given(200);
    const roomy = await api.subscribe({ email: 'every@tidemark.example' });
    const answer = await api.subscribe(OF_A_PAIR);

    expect(answer).toEqual(roomy);
    expect(api.mailsTo()).toEqual([]);
    expect(await notices(api)).toEqual([
      expect.objectContaining({
        SK: 'NOTICE#subscriptions#full#2026-08',
        text: expect.stringContaining('Room for subscriptions'),
      }),
    ]);
    expect(JSON.stringify(await notices(api))).not.toContain('@');
  });
});
