import { describe, expect, test } from 'vitest';
import { inboxOf, keyedHash } from '../../../functions/subscriptions/hashes.ts';
import { embeddedDatabase } from '../../support/embedded-database.ts';
import { crashesOf } from '../../support/faults.ts';
import { DAY, givenSubscribing, type Subscribing } from '../../support/subscriptions.ts';

const database = embeddedDatabase();
const ADDRESS = 'Unmistakable.Person+alerts@Inbox.Tidemark.example';
const IPS = ['203.0.113.77', '2001:db8:1234:5678:9abc:def0:1234:5678'];

/** In whatever case, whole or in part, as it is or as it stands in a link. */
const TRACES = [/unmistakable/i, /inbox\.tidemark/i, /203\.0\.113/, /2001:db8:1234/i, /%40/];

async function everythingThatHappens(api: Subscribing): Promise<void> {
  for (const ip of IPS) {
    await api.subscribe({ email: ADDRESS, pairs: ['XA-XB'] }, { ip });
    await api.subscribe({ email: ADDRESS, pairs: ['XA-XB'] }, { ip });
    await api.subscribe({ email: ADDRESS, pairs: ['XC-XB'] }, { ip });
    await api.subscribe({ email: `${ADDRESS}\n` }, { ip });
    await api.subscribe({ [ADDRESS]: ADDRESS }, { ip });
    const token = api.confirmationLink('Unmistakable.Person+alerts@inbox.tidemark.example');
    await api.post('/v1/subscriptions/confirm', { token }, { ip });
    await api.post('/v1/subscriptions/confirm', { token: `${token}0` }, { ip });
    await api.post('/v1/subscriptions/unsubscribe', { link: token }, { ip });
    await api.post('/v1/subscriptions/unsubscribe', { link: ADDRESS }, { ip });
    await api.publish(api.topics.byPair, { pair: 'XA-XB', severity: 'info' });
    api.later(DAY);
    await api.subscribe({ email: ADDRESS, pairs: ['XA-XC'] }, { ip });
    api.later(DAY);
  }
}

async function expectNoTraces(api: Subscribing): Promise<void> {
  const kept = JSON.stringify(await api.table.items());
  for (const trace of TRACES) {
    expect(kept).not.toMatch(trace);
    expect(api.logged.join('\n')).not.toMatch(trace);
  }
}

describe('an address and an IP', () => {
  test('stand in nothing that is logged or stored, whatever happens', async () => {
    const api = await givenSubscribing(await database.freshTable());
    await everythingThatHappens(api);

    expect(
      api.office
        .mails()
        .map(({ to }) => to)
        .join(),
    ).toMatch(/Unmistakable/);
    expect(api.logged.length).toBeGreaterThan(5);
    await expectNoTraces(api);
  });

  test('stand in nothing that is logged or stored, wherever a request dies', async () => {
    const undisturbed = await givenSubscribing(await database.freshTable());
    await undisturbed.subscribe({ email: ADDRESS, pairs: ['XA-XB'] });

    for (const crash of crashesOf(undisturbed.table.calls)) {
      const api = await givenSubscribing(await database.freshTable());
      api.table.calls.dieAt(crash);
      await api.subscribe({ email: ADDRESS, pairs: ['XA-XB'] });
      await expectNoTraces(api);
    }
  });

  test('stand in no log line where a service quotes them in what it throws', async () => {
    const api = await givenSubscribing(await database.freshTable());
    api.sns.middlewareStack.add(() => async () => {
      throw Object.assign(new Error(`cannot reach ${ADDRESS}\n    at ${ADDRESS} (${IPS[0]})`), {
        $metadata: { requestId: 'request-7' },
      });
    });
    const { status, body } = await api.subscribe({ email: ADDRESS });

    expect(status).toBe(503);
    expect(JSON.stringify(body)).not.toMatch(/unmistakable/i);
    expect(api.logged.join()).toContain('request-7');
    // Where it was thrown is kept: the fault can still be found.
    expect(api.logged.join()).toContain('subscribe.ts');
    await expectNoTraces(api);
  });

  test('are in the answer of a refusal only as far as whoever is refused wrote them', async () => {
    const api = await givenSubscribing(await database.freshTable());
    const { body } = await api.subscribe({ email: `${ADDRESS} ` });

    expect(JSON.stringify(body)).not.toMatch(/unmistakable/i);
  });
});

describe('a keyed hash', () => {
  test('is another one with another key, of another kind, and of another text', () => {
    const hashes = [
      keyedHash('one', 'address', 'a'),
      keyedHash('two', 'address', 'a'),
      keyedHash('one', 'network', 'a'),
      keyedHash('one', 'address', 'b'),
    ];

    expect(new Set(hashes).size).toBe(4);
    expect(keyedHash('one', 'address', 'a')).toBe(hashes[0]);
    for (const hash of hashes) expect(hash).toMatch(/^[\w-]{43}$/);
  });

  test('is that of RFC 2104 with SHA-256, so that the counts outlive this code', () => {
    // printf 'address\na' | openssl dgst -sha256 -hmac one
    expect(Buffer.from(keyedHash('one', 'address', 'a'), 'base64url').toString('hex')).toBe(
      '6e31e9a51a72c00e9651f135919c47d3a282604331c3ec922221b159c9cae160',
    );
  });

  test('is of the inbox, whichever way its address is written', () => {
    for (const same of ['A.B@Example.com', 'a.b+c@example.com', 'a.b+@EXAMPLE.com']) {
      expect(inboxOf(same)).toBe('a.b@example.com');
    }
    expect(inboxOf('ab@example.com')).not.toBe(inboxOf('a.b@example.com'));
  });
});
