import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Mail } from '../../infra/local/inbox.ts';
import { type LocalTidemark, startLocal } from '../../infra/local/runner.ts';
import { pair } from '../../shared/domain/pair.ts';
import { writeChanges } from '../../shared/store/observations.ts';
import { writeRule } from '../../shared/store/rules.ts';
import { readSettings, writeSettings } from '../../shared/store/settings.ts';
import type { Table } from '../../shared/store/table.ts';
import { vintagesOf } from '../support/observations.ts';
import { storedRuleOf } from '../support/rules.ts';
import { type Subscriber, subscriberOf } from '../support/subscriber.ts';

const PAIRS = ['XA-XB', 'XA-XC'].map(pair);
const OF_A_PAIR = 'pair@tidemark.example';
const GRAVE = 'grave@tidemark.example';
const OF_ALL = 'all@tidemark.example';
const READER = 'reader@tidemark.example';

let tidemark: LocalTidemark;
let client: DynamoDBClient;
let table: Table;
let subscriber: Subscriber;

beforeAll(async () => {
  let endpoint = '';
  tidemark = await startLocal({
    port: 0,
    sources: 'replay',
    between: (_name, service, url) => {
      if (service === 'DYNAMODB') endpoint = url;
      return Promise.resolve(url);
    },
  });
  client = new DynamoDBClient({ endpoint });
  table = { client, name: 'Tidemark' };
  subscriber = subscriberOf(tidemark);
  await watchTwoMorePairs();
});

afterAll(async () => {
  client.destroy();
  await tidemark.stop();
});

/** Two pairs of fictional economies, each with a rule, and a first month of each, which is a baseline. */
async function watchTwoMorePairs(): Promise<void> {
  const settings = await readSettings(table);
  if (!settings) throw new Error('the deployment has no settings');
  const [source = ''] = Object.keys(settings.sources);
  const pairs = Object.fromEntries(PAIRS.map((watched) => [watched, { M: source }]));
  await writeSettings(table, { ...settings, pairs: { ...settings.pairs, ...pairs } });
  for (const watched of PAIRS) {
    await writeRule(
      table,
      storedRuleOf({
        ...{ id: `${watched.toLowerCase()}-deficit`, pair: watched, metric: 'balance' },
        ...{ fires: { below: -50 }, severity: watched === 'XA-XB' ? 'warning' : 'info' },
      }),
    );
  }
  await publishMonth('2026-01', 120);
}

/** One release with a month of both pairs, exports of 100 and imports of: in one transaction, so that it is news of one moment. */
async function publishMonth(period: string, imports: number): Promise<void> {
  const amounts = { exports: { [period]: 100 }, imports: { [period]: imports } };
  const changes = PAIRS.flatMap((watched) =>
    vintagesOf(amounts, { pair: watched, knownAt: '2026-08-01T00:00:00Z' }),
  ).map((vintage) => ({ vintage, replaces: undefined }));
  await writeChanges(table, changes);
  await tidemark.settle();
}

function attributesOf(mails: readonly Mail[]) {
  return mails.map(({ attributes }) => attributes);
}

describe('people who subscribe', () => {
  test('and confirm get what they asked for and nothing else, on a day whose news goes to the others as one digest', async () => {
    const known = subscriber.news(READER).length;
    await subscriber.subscribe({ email: OF_A_PAIR, pairs: ['XA-XC'] });
    await subscriber.subscribe({ email: GRAVE, pairs: ['XA-XB', 'XA-XC'], severity: 'warning' });
    await subscriber.subscribe({ email: OF_ALL });
    const confirmed = [OF_A_PAIR, GRAVE, OF_ALL].map((email) => subscriber.confirm(email));
    expect(await Promise.all(confirmed)).toEqual([200, 200, 200]);
    await publishMonth('2026-02', 180);

    const ofAPair = subscriber.news(OF_A_PAIR);
    expect(attributesOf(ofAPair)).toEqual([{ pair: 'XA-XC', severity: 'info' }]);
    expect(JSON.stringify(ofAPair)).not.toContain('XA-XB');
    const grave = subscriber.news(GRAVE);
    expect(attributesOf(grave)).toEqual([{ pair: 'XA-XB', severity: 'warning' }]);
    expect(JSON.stringify(grave)).not.toContain('XA-XC');
    for (const digests of [subscriber.news(OF_ALL), subscriber.news(READER).slice(known)]) {
      expect(attributesOf(digests)).toEqual([{ severity: 'warning' }]);
      for (const watched of PAIRS) expect(digests[0]?.text).toContain(watched);
    }
  });

  test('and do not confirm get nothing', async () => {
    const email = 'silent@tidemark.example';
    expect(await subscriber.subscribe({ email })).toBe(202);
    await publishMonth('2026-03', 120);

    expect(subscriber.news(email)).toEqual([]);
  });

  test('are not unsubscribed by a program that follows the links in their mails, and are by the API', async () => {
    const [{ text = '' } = {}] = tidemark
      .mails()
      .filter(({ to }) => to === OF_ALL)
      .slice(-1);
    for (const [link] of text.matchAll(/http\S+/g)) await fetch(link);
    await publishMonth('2026-04', 180);
    const before = subscriber.news(OF_ALL).length;
    expect(before).toBeGreaterThan(2);

    expect(await subscriber.unsubscribe(OF_ALL)).toBe(200);
    await publishMonth('2026-05', 120);
    expect(subscriber.news(OF_ALL)).toHaveLength(before);
    expect(subscriber.news(OF_A_PAIR).length).toBeGreaterThan(2);
  });
});

describe('the local mailbox', () => {
  test('shows who is subscribed, and how that stands, beside the mails and their links', async () => {
    const page = await (await fetch(`${tidemark.url}/local/mailbox.html`)).text();

    expect(page).toMatch(
      /pair@tidemark\.example to \w+, only .*XA-XC.*: confirmed; only a request/,
    );
    expect(page).toMatch(/silent@tidemark\.example to \w+: waits to be confirmed/);
    expect(page).toMatch(/all@tidemark\.example to \w+: ended/);
    expect(page).toMatch(/<a href="http:\/\/localhost:\d+\/local\/sns\/unsubscribe\.html/);
  });

  test('confirms and unsubscribes where the links of its mails lead, as SNS does', async () => {
    const email = 'links@tidemark.example';
    const follow = async (page: string) => {
      const [{ text = '' } = {}] = tidemark
        .mails()
        .filter(({ to }) => to === email)
        .slice(-1);
      const [link = ''] = new RegExp(`http\\S+${page}\\S+`).exec(text) ?? [];
      return (await fetch(link)).text();
    };
    await subscriber.subscribe({ email });
    expect(await follow('confirmation.html')).toContain('Subscription confirmed');
    await publishMonth('2026-06', 180);
    expect(subscriber.news(email)).toHaveLength(1);
    expect(await follow('unsubscribe.html')).toContain('No more mails come');
  });
});
