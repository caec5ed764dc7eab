import { randomUUID } from 'node:crypto';
import { SNSClient } from '@aws-sdk/client-sns';
import type { Hono } from 'hono';
import { onTestFinished } from 'vitest';
import * as z from 'zod';
import { createApp } from '../../functions/subscriptions/app.ts';
import type { AlertTopics } from '../../functions/subscriptions/topics.ts';
import type { Mail } from '../../infra/local/inbox.ts';
import { openPostOffice, type PostOffice } from '../../infra/local/post-office.ts';
import { createReplayClock } from '../../infra/local/replay-clock.ts';
import { settingsSchema } from '../../shared/domain/settings.ts';
import { createLogger } from '../../shared/platform/logger.ts';
import { writeSettings } from '../../shared/store/settings.ts';
import { holdAgainstDocument } from './contract.ts';
import type { TestTable } from './embedded-database.ts';
import { linkIn, publishTo } from './post-office.ts';

/** When a test begins: noon, so that twelve hours are left of the day. */
const NOON = new Date('2026-08-04T12:00:00Z');
const SITE = 'https://tidemark.example';
export const EMAIL = 'reader@tidemark.example';

const SOURCE = { schedule: 'rate(1 day)', timeZone: 'UTC', historyFrom: '2025-01' };
const SETTINGS = settingsSchema.parse({
  pairs: { 'XA-XB': { M: 'us-census' }, 'XA-XC': { M: 'us-census' }, 'XB-XC': { M: 'us-census' } },
  sources: { 'us-census': SOURCE },
  rules: [],
});

/** How a request comes in, where it differs from JSON of one reader's network. */
interface How {
  readonly ip?: string | undefined;
  readonly headers?: Record<string, string>;
}

/** The API of subscriptions over an empty table and an SNS of its own, on a clock that a test sets. */
export interface Subscribing {
  readonly table: TestTable;
  readonly office: PostOffice;
  readonly topics: AlertTopics;
  readonly operatorTopic: string;
  readonly app: Hono;
  /** What was logged, as text. */
  readonly logged: readonly string[];
  /** The SNS that it asks; watched together with the table. */
  readonly sns: SNSClient;
  later(milliseconds: number): void;
  post(path: string, body: unknown, how?: How): Promise<Answer>;
  /** Posts a subscription of {@link EMAIL}, or as given. */
  subscribe(wish?: Record<string, unknown>, how?: How): Promise<Answer>;
  /** Publishes a message with attributes, as alert does. */
  publish(topicArn: string, attributes: Record<string, string>): Promise<void>;
  mailsTo(email?: string): readonly Mail[];
  /** The confirmation link of the newest mail to an address. */
  confirmationLink(email?: string): string;
}

const answerSchema = z.record(z.string(), z.unknown());
interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: z.infer<typeof answerSchema>;
}

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export async function givenSubscribing(
  table: TestTable,
  { mailsPerDay = 100 } = {},
): Promise<Subscribing> {
  let now = NOON.getTime();
  const clock = { ...createReplayClock(NOON), now: () => new Date(now) };
  const office = await openPostOffice(clock, undefined, SITE);
  const sns = new SNSClient({ endpoint: office.url });
  onTestFinished(async () => {
    sns.destroy();
    await office.stop();
  });
  await writeSettings(table, SETTINGS);
  table.calls.watch(sns);
  table.calls.restart();
  const topics: AlertTopics = {
    bySeverity: {
      info: office.createTopic('Info'),
      warning: office.createTopic('Warning'),
      critical: office.createTopic('Critical'),
    },
    byPair: office.createTopic('Pair'),
  };
  const logged: string[] = [];
  const app = createApp({
    ...{ table, sns, topics, mailsPerDay, now: clock.now },
    freshKey: () => randomUUID(),
    ipOf: (context) => context.req.header('x-test-ip'),
    log: createLogger((line) => logged.push(line)),
  });

  async function post(path: string, body: unknown, how: How = {}): Promise<Answer> {
    const { ip = '192.0.2.1', headers = {} } = how;
    const response = await app.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-test-ip': ip, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    holdAgainstDocument({ method: 'POST', target: path, response, body: text });
    return {
      status: response.status,
      type: response.headers.get('content-type') ?? '',
      body: answerSchema.parse(JSON.parse(text)),
    };
  }

  const mailsTo = (email = EMAIL) => office.mails().filter(({ to }) => to === email);
  return {
    ...{ table, office, topics, app, logged, sns, post, mailsTo },
    publish: (topicArn, attributes) => publishTo(sns, topicArn, { subject: 'news', attributes }),
    operatorTopic: office.createTopic('Operator'),
    later(milliseconds) {
      now += milliseconds;
    },
    subscribe: (wish = {}, how) => post('/v1/subscriptions', { email: EMAIL, ...wish }, how),
    confirmationLink: (email) => linkIn(mailsTo(email).at(-1)?.text ?? '', 'confirmation'),
  };
}
