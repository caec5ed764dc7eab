import { describe, expect, test } from 'vitest';
import { withLocalCredentials } from '../../support/embedded-database.ts';
import { givenPostOffice, linkIn, READER } from '../../support/post-office.ts';

withLocalCredentials();
const HOUR = 3_600_000;

function states(office: Awaited<ReturnType<typeof givenPostOffice>>) {
  return office.subscriptions().map(({ state }) => state);
}

describe('a subscription that somebody asks for', () => {
  test('waits to be confirmed, and gets a mail with a link, and no other', async () => {
    const office = await givenPostOffice();
    const arn = await office.subscribe();
    await office.publish('news');
    const [letter, ...others] = office.mails();

    expect(others).toEqual([]);
    expect(await office.counts()).toEqual([0, 1]);
    expect(letter).toMatchObject({
      ...{ to: READER, subject: 'AWS Notification - Subscription Confirmation', attributes: {} },
    });
    const link = new URL(linkIn(letter?.text ?? '', 'confirmation'));
    expect(link.searchParams.get('TopicArn')).toBe(office.topicArn);
    expect(link.searchParams.get('Endpoint')).toBe(READER);
    // Whoever asked knows the ARN, and must not be able to confirm with it.
    expect(arn).not.toContain(link.searchParams.get('Token'));
    await expect(office.confirm(arn)).rejects.toThrow('Invalid parameter: Token');
  });

  test('gets what comes after it was confirmed', async () => {
    const office = await givenPostOffice();
    const arn = await office.subscribe();

    expect(await office.confirm(office.token())).toBe(arn);
    await office.publish('news');
    expect(office.subjects().at(-1)).toBe('reader: news');
    expect(await office.counts()).toEqual([1, 0]);
  });

  test('is mailed again, under the same ARN, when it is asked for again, and either token will do', async () => {
    const office = await givenPostOffice();
    const arn = await office.subscribe();
    const first = office.token();
    office.later(HOUR);

    expect(await office.subscribe()).toBe(arn);
    expect(office.token()).not.toBe(first);
    expect(await office.confirm(first)).toBe(arn);
    expect(await office.subscribe()).toBe(arn);
    expect(office.mails()).toHaveLength(2);
  });

  test('that was mailed twice is confirmed by the second token when the first is too old', async () => {
    const office = await givenPostOffice();
    await office.subscribe();
    const first = office.token();
    office.later(24 * HOUR);
    const arn = await office.subscribe();
    office.later(24 * HOUR);

    await expect(office.confirm(first)).rejects.toThrow('Invalid parameter: Token');
    expect(await office.confirm(office.token())).toBe(arn);
  });

  test('is forgotten after 48 hours, with its token', async () => {
    const office = await givenPostOffice();
    const arn = await office.subscribe();
    const token = office.token();
    office.later(48 * HOUR - 1);
    expect(states(office)).toEqual(['pending']);
    office.later(1);

    expect(states(office)).toEqual([]);
    await expect(office.confirm(token)).rejects.toThrow('Invalid parameter: Token');
    expect(await office.subscribe()).not.toBe(arn);
  });

  test('with another filter policy than it has is refused, and stays as it is', async () => {
    const office = await givenPostOffice();
    await office.subscribe(READER, { pair: ['XA-XB'] });
    for (const policy of [
      undefined,
      { pair: ['XA-XC'] },
      { pair: ['XA-XB'], severity: ['info'] },
    ]) {
      await expect(office.subscribe(READER, policy)).rejects.toThrow(
        'Subscription already exists with different attributes',
      );
    }

    expect(office.mails()).toHaveLength(1);
    expect(office.subscriptions()).toMatchObject([{ filterPolicy: { pair: ['XA-XB'] } }]);
  });

  test.each([
    ['an address that is none', 'reader', undefined, 'Email address'],
    ['a filter of numbers', READER, { year: [2026] }, 'exact strings'],
    ['a filter of prefixes', READER, { pair: [{ prefix: 'XA' }] }, 'exact strings'],
    ['a filter that lets nothing through', READER, { pair: [] }, 'exact strings'],
    [
      'a filter of six keys',
      READER,
      Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((key) => [key, ['x']])),
      'more than 5 keys',
    ],
    [
      'a filter of more than 150 combinations',
      READER,
      { a: Array.from({ length: 51 }, String), b: ['x', 'y', 'z'] },
      'too complex',
    ],
  ])('with %s is refused', async (_, email, policy, reason) => {
    const office = await givenPostOffice();

    await expect(office.subscribe(email, policy)).rejects.toThrow(reason);
    expect(states(office)).toEqual([]);
  });

  test('is refused where the topic holds 200 filter policies, of which those that wait are some', async () => {
    const office = await givenPostOffice();
    for (let index = 0; index < 199; index += 1) {
      office.deploy(`r${index}@tidemark.example`, { pair: ['XA-XB'] });
    }
    await office.subscribe(READER, { pair: ['XA-XB'] });

    await expect(office.subscribe('one@tidemark.example', { pair: ['XA-XB'] })).rejects.toThrow(
      expect.objectContaining({ name: 'FilterPolicyLimitExceededException' }),
    );
    await office.subscribe('one@tidemark.example');
    expect(office.mails()).toHaveLength(2);
  });
});

