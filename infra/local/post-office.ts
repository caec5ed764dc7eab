import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { startFauxqs } from 'fauxqs';
import * as z from 'zod';
import type { Clock } from '../../shared/platform/clock.ts';

/** A mail as it lies in a reader's inbox. */
const mailSchema = z.object({
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  attributes: z.record(z.string(), z.string()),
  at: z.string(),
});
export type Mail = z.infer<typeof mailSchema>;

/** An embedded SNS, and the post that brings its mails. */
export interface PostOffice {
  readonly url: string;
  /** Creates a topic, or finds it; answers its ARN. */
  createTopic(name: string): Promise<string>;
  /** Subscribes a reader as the template does, and lets the reader confirm. */
  subscribe(
    topicArn: string,
    email: string,
    filterPolicy: Record<string, unknown> | undefined,
  ): Promise<void>;
  /** Brings what was published since, and answers those mails. */
  collect(): Promise<Mail[]>;
  mails(): readonly Mail[];
  stop(): Promise<void>;
}

/** An SNS notification as it reaches a queue. */
const notificationSchema = z.object({
  Subject: z.string().default(''),
  Message: z.string(),
  MessageAttributes: z
    .record(z.string(), z.object({ Value: z.string() }))
    .default({})
    .transform((attributes) =>
      Object.fromEntries(Object.entries(attributes).map(([name, { Value }]) => [name, Value])),
    ),
});

/** SNS mails a subject of ASCII on one line, shorter than 100 characters, and refuses any other; the emulator takes all. */
const SUBJECT = /^[\x20-\x7e]{1,99}$/;

/**
 * fauxqs keeps an e-mail subscription pending with its filter policy but delivers to queues only. Each confirmed reader
 * therefore gets a queue that is subscribed with the same policy, and the post office carries what arrives there.
 */
export async function openPostOffice(
  clock: Clock,
  directory: string | undefined,
): Promise<PostOffice> {
  const dataDir = directory && join(directory, 'sns');
  const server = await startFauxqs({ port: 0, logger: false, ...(dataDir ? { dataDir } : {}) });
  const [sns, sqs] = [
    new SNSClient({ endpoint: server.address }),
    new SQSClient({ endpoint: server.address }),
  ];
  const kept = directory ? join(directory, 'mailbox.jsonl') : undefined;
  const inbox: Mail[] = kept ? readKept(kept) : [];
  const queues: { email: string; queue: string }[] = [];

  return {
    url: server.address,
    mails: () => inbox,
    async createTopic(name) {
      const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: name }));
      return TopicArn;
    },
    async subscribe(topicArn, email, filterPolicy) {
      const policy: Record<string, string> = filterPolicy
        ? { FilterPolicy: JSON.stringify(filterPolicy) }
        : {};
      await confirmedSubscription(sns, topicArn, email, policy);
      queues.push({ email, queue: await readersQueue(sns, sqs, topicArn, email, policy) });
    },
    async collect() {
      const brought: Mail[] = [];
      const keep = (mail: Mail): void => {
        if (kept) appendFileSync(kept, `${JSON.stringify(mail)}\n`);
        inbox.push(mail);
        brought.push(mail);
      };
      for (const { queue, email } of queues) await empty(sqs, queue, email, clock, keep);
      return brought;
    },
    async stop() {
      sns.destroy();
      sqs.destroy();
      await server.stop();
    },
  };
}

/** The reader's click on the link of the confirmation mail; the emulator's token is the subscription's ARN. */
async function confirmedSubscription(
  sns: SNSClient,
  TopicArn: string,
  email: string,
  Attributes: Record<string, string>,
): Promise<void> {
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  const known = Subscriptions.find(({ Endpoint }) => Endpoint === email)?.SubscriptionArn;
  const subscribe = { TopicArn, Protocol: 'email', Endpoint: email, Attributes };
  const arn =
    known ??
    (await sns.send(new SubscribeCommand({ ...subscribe, ReturnSubscriptionArn: true })))
      .SubscriptionArn ??
    '';
  const { Attributes: state } = await sns.send(
    new GetSubscriptionAttributesCommand({ SubscriptionArn: arn }),
  );
  if (state?.['PendingConfirmation'] === 'true') {
    await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token: arn }));
  }
}

async function readersQueue(
  sns: SNSClient,
  sqs: SQSClient,
  TopicArn: string,
  email: string,
  Attributes: Record<string, string>,
): Promise<string> {
  // A queue's name takes neither an @ nor a dot; two readers must never share one.
  const QueueName = `reader-${createHash('sha256').update(`${TopicArn} ${email}`).digest('hex').slice(0, 32)}`;
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName }));
  const { Attributes: queue } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  const Endpoint = queue?.['QueueArn'];
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes }));
  return QueueUrl;
}

/** A mail leaves the queue only after it was kept: a kill in between brings it once more, and never loses it. */
async function empty(
  sqs: SQSClient,
  QueueUrl: string,
  to: string,
  clock: Clock,
  keep: (mail: Mail) => void,
): Promise<void> {
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return;
    const at = clock.now().toISOString();
    const mails = Messages.map(({ Body = '' }) => mailOf(Body, to, at));
    mails.forEach(keep);
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({
      Id: String(index),
      ReceiptHandle,
    }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  }
}

function mailOf(body: string, to: string, at: string): Mail {
  const { Subject, Message, MessageAttributes } = notificationSchema.parse(JSON.parse(body));
  if (!SUBJECT.test(Subject)) throw new Error(`SNS would refuse the subject: ${Subject}`);
  return { to, subject: Subject, text: Message, attributes: MessageAttributes, at };
}

function readKept(file: string): Mail[] {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  // A line that was cut by a kill is the last one, and its mail is still in the queue. The next mail must not be joined to it.
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole !== text) writeFileSync(file, whole);
  return whole
    .split('\n')
    .filter(Boolean)
    .map((line) => mailSchema.parse(JSON.parse(line)));
}
