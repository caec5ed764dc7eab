import { describe, expect, test } from 'vitest';
import { embeddedDatabase } from '../../support/embedded-database.ts';
import { givenSubscribing, HOUR, type Subscribing } from '../../support/subscriptions.ts';

const database = embeddedDatabase();

/** One subscription that waits to be confirmed. */
async function given(wish: Record<string, unknown> = {}): Promise<Subscribing> {
  const api = await givenSubscribing(await database.freshTable());
  await api.subscribe(wish);
  return api;
}

async function confirmedWith(api: Subscribing, token: string) {
  const { status, body } = await api.post('/v1/subscriptions/confirm', { token });
  const [subscription] = api.office.subscriptions();
  return { status, body, state: subscription?.state };
}

function tokenOf(link: string): string {
  return new URL(link).searchParams.get('Token') ?? '';
}

/** The link with other parameters in it. */
function relinked(link: string, changes: Record<string, string>): string {
  const url = new URL(link);
  for (const [name, value] of Object.entries(changes)) url.searchParams.set(name, value);
  return String(url);
}

describe('a subscription', () => {
  test.each([
    ['the link of its mail', (link: string) => link],
    [
      'the link as a mail program broke it',
      (link: string) => ` ${link.slice(0, 40)}\r\n${link.slice(40)} \n`,
    ],
    [
      'the link as SNS itself has it',
      (link: string) =>
        link.replace(/^.*\?/, 'https://sns.us-east-1.amazonaws.com/confirmation.html?'),
    ],
    ['the token in it', tokenOf],
  ])('is confirmed by %s', async (_, pasted) => {
    for (const wish of [{}, { severity: 'critical' }, { pairs: ['XA-XB'] }]) {
      const api = await given(wish);
      const { status, body, state } = await confirmedWith(api, pasted(api.confirmationLink()));

      expect({ status, body, state }).toEqual({
        ...{ status: 200, body: { confirmed: true }, state: 'confirmed' },
      });
    }
  });

  test('is confirmed such that following the link at the end of a mail does not end it', async () => {
    const api = await given();
    await confirmedWith(api, api.confirmationLink());
    const [{ arn = '' } = {}] = api.office.subscriptions();

    expect(api.office.followUnsubscribeLink(arn)).toBe('needs-a-signature');
    expect(api.office.subscriptions()[0]?.state).toBe('confirmed');
  });

  test('is confirmed once, and again without harm', async () => {
    const api = await given();
    const link = api.confirmationLink();
    await confirmedWith(api, link);

    expect(await confirmedWith(api, link)).toMatchObject({ status: 200, state: 'confirmed' });
  });

  test('is not confirmed where SNS fails, which is said, and is by another try', async () => {
    const api = await given();
    api.table.calls.failOnce('ConfirmSubscriptionCommand', 'before');
    const link = api.confirmationLink();

    expect(await confirmedWith(api, link)).toMatchObject({ status: 503, state: 'pending' });
    expect(await confirmedWith(api, link)).toMatchObject({ status: 200, state: 'confirmed' });
  });

  test('is not confirmed after 48 hours, and until then it is', async () => {
    const api = await given();
    const link = api.confirmationLink();
    api.later(48 * HOUR);
    expect(await confirmedWith(api, link)).toMatchObject({
      status: 400,
      body: { title: 'Not confirmed', detail: expect.stringContaining('48 hours') },
    });

    const other = await given();
    other.later(48 * HOUR - 1);
    expect(await confirmedWith(other, other.confirmationLink())).toMatchObject({ status: 200 });
  });

  test('is not confirmed by the token of nobody, and waits', async () => {
    const api = await given();

    expect(await confirmedWith(api, 'f'.repeat(128))).toMatchObject({
      ...{ status: 400, state: 'pending' },
    });
  });
});

describe('a link', () => {
  test.each(['Operator', 'Stranger'])(
    'to the topic %s is refused, and SNS is not asked',
    async (name) => {
      const api = await given();
      const topicArn = api.office.createTopic(name);
      const link = relinked(api.confirmationLink(), { TopicArn: topicArn });
      api.table.calls.restart();

      expect(await confirmedWith(api, link)).toMatchObject({ status: 400, state: 'pending' });
      expect(api.table.calls.commands).toEqual([]);
    },
  );

  test.each([
    ['without a token', 'https://sns.us-east-1.amazonaws.com/confirmation.html?TopicArn=x'],
    ['that is too short to be a token', 'abc'],
    ['that is no link', 'file:///etc/passwd?Token=x'],
    ['of letters that no token has', 'é'.repeat(40)],
    ['that is too long', 'f'.repeat(1001)],
  ])('%s is a 400 that says what it must be', async (_, token) => {
    const api = await given();
    const { status, body } = await confirmedWith(api, token);

    expect(status).toBe(400);
    expect(body['title']).toMatch(/Bad body|Not confirmed/);
  });

  test('is read, and never followed', async () => {
    const api = await given();
    const token = tokenOf(api.confirmationLink());
    const link = `https://169.254.169.254/latest?Token=${token}`;

    expect(await confirmedWith(api, link)).toMatchObject({ status: 200, state: 'confirmed' });
  });
});
