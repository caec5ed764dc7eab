import { describe, expect, test } from 'vitest';
import { embeddedDatabase } from '../../support/embedded-database.ts';
import { EMAIL, givenSubscribing, type Subscribing } from '../../support/subscriptions.ts';

const database = embeddedDatabase();
const PATHS = [
  '/v1/subscriptions',
  '/v1/subscriptions/confirm',
  '/v1/subscriptions/unsubscribe',
] as const;

async function given(): Promise<Subscribing> {
  return givenSubscribing(await database.freshTable());
}

/** Refused, as a problem, before anything was counted or sent. */
async function expectRefusal(api: Subscribing, answer: ReturnType<Subscribing['post']>) {
  const { status, type, body } = await answer;
  expect(type).toBe('application/problem+json; charset=utf-8');
  expect(body['status']).toBe(status);
  expect(api.office.mails()).toEqual([]);
  expect(api.table.calls.writes()).toEqual([]);
  return { status, parameter: body['parameter'], detail: String(body['detail']), body };
}

describe('an address', () => {
  test.each([
    ['none', ''],
    ['without an @', 'reader'],
    ['with two', 'a@b@tidemark.example'],
    ['without a domain', 'reader@'],
    ['of a host alone', 'reader@localhost'],
    ['with a second header behind it', 'reader@tidemark.example\r\nBcc: all@tidemark.example'],
    ['with a line break at its end', 'reader@tidemark.example\n'],
    ['with a line break at its beginning', '\nreader@tidemark.example'],
    ['with a second one', 'reader@tidemark.example,other@tidemark.example'],
    ['with a name', 'Reader <reader@tidemark.example>'],
    ['with a null character', 'reader\u0000@tidemark.example'],
    ['with an escape character', 'rea\u001bder@tidemark.example'],
    ['with a space', 'rea der@tidemark.example'],
    ['with a letter that is only alike', 'reader@tidem\u0430rk.example'],
    ['written from right to left', '\u202ereader@tidemark.example'],
    [
      'of 255 characters',
      `${'a'.repeat(60)}@${`${'b'.repeat(60)}.`.repeat(3)}${'c'.repeat(3)}.example`.padStart(
        255,
        'a',
      ),
    ],
    ['that is a list', ['reader@tidemark.example']],
    ['that is an object', { toString: 'reader@tidemark.example' }],
    ['that is a number', 7],
    ['that is null', null],
  ])('%s is refused with the rule and an example', async (_, email) => {
    const api = await given();
    const { status, parameter, detail } = await expectRefusal(api, api.subscribe({ email }));

    expect({ status, parameter }).toEqual({ status: 400, parameter: 'email' });
    expect(detail).toContain('must be an e-mail address of at most 254 characters');
    expect(detail).toContain('you@example.com');
  });

  test('of 254 characters is taken', async () => {
    const api = await given();
    const domain = `${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.example`;
    const email = `${'a'.repeat(254 - domain.length - 1)}@${domain}`;
    expect(email).toHaveLength(254);

    expect((await api.subscribe({ email })).status).toBe(202);
    expect(api.mailsTo(email)).toHaveLength(1);
  });
});

describe('what is wanted', () => {
  test.each([
    [{ pairs: 'XA-XB' }, 'pairs', 'at most 10 pairs'],
    [{ pairs: ['XA-XA'] }, 'pairs.0', 'two different'],
    [{ pairs: ['XA-XB', '__proto__'] }, 'pairs.1', 'two different'],
    [{ pairs: ['XA-XB', { prefix: 'X' }] }, 'pairs.1', 'two different'],
    [{ pairs: Array.from({ length: 11 }, () => 'XA-XB') }, 'pairs', 'at most 10 pairs'],
    [{ severity: 'grave' }, 'severity', 'one of info, warning, critical'],
    [{ severity: null }, 'severity', 'one of info, warning, critical'],
    [{ topic: 'arn:aws:sns:us-east-1:1:t' }, 'topic', 'is no member'],
    [{ constructor: 1 }, 'constructor', 'is no member'],
  ])('in %j is refused with the member and the rule', async (wish, parameter, rule) => {
    const api = await given();
    const refusal = await expectRefusal(api, api.subscribe(wish));

    expect(refusal).toMatchObject({ status: 400, parameter });
    expect(refusal.detail).toContain(rule);
  });

  test('of a pair that nobody watches is refused with those that are', async () => {
    const api = await given();
    const { body } = await expectRefusal(api, api.subscribe({ pairs: ['XA-XB', 'XC-XB'] }));

    expect(body).toMatchObject({ status: 400, parameter: 'pairs.1' });
    expect(body['known']).toEqual(['XA-XB', 'XA-XC', 'XB-XC']);
  });
});

describe.each(PATHS)('a body for %s', (path) => {
  test.each([
    ['is no JSON', '{"email": '],
    ['is empty', ''],
    ['is null', 'null'],
    ['is a text', '"reader@tidemark.example"'],
    ['is a list', '[]'],
    ['is empty of members', '{}'],
    ['names its prototype', '{"__proto__": {"email": "reader@tidemark.example"}}'],
    ['is nested deep', `${'['.repeat(1000)}${']'.repeat(1000)}`],
    ['has a member more', `{"email":"${EMAIL}","token":"x","link":"y","more":1}`],
  ])('that %s is a 400', async (_, body) => {
    const api = await given();
    expect((await expectRefusal(api, api.post(path, body))).status).toBe(400);
  });

  test('that is longer than 4 KB is a 413, whatever is in it', async () => {
    const api = await given();
    const longest = JSON.stringify({ more: 'x'.repeat(4096 - 11) });
    expect(longest).toHaveLength(4096);

    expect((await expectRefusal(api, api.post(path, longest))).status).toBe(400);
    expect((await expectRefusal(api, api.post(path, `${longest} `))).status).toBe(413);
    expect((await expectRefusal(api, api.post(path, 'é'.repeat(2049)))).status).toBe(413);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json5', ''])(
    'of type "%s" is a 415, so that no form of another page can send it',
    async (type) => {
      const api = await given();
      const headers = { 'content-type': type };
      const answer = api.post(path, { email: EMAIL }, { headers });
      expect((await expectRefusal(api, answer)).status).toBe(415);
    },
  );

  test('is not kept by anybody on the way', async () => {
    const api = await given();
    const response = await api.app.request(path, { method: 'POST' });
    expect(response.headers.get('cache-control')).toBe('no-store');
  });
});
