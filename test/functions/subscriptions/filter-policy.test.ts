import {
  CreateTopicCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import * as fc from 'fast-check';
import { startFauxqs } from 'fauxqs';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { subscriptionFor } from '../../../functions/subscriptions/subscription.ts';
import { letsThrough, parseFilterPolicy } from '../../../infra/local/filter-policy.ts';
import { SEVERITIES, type Severity } from '../../../shared/domain/rule.ts';
import { WISH } from '../../../shared/domain/subscription-bodies.ts';
import { withLocalCredentials } from '../../support/embedded-database.ts';
import { assertLaw } from '../../support/law.ts';

withLocalCredentials();
const PAIRS = ['XA-XB', 'XA-XC', 'XB-XC', 'XC-XA', 'XA-XB:85'];
const TOPICS = {
  bySeverity: { info: 'info', warning: 'warning', critical: 'critical' },
  byPair: 'pair',
};

interface Message {
  readonly pair: string;
  readonly severity: Severity;
}

function policyOf(pairs: readonly string[], severity: Severity): string {
  const wish = WISH.schema.parse({ email: 'reader@tidemark.example', pairs, severity });
  return subscriptionFor(wish, TOPICS).filterPolicy ?? '';
}

/** What somebody who wanted that is to be sent. */
function isWanted({ pair, severity }: Message, pairs: readonly string[], least: Severity): boolean {
  return pairs.includes(pair) && SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least);
}

test('whoever named pairs is let have what is about them and grave enough, and nothing else', () => {
  assertLaw(
    fc.property(
      fc.subarray(PAIRS, { minLength: 1 }),
      fc.constantFrom(...SEVERITIES),
      fc.record({ pair: fc.constantFrom(...PAIRS), severity: fc.constantFrom(...SEVERITIES) }),
      (pairs, severity, message) => {
        const policy = parseFilterPolicy(policyOf(pairs, severity));
        expect(letsThrough(policy, { ...message })).toBe(isWanted(message, pairs, severity));
      },
    ),
  );
});

test('the same wish is the same text, in whatever order its pairs are named', () => {
  assertLaw(
    fc.property(fc.shuffledSubarray(PAIRS, { minLength: 1 }), (pairs) => {
      expect(policyOf([...pairs, ...pairs], 'warning')).toBe(policyOf(pairs.toSorted(), 'warning'));
    }),
  );
});

test('another SNS reads the filter policies alike', async () => {
  const server = await startFauxqs({ port: 0, logger: false });
  const [sns, sqs] = [
    new SNSClient({ endpoint: server.address }),
    new SQSClient({ endpoint: server.address }),
  ];
  onTestFinished(async () => {
    sns.destroy();
    sqs.destroy();
    await server.stop();
  });
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'pairs' }));
  const messages = PAIRS.flatMap((pair) => SEVERITIES.map((severity) => ({ pair, severity })));
  const wishes = [
    { pairs: ['XA-XB'], severity: 'info' },
    { pairs: ['XA-XB:85', 'XB-XC'], severity: 'warning' },
    { pairs: PAIRS, severity: 'critical' },
  ] as const;
  const queues = await Promise.all(
    wishes.map(async ({ pairs, severity }, index) => {
      const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: `reader-${index}` }));
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
      );
      await sns.send(
        new SubscribeCommand({
          ...{ TopicArn, Protocol: 'sqs', Endpoint: Attributes?.['QueueArn'] },
          Attributes: { FilterPolicy: policyOf(pairs, severity) },
        }),
      );
      return QueueUrl;
    }),
  );
  for (const { pair, severity } of messages) {
    await sns.send(
      new PublishCommand({
        ...{ TopicArn, Subject: 'news', Message: `${pair} ${severity}` },
        MessageAttributes: {
          pair: { DataType: 'String', StringValue: pair },
          severity: { DataType: 'String', StringValue: severity },
        },
      }),
    );
  }

  for (const [index, { pairs, severity }] of wishes.entries()) {
    const got = await bodiesIn(sqs, queues[index] ?? '');
    const wanted = messages.filter((message) => isWanted(message, pairs, severity));
    expect(got.toSorted()).toEqual(
      wanted.map((message) => `${message.pair} ${message.severity}`).toSorted(),
    );
  }
});

async function bodiesIn(sqs: SQSClient, QueueUrl: string): Promise<string[]> {
  const bodies: string[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return bodies;
    const shape = z.object({ Message: z.string() });
    bodies.push(...Messages.map(({ Body = '' }) => shape.parse(JSON.parse(Body)).Message));
  }
}
