import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openPostOffice, type PostOffice } from '../../../infra/local/post-office.ts';
import { createReplayClock } from '../../../infra/local/replay-clock.ts';
import { givenDirectory } from '../../support/data-directory.ts';
import { withLocalCredentials } from '../../support/embedded-database.ts';

withLocalCredentials();
const NOW = '2026-08-04T12:31:00.000Z';
const READER = 'reader@tidemark.example';

interface OpenPostOffice extends Omit<PostOffice, 'subscribe'> {
  /** To the one topic that is published to here. */
  subscribe(email: string, filterPolicy?: Record<string, unknown>): Promise<void>;
  publish(subject: string, attributes?: Record<string, string>): Promise<void>;
}

async function givenPostOffice(directory?: string): Promise<OpenPostOffice> {
  const office = await openPostOffice(createReplayClock(new Date(NOW)), directory);
  const topicArn = await office.createTopic('Tidemark');
  const sns = new SNSClient({ endpoint: office.url });
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= office.stop();
    return stopping;
  };
  onTestFinished(async () => {
    sns.destroy();
    await stop();
  });
  return {
    ...office,
    stop,
    subscribe: (email, filterPolicy) => office.subscribe(topicArn, email, filterPolicy),
    async publish(Subject, attributes = {}) {
      const named = Object.entries(attributes).map(([name, StringValue]) => [
        name,
        { DataType: 'String', StringValue },
      ]);
      await sns.send(
        new PublishCommand({
          ...{ TopicArn: topicArn, Subject, Message: `${Subject}, at length` },
          MessageAttributes: Object.fromEntries(named),
        }),
      );
    },
  };
}

function subjects(office: Pick<PostOffice, 'mails'>): string[] {
  return office.mails().map(({ to, subject }) => `${to.split('@')[0]}: ${subject}`);
}

describe('a mail', () => {
  test('comes to the reader as it was published, once', async () => {
    const office = await givenPostOffice();
    await office.subscribe(READER);
    await office.publish('XA-XB: crossed', { pair: 'XA-XB', severity: 'info' });
    const mail = {
      ...{ to: READER, subject: 'XA-XB: crossed', text: 'XA-XB: crossed, at length', at: NOW },
      attributes: { pair: 'XA-XB', severity: 'info' },
    };

    expect(await office.collect()).toEqual([mail]);
    expect(await office.collect()).toEqual([]);
    expect(office.mails()).toEqual([mail]);
  });

  test('comes however many there are', async () => {
    const office = await givenPostOffice();
    await office.subscribe(READER);
    const wanted = Array.from({ length: 12 }, (_, index) => `mail ${index}`);
    for (const subject of wanted) await office.publish(subject);

    expect((await office.collect()).map(({ subject }) => subject).toSorted()).toEqual(
      wanted.toSorted(),
    );
  });

  test('comes to each reader whose filter policy lets it through', async () => {
    const office = await givenPostOffice();
    await office.subscribe('all@tidemark.example');
    await office.subscribe('b@tidemark.example', { pair: ['XA-XB'] });
    await office.subscribe('grave@tidemark.example', { severity: ['warning', 'critical'] });
    await office.publish('one', { pair: 'XA-XB', severity: 'info' });
    await office.publish('two', { pair: 'XA-XC', severity: 'critical' });
    await office.publish('three');
    await office.collect();

    expect(subjects(office).toSorted()).toEqual(
      ['all: one', 'all: three', 'all: two', 'b: one', 'grave: two'].toSorted(),
    );
  });

  test('comes to a reader of two topics from each of them, and from no third', async () => {
    const office = await openPostOffice(createReplayClock(new Date(NOW)), undefined);
    const sns = new SNSClient({ endpoint: office.url });
    onTestFinished(async () => {
      sns.destroy();
      await office.stop();
    });
    const topics = await Promise.all(['One', 'Two', 'Three'].map(office.createTopic));
    for (const topic of topics.slice(0, 2)) await office.subscribe(topic, READER, undefined);
    for (const [index, TopicArn] of topics.entries()) {
      await sns.send(new PublishCommand({ TopicArn, Subject: `${index + 1}`, Message: 'news' }));
    }
    await office.collect();

    expect(subjects(office)).toEqual(['reader: 1', 'reader: 2']);
  });

  test('for readers whose addresses are nearly alike comes to each', async () => {
    const office = await givenPostOffice();
    await office.subscribe('a.b@tidemark.example');
    await office.subscribe('a-b@tidemark.example');
    await office.publish('one');
    await office.collect();

    expect(subjects(office).toSorted()).toEqual(['a-b: one', 'a.b: one']);
  });

  test('that was published before a reader subscribed does not come', async () => {
    const office = await givenPostOffice();
    await office.publish('one');
    await office.subscribe(READER);

    expect(await office.collect()).toEqual([]);
  });

  test.each([
    ['is too long', 'x'.repeat(100)],
    ['is not ASCII', 'déficit'],
    ['has two lines', 'one\ntwo'],
  ])('is an error where its subject %s, as SNS would refuse it', async (_, subject) => {
    const office = await givenPostOffice();
    await office.subscribe(READER);
    await office.publish('x'.repeat(99));
    await office.collect();
    await office.publish(subject);

    await expect(office.collect()).rejects.toThrow(`SNS would refuse the subject: ${subject}`);
    expect(office.mails()).toHaveLength(1);
  });
});

describe('a directory', () => {
  test('keeps mails and subscriptions from one start to the next', async () => {
    const directory = givenDirectory();
    const first = await givenPostOffice(directory);
    await first.subscribe(READER);
    await first.publish('one');
    await first.collect();
    await first.publish('two');
    await first.stop();

    const second = await givenPostOffice(directory);
    await second.subscribe(READER);
    expect(subjects(second)).toEqual(['reader: one']);
    await second.publish('three');
    await second.collect();
    expect(subjects(second)).toEqual(['reader: one', 'reader: two', 'reader: three']);
  });

  test('in which a kill cut a mail short is read, and the next mail is not joined to it', async () => {
    const directory = givenDirectory();
    const first = await givenPostOffice(directory);
    await first.subscribe(READER);
    await first.publish('one');
    await first.collect();
    await first.stop();
    appendFileSync(
      join(directory, 'mailbox.jsonl'),
      '{"to":"reader@tidemark.example","attributes":{}',
    );

    const second = await givenPostOffice(directory);
    await second.subscribe(READER);
    await second.publish('two');
    await second.collect();
    expect(subjects(second)).toEqual(['reader: one', 'reader: two']);
    const lines = readFileSync(join(directory, 'mailbox.jsonl'), 'utf8').trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).subject)).toEqual(['one', 'two']);
  });
});
