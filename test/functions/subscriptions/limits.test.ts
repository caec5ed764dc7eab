import { describe, expect, test } from 'vitest';
import { embeddedDatabase } from '../../support/embedded-database.ts';
import { DAY, givenSubscribing, HOUR, type Subscribing } from '../../support/subscriptions.ts';

const database = embeddedDatabase();

async function given(options: { mailsPerDay?: number } = {}): Promise<Subscribing> {
  return givenSubscribing(await database.freshTable(), options);
}

describe('a limit', () => {
  test('on an inbox holds for every way to write its address', async () => {
    const api = await given();
    await api.subscribe({ email: 'reader@tidemark.example' });
    for (const email of ['READER@tidemark.example', 'reader+2@tidemark.example']) {
      await api.subscribe({ email }, { ip: '192.0.2.9' });
    }

    expect(api.office.mails()).toHaveLength(1);
  });

  test('on a network is over with its day, before or after which TTL may have deleted the count', async () => {
    const api = await given();
    for (const index of [0, 1, 2, 3, 4, 5]) {
      await api.subscribe({ email: `a${index}@tidemark.example` });
    }
    expect(api.office.mails()).toHaveLength(5);
    api.later(12 * HOUR);
    await api.subscribe({ email: 'a5@tidemark.example' });

    expect(api.office.mails()).toHaveLength(6);
  });

  test('that holds a request back leaves the others uncounted', async () => {
    const api = await given({ mailsPerDay: 2 });
    for (let again = 0; again < 10; again += 1) await api.subscribe();
    await api.subscribe({ email: 'other@tidemark.example' });

    expect(api.office.mails()).toHaveLength(2);
  });

  test('is kept by what arrives at once', async () => {
    const api = await given();
    await Promise.all([1, 2, 3, 4].map(() => api.subscribe()));

    expect(api.mailsTo()).toHaveLength(1);
  });

  test('is kept in items that expire within two days', async () => {
    const api = await given();
    await api.subscribe();
    const limits = (await api.table.items()).filter(({ PK }) => PK.startsWith('LIMIT#'));

    expect(limits).toHaveLength(3);
    for (const { expiresAt } of limits) {
      const seconds = Number(expiresAt) - Date.parse('2026-08-04T12:00:00Z') / 1000;
      expect(seconds).toBeGreaterThanOrEqual(DAY / 1000);
      expect(seconds).toBeLessThan((2 * DAY) / 1000);
    }
  });
});