describe('a subscription that was confirmed by the link of its mail', () => {
  test('is ended by whoever follows the link at the end of a mail, which can be taken back', async () => {
    const office = await givenPostOffice();
    const arn = await office.subscribe();
    expect(office.followConfirmationLink(office.topicArn, 'x')).toBe('unknown');
    expect(office.followConfirmationLink(office.topicArn, office.token())).toBe('confirmed');

    expect(office.followUnsubscribeLink(arn)).toBe('ended');
    expect(office.followUnsubscribeLink(arn)).toBe('unknown');
    await office.publish('one');
    expect(office.subjects().at(-1)).toBe('reader: AWS Notification - Unsubscribe Confirmation');

    expect(office.followConfirmationLink(office.topicArn, office.token())).toBe('confirmed');
    await office.publish('two');
    expect(office.subjects().at(-1)).toBe('reader: two');
  });
});

describe('a subscription that was confirmed by a signed request', () => {
  test('is not ended by the link at the end of a mail, and is by another signed request, for good', async () => {
    const office = await givenPostOffice();
    const arn = await office.subscribe();
    await office.confirm(office.token(), 'true');
    const token = office.token();

    expect(office.followUnsubscribeLink(arn)).toBe('needs-a-signature');
    await office.publish('one');
    expect(office.subjects().at(-1)).toBe('reader: one');
    await office.unsubscribe(arn);
    await office.unsubscribe(arn);
    await office.publish('two');
    expect(office.subjects().at(-1)).toBe('reader: one');
    await expect(office.confirm(token)).rejects.toThrow('Invalid parameter: Token');
  });

  test('is not made safer or less safe by a second confirmation', async () => {
    const office = await givenPostOffice();
    const arn = await office.subscribe();
    await office.confirm(office.token());
    await office.confirm(office.token(), 'true');

    expect(office.followUnsubscribeLink(arn)).toBe('ended');
  });
});

test('what waits to be confirmed cannot be ended, and goes by itself', async () => {
  const office = await givenPostOffice();
  const arn = await office.subscribe();

  await expect(office.unsubscribe(arn)).rejects.toThrow('Invalid parameter');
  expect(states(office)).toEqual(['pending']);
});

test('whoever unsubscribed and comes back is there once', async () => {
  const office = await givenPostOffice();
  office.deploy(READER);
  office.followUnsubscribeLink(office.subscriptions()[0]?.arn ?? '');
  await office.subscribe();

  expect(states(office)).toEqual(['pending']);
});
