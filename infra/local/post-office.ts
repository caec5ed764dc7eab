import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod';
import type { Clock } from '../../shared/platform/clock.ts';
import { letsThrough, parseFilterPolicy } from './filter-policy.ts';
import { type Mail, openInbox } from './inbox.ts';
import { confirmationLetter, farewellLetter, footer } from './letters.ts';
import { SnsError } from './sns-error.ts';
import { mapIn, type Parameters, serveSns } from './sns-wire.ts';
import { openSubscriptions, type Subscription } from './subscriptions.ts';

/** SNS for e-mail, on this machine, and the inboxes of its readers. */
export interface PostOffice {
  /** Where it is asked in SNS's protocol. */
  readonly url: string;
  /** Creates a topic, or finds it; answers its ARN. */
  createTopic(name: string): string;
  /** Subscribes a reader as the template does, who confirms at once; one who was known before stays as they are. */
  subscribe(
    topicArn: string,
    email: string,
    filterPolicy: Record<string, unknown> | undefined,
  ): void;
  /** Answers the mails that came since it was last asked. */
  collect(): Mail[];
  mails(): readonly Mail[];
  subscriptions(): readonly Subscription[];
  /** What SNS's page does where the link of a confirmation mail leads: confirms, without wanting a signature at the end. */
  followConfirmationLink(topicArn: string, token: string): 'confirmed' | 'unknown';
  /** What SNS's page does where the link at the end of a mail leads. */
  followUnsubscribeLink(arn: string): 'ended' | 'needs-a-signature' | 'unknown';
  stop(): Promise<void>;
}

/** SNS takes a subject of printable ASCII on one line, shorter than 100 characters, and refuses any other. */
const SUBJECT = /^[\x20-\x7e]{1,99}$/;

/**
 * More messages a second than this suspend an e-mail subscription: it waits to be confirmed again.
 * https://repost.aws/knowledge-center/sns-email-subscription-disabled
 */
const MESSAGES_A_SECOND = 10;

/** Opens it with what was kept in a directory. `siteUrl` is where the links in its mails lead, without a trailing slash. */
export async function openPostOffice(
  clock: Clock,
  directory: string | undefined,
  siteUrl: string,
): Promise<PostOffice> {
  const inbox = openInbox(directory && join(directory, 'mailbox.jsonl'));
  const books = openSubscriptions(clock, directory && join(directory, 'subscriptions.json'));
  const recent = new Map<string, number[]>();
  let collected = inbox.mails.length;

  function write(
    to: string,
    letter: { subject: string; text: string },
    attributes: Record<string, string> = {},
  ): void {
    inbox.bring({ to, ...letter, attributes, at: clock.now().toISOString() });
  }

  function isTooMuch(arn: string): boolean {
    const now = clock.now().getTime();
    const within = [...(recent.get(arn) ?? []).filter((at) => at > now - 1000), now];
    recent.set(arn, within);
    return within.length > MESSAGES_A_SECOND;
  }

  function deliver(
    subscription: Subscription,
    { subject, text, attributes }: Pick<Mail, 'subject' | 'text' | 'attributes'>,
  ): void {
    if (isTooMuch(subscription.arn)) {
      books.suspend(subscription.arn);
      return;
    }
    const letter = { subject, text: text + footer(subscription, siteUrl) };
    write(subscription.endpoint, letter, attributes);
  }

  const server = await serveSns({
    Subscribe(parameters) {
      const wanted = wantedIn(parameters);
      const { arn, token } = books.subscribe(wanted);
      if (token) write(wanted.endpoint, confirmationLetter(wanted, token, siteUrl));
      const isAsked = parameters['ReturnSubscriptionArn'] === 'true' || !token;
      return { SubscriptionArn: isAsked ? arn : 'pending confirmation' };
    },
    ConfirmSubscription({ TopicArn = '', Token = '', AuthenticateOnUnsubscribe }) {
      const isGuarded = AuthenticateOnUnsubscribe === 'true';
      return { SubscriptionArn: books.confirm(TopicArn, Token, isGuarded) };
    },
    Unsubscribe({ SubscriptionArn = '' }) {
      books.unsubscribe(SubscriptionArn);
      return {};
    },
    GetTopicAttributes({ TopicArn = '' }) {
      const states = books.list(TopicArn).map(({ state }) => state);
      const count = (...of: string[]) => String(states.filter((one) => of.includes(one)).length);
      return {
        Attributes: {
          TopicArn,
          SubscriptionsConfirmed: count('confirmed'),
          SubscriptionsPending: count('pending', 'suspended'),
          SubscriptionsDeleted: count('unsubscribed'),
        },
      };
    },
    Publish(parameters) {
      const message = messageIn(parameters);
      for (const subscription of books.list(parameters['TopicArn'] ?? '')) {
        const { state, filterPolicy } = subscription;
        if (state !== 'confirmed' || !letsThrough(filterPolicy, message.attributes)) continue;
        deliver(subscription, message);
      }
      return { MessageId: randomUUID() };
    },
  });

  return {
    url: server.url,
    createTopic: books.createTopic,
    subscribe(topicArn, endpoint, policy) {
      const filterPolicy = policy ? parseFilterPolicy(JSON.stringify(policy)) : null;
      books.deploy({ topicArn, endpoint, filterPolicy });
    },
    collect() {
      const brought = inbox.mails.slice(collected);
      collected = inbox.mails.length;
      return brought;
    },
    mails: () => inbox.mails,
    subscriptions: () => books.list(),
    followConfirmationLink(topicArn, token) {
      try {
        books.confirm(topicArn, token, false);
        return 'confirmed';
      } catch (error) {
        if (error instanceof SnsError) return 'unknown';
        throw error;
      }
    },
    followUnsubscribeLink(arn) {
      const subscription = books.list().find((one) => one.arn === arn);
      const outcome = books.unsubscribeByLink(arn);
      if (typeof outcome === 'string') return outcome;
      if (subscription) {
        write(subscription.endpoint, farewellLetter(subscription, outcome.token, siteUrl));
      }
      return 'ended';
    },
    stop: server.stop,
  };
}

function wantedIn(parameters: Parameters) {
  const { TopicArn: topicArn = '', Protocol, Endpoint: endpoint = '' } = parameters;
  if (Protocol !== 'email') {
    throw new SnsError('InvalidParameter', 'Invalid parameter: Protocol: only email is known here');
  }
  if (!z.email().safeParse(endpoint).success) {
    throw new SnsError('InvalidParameter', 'Invalid parameter: Email address');
  }
  const { FilterPolicy } = mapIn(parameters, 'Attributes', ['key', 'value']);
  return {
    topicArn,
    endpoint,
    filterPolicy: FilterPolicy ? parseFilterPolicy(FilterPolicy) : null,
  };
}

function messageIn(parameters: Parameters): Pick<Mail, 'subject' | 'text' | 'attributes'> {
  const { Subject: subject = 'AWS Notification Message', Message: text = '' } = parameters;
  if (!SUBJECT.test(subject)) {
    throw new SnsError('InvalidParameter', 'Invalid parameter: Subject');
  }
  if (text === '') throw new SnsError('InvalidParameter', 'Invalid parameter: Empty message');
  const attributes = mapIn(parameters, 'MessageAttributes', ['Name', 'Value.StringValue']);
  return { subject, text, attributes };
}
