import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { afterAll, beforeAll } from 'vitest';
import * as z from 'zod';
import { deliver } from '../../functions/alert/deliver.ts';
import { createPace, type Pace } from '../../functions/alert/pace.ts';
import { createReplayClock, type ReplayClock } from '../../infra/local/replay-clock.ts';
import type { Alert } from '../../shared/domain/alert.ts';
import { alertPut } from '../../shared/store/alerts.ts';
import { writeTogether } from '../../shared/store/table.ts';
import { type TestTable, withLocalCredentials } from './embedded-database.ts';
import { listeningLogger } from './logs.ts';

const messageSchema = z.object({
  Subject: z.string(),
  Message: z.string(),
  MessageAttributes: z
    .record(z.string(), z.object({ Type: z.string(), Value: z.string() }))
    .default({}),
});
type Published = z.infer<typeof messageSchema>;

/** Publications of one topic, in the order in which they came. */
export interface Topic {
  readonly arn: string;
  readonly sns: SNSClient;
  readonly endpoint: string;
  published(): Promise<Published[]>;
}

/** What is asked of a topic that nobody publishes through. */
type Announced = Pick<Topic, 'arn' | 'published'>;

/** One embedded SNS for the tests of a file. */
export function embeddedSns(): { freshTopic(): Promise<Topic> } {
  withLocalCredentials();
  let server: FauxqsServer | undefined;
  const clients: { destroy(): void }[] = [];
  let topics = 0;
  beforeAll(async () => {
    server = await startFauxqs({ port: 0, logger: false });
  });
  afterAll(async () => {
    for (const client of clients) client.destroy();
    await server?.stop();
  });

  return {
    async freshTopic() {
      const endpoint = server?.address ?? '';
      const [sns, onlooker, sqs] = [
        new SNSClient({ endpoint }),
        new SNSClient({ endpoint }),
        new SQSClient({ endpoint }),
      ];
      clients.push(sns, onlooker, sqs);
      topics += 1;
      const Name = `topic-${topics}`;
      const { TopicArn = '' } = await onlooker.send(new CreateTopicCommand({ Name }));
      const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: Name }));
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
      );
      const Endpoint = Attributes?.['QueueArn'];
      await onlooker.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint }));
      const seen: Published[] = [];
      return {
        arn: TopicArn,
        sns,
        endpoint,
        async published() {
          seen.push(...(await emptied(sqs, QueueUrl)));
          return seen;
        },
      };
    },
  };
}

async function emptied(sqs: SQSClient, QueueUrl: string): Promise<Published[]> {
  const found: Published[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return found;
    for (const { Body = '', ReceiptHandle } of Messages) {
      found.push(messageSchema.parse(JSON.parse(Body)));
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}

/** A topic that is not there: SNS refuses what is published to it. */
export function missingTopic(): Announced {
  const arn = 'arn:aws:sns:us-east-1:000000000000:missing';
  return { arn, published: () => Promise.resolve([]) };
}

/** Where alerts go: to those who get every pair, by how grave they want them, and to those who named pairs. */
export interface Topics {
  readonly info: Topic;
  readonly warning: Announced;
  readonly critical: Announced;
  readonly byPair: Topic;
}

export async function freshTopics({ freshTopic }: ReturnType<typeof embeddedSns>): Promise<Topics> {
  return {
    info: await freshTopic(),
    warning: await freshTopic(),
    critical: await freshTopic(),
    byPair: await freshTopic(),
  };
}

/** The delivery of a table's alerts, on a clock that lets waiting take no time. */
export interface Delivery {
  readonly clock: ReplayClock;
  readonly events: () => string[];
  /** Raises the alerts as recompute does. */
  raise(): Promise<void>;
  /** Hands them over, as the stream does. */
  deliver(of?: readonly Alert[]): Promise<void>;
}

export function deliveryOf(
  alerts: readonly Alert[],
  table: TestTable,
  topics: Topics,
  paceOf: (clock: ReplayClock) => Pace = (clock) => createPace(clock, 5),
): Delivery {
  const clock = createReplayClock(new Date('2026-08-04T12:31:00Z'));
  const { log, events } = listeningLogger();
  const { info, warning, critical, byPair } = topics;
  const pace = paceOf(clock);
  table.calls.watch(info.sns);
  return {
    clock,
    events,
    async raise() {
      for (let start = 0; start < alerts.length; start += 100) {
        await writeTogether(table, alerts.slice(start, start + 100).map(alertPut));
      }
    },
    deliver: (of = alerts) =>
      deliver(of, {
        ...{ table, sns: info.sns, clock, log },
        topics: {
          bySeverity: { info: info.arn, warning: warning.arn, critical: critical.arn },
          byPair: byPair.arn,
        },
        pageUrl: 'https://tidemark.example',
        pace,
      }),
  };
}
