import {
  ConfirmSubscriptionCommand,
  GetTopicAttributesCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { onTestFinished } from 'vitest';
import { openPostOffice, type PostOffice } from '../../infra/local/post-office.ts';

export const NOW = '2026-08-04T12:31:00.000Z';
export const READER = 'reader@tidemark.example';
const SITE = 'http://localhost:4040';

/** A post office with one topic, asked with the SDK's client as a function asks it, on a clock that a test sets. */
export interface OpenPostOffice extends Omit<PostOffice, 'subscribe'> {
  readonly topicArn: string;
  later(milliseconds: number): void;
  /** As the template does, to the one topic or another one. */
  deploy(email: string, filterPolicy?: Record<string, unknown>, to?: string): void;
  /** As a function does, for somebody else; answers the ARN. */
  subscribe(email?: string, filterPolicy?: unknown): Promise<string>;
  confirm(token: string, authenticateOnUnsubscribe?: 'true' | 'false'): Promise<string>;
  unsubscribe(arn: string): Promise<void>;
  /** How many are confirmed, and how many wait. */
  counts(): Promise<[confirmed: number, pending: number]>;
  publish(subject: string, attributes?: Record<string, string>): Promise<void>;
  publishTo(topicArn: string, subject: string): Promise<void>;
  /** The token of the newest confirmation mail. */
  token(): string;
  /** Subjects with the name of their readers: `reader: one`. */
  subjects(): string[];
}

export async function givenPostOffice(directory?: string): Promise<OpenPostOffice> {
  let now = Date.parse(NOW);
  const clock = { now: () => new Date(now), sleep: () => Promise.resolve() };
  const office = await openPostOffice(clock, directory, SITE);
  const topicArn = office.createTopic('Tidemark');
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
    topicArn,
    stop,
    later(milliseconds) {
      now += milliseconds;
    },
    deploy: (email, filterPolicy, to = topicArn) => office.subscribe(to, email, filterPolicy),
    async subscribe(Endpoint = READER, filterPolicy) {
      const Attributes: Record<string, string> = filterPolicy
        ? { FilterPolicy: JSON.stringify(filterPolicy) }
        : {};
      const { SubscriptionArn = '' } = await sns.send(
        new SubscribeCommand({
          ...{ TopicArn: topicArn, Protocol: 'email', Endpoint, Attributes },
          ReturnSubscriptionArn: true,
        }),
      );
      return SubscriptionArn;
    },
    async confirm(Token, AuthenticateOnUnsubscribe) {
      const { SubscriptionArn = '' } = await sns.send(
        new ConfirmSubscriptionCommand({ TopicArn: topicArn, Token, AuthenticateOnUnsubscribe }),
      );
      return SubscriptionArn;
    },
    async unsubscribe(SubscriptionArn) {
      await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
    },
    async counts() {
      const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn: topicArn }));
      return [
        Number(Attributes?.['SubscriptionsConfirmed']),
        Number(Attributes?.['SubscriptionsPending']),
      ];
    },
    publish: (subject, attributes = {}) => publishTo(sns, topicArn, { subject, attributes }),
    publishTo: (arn, subject) => publishTo(sns, arn, { subject, attributes: {} }),
    token() {
      const letters = office.mails().filter(({ text }) => text.includes('Token='));
      const link = linkIn(letters.at(-1)?.text ?? '', 'confirmation');
      return new URL(link).searchParams.get('Token') ?? '';
    },
    subjects: () => office.mails().map(({ to, subject }) => `${to.split('@')[0]}: ${subject}`),
  };
}

/** Publishes as alert does. */
export async function publishTo(
  sns: SNSClient,
  TopicArn: string,
  { subject, attributes }: { subject: string; attributes: Record<string, string> },
): Promise<void> {
  const named = Object.entries(attributes).map(([name, StringValue]) => [
    name,
    { DataType: 'String', StringValue },
  ]);
  const MessageAttributes = Object.fromEntries(named);
  const Message = `${subject}, at length`;
  await sns.send(new PublishCommand({ TopicArn, Subject: subject, Message, MessageAttributes }));
}

/** The link to a page of SNS that stands in a mail. */
export function linkIn(text: string, page: 'confirmation' | 'unsubscribe'): string {
  const [link = ''] = new RegExp(`https?://\\S+/${page}\\.html\\S+`).exec(text) ?? [];
  return link;
}
