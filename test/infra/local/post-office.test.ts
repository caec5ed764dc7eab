import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { givenDirectory } from '../../support/data-directory.ts';
import { withLocalCredentials } from '../../support/embedded-database.ts';
import { givenPostOffice, linkIn, NOW, READER } from '../../support/post-office.ts';

withLocalCredentials();

describe('a mail', () => {
  test('comes to the reader as it was published, once, with a link to unsubscribe at its end', async () => {
    const office = await givenPostOffice();
    office.deploy(READER);
    await office.publish('XA-XB: crossed', { pair: 'XA-XB', severity: 'info' });
    const [mail, ...others] = office.collect();

    expect(others).toEqual([]);
    expect(mail).toEqual({
      ...{ to: READER, subject: 'XA-XB: crossed', at: NOW },
      text: expect.stringMatching(/^XA-XB: crossed, at length\n\n--\n/),
      attributes: { pair: 'XA-XB', severity: 'info' },
    });
    const link = new URL(linkIn(mail?.text ?? '', 'unsubscribe'));
    expect(Object.fromEntries(link.searchParams)).toEqual({
      SubscriptionArn: office.subscriptions()[0]?.arn,
      Endpoint: READER,
    });
    expect(office.collect()).toEqual([]);
    expect(office.mails()).toEqual([mail]);
  });

  test('comes to each reader whose filter policy lets it through', async () => {
    const office = await givenPostOffice();
    office.deploy('all@tidemark.example');
    office.deploy('b@tidemark.example', { pair: ['XA-XB'] });
    office.deploy('grave@tidemark.example', { severity: ['warning', 'critical'] });
    office.deploy('both@tidemark.example', { pair: ['XA-XC'], severity: ['info'] });
    await office.publish('one', { pair: 'XA-XB', severity: 'info' });
    await office.publish('two', { pair: 'XA-XC', severity: 'critical' });
    await office.publish('three');

    expect(office.subjects().toSorted()).toEqual(
      ['all: one', 'all: three', 'all: two', 'b: one', 'grave: two'].toSorted(),
    );
  });

  test('comes to a reader of two topics from each of them, and from no third', async () => {
    const office = await givenPostOffice();
    const topics = ['One', 'Two', 'Three'].map(office.createTopic);
    for (const topic of topics.slice(0, 2)) office.deploy(READER, undefined, topic);
    for (const [index, topic] of topics.entries()) await office.publishTo(topic, `${index + 1}`);

    expect(office.subjects()).toEqual(['reader: 1', 'reader: 2']);
  });

  test('for readers whose addresses are nearly alike comes to each', async () => {
    const office = await givenPostOffice();
    office.deploy('a.b@tidemark.example');
    office.deploy('a-b@tidemark.example');
    await office.publish('one');

    expect(office.subjects().toSorted()).toEqual(['a-b: one', 'a.b: one']);
  });

  test('that was published before a reader subscribed does not come', async () => {
    const office = await givenPostOffice();
    await office.publish('one');
    office.deploy(READER);

    expect(office.collect()).toEqual([]);
  });

  test.each([
    ['is too long', 'x'.repeat(100)],
    ['is not ASCII', 'déficit'],
    ['has two lines', 'one\ntwo'],
  ])('is refused where its subject %s, as SNS refuses it', async (_, subject) => {
    const office = await givenPostOffice();
    office.deploy(READER);
    await office.publish('x'.repeat(99));

    await expect(office.publish(subject)).rejects.toThrow('Invalid parameter: Subject');
    expect(office.mails()).toHaveLength(1);
  });

  test('is not taken for a topic that is not there', async () => {
    const office = await givenPostOffice();

    await expect(office.publishTo(`${office.topicArn}x`, 'one')).rejects.toThrow(
      'Topic does not exist',
    );
  });
});

describe('more than ten messages in a second', () => {
  test('suspend a subscription until it is asked for and confirmed again', async () => {
    const office = await givenPostOffice();
    office.deploy(READER);
    office.deploy('calm@tidemark.example', { pair: ['XA-XB'] });
    for (let index = 1; index <= 12; index += 1) await office.publish(`mail ${index}`);
    expect(office.subjects()).toHaveLength(10);
    expect(await office.counts()).toEqual([1, 1]);
    office.later(1000);
    await office.publish('later');
    expect(office.subjects()).toHaveLength(10);

    await office.subscribe();
    await office.confirm(office.token());
    await office.publish('again');
    expect(office.subjects().at(-1)).toBe('reader: again');
  });

  test('are as many as ten every second for as long as they come', async () => {
    const office = await givenPostOffice();
    office.deploy(READER);
    for (let index = 0; index < 30; index += 1) {
      await office.publish(`mail ${index}`);
      office.later(100);
    }

    expect(office.subjects()).toHaveLength(30);
  });

  test('to a subscription that is not asked for again in 48 hours end it', async () => {
    const office = await givenPostOffice();
    office.deploy(READER);
    for (let index = 0; index < 11; index += 1) await office.publish(`mail ${index}`);
    office.later(48 * 3_600_000);

    expect(office.subscriptions()).toEqual([]);
  });
});

describe('a directory', () => {
  test('keeps mails and subscriptions from one start to the next', async () => {
    const directory = givenDirectory();
    const first = await givenPostOffice(directory);
    first.deploy(READER);
    await first.subscribe('other@tidemark.example', { pair: ['XA-XB'] });
    await first.publish('one');
    await first.stop();

    const second = await givenPostOffice(directory);
    second.deploy(READER);
    expect(second.mails()).toEqual(first.mails());
    expect(second.collect()).toEqual([]);
    await second.confirm(second.token());
    await second.publish('two', { pair: 'XA-XB' });
    expect(second.subjects().slice(2).toSorted()).toEqual(['other: two', 'reader: two']);
  });

  test('keeps that the reader of the template unsubscribed, whatever is deployed again', async () => {
    const directory = givenDirectory();
    const first = await givenPostOffice(directory);
    first.deploy(READER);
    first.followUnsubscribeLink(first.subscriptions()[0]?.arn ?? '');
    await first.stop();

    const second = await givenPostOffice(directory);
    second.deploy(READER);
    await second.publish('one');
    expect(second.subjects()).toEqual(['reader: AWS Notification - Unsubscribe Confirmation']);
  });

  test('in which a kill cut a mail short is read, and the next mail is not joined to it', async () => {
    const directory = givenDirectory();
    const first = await givenPostOffice(directory);
    first.deploy(READER);
    await first.publish('one');
    await first.stop();
    appendFileSync(
      join(directory, 'mailbox.jsonl'),
      '{"to":"reader@tidemark.example","attributes":{}',
    );

    const second = await givenPostOffice(directory);
    await second.publish('two');
    expect(second.subjects()).toEqual(['reader: one', 'reader: two']);
    const lines = readFileSync(join(directory, 'mailbox.jsonl'), 'utf8').trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).subject)).toEqual(['one', 'two']);
  });
});
