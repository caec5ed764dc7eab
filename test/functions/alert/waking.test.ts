import { DeleteItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, onTestFinished, test } from 'vitest';
import { createHandler } from '../../../functions/alert/wiring.ts';
import { consumersOf, functionsOf } from '../../../infra/local/physical-resources.ts';
import { createReplayClock } from '../../../infra/local/replay-clock.ts';
import { createStreamPump } from '../../../infra/local/stream-pump.ts';
import { synthesize } from '../../../infra/local/template.ts';
import type { Alert } from '../../../shared/domain/alert.ts';
import { alertPut, readAlert } from '../../../shared/store/alerts.ts';
import { toAttributes } from '../../../shared/store/attributes.ts';
import { keys } from '../../../shared/store/keys.ts';
import { putNotice } from '../../../shared/store/notices.ts';
import { writeTogether } from '../../../shared/store/table.ts';
import { wakeUpPut } from '../../../shared/store/wake-ups.ts';
import { alertAbout } from '../../support/alerts.ts';
import { embeddedSns, freshTopics } from '../../support/deliveries.ts';
import { embeddedDatabase, type TestTable } from '../../support/embedded-database.ts';
import { listeningLogger } from '../../support/logs.ts';

const database = embeddedDatabase();
const emulator = embeddedSns();
const template = synthesize({});
const NOW = new Date('2026-08-04T12:31:00Z');

/** The deployed function, fed with a table's changes by the filters of the template; answers what woke it. */
async function deployedAlert(table: TestTable) {
  const { logicalId } = functionsOf(template).find(({ name }) => name === 'alert') ?? {};
  const consumer = consumersOf(template).find(({ functionId }) => functionId === logicalId);
  if (!consumer) throw new Error('the template feeds alert with no stream');
  const [topics, operator] = await Promise.all([freshTopics(emulator), emulator.freshTopic()]);
  const { log } = listeningLogger();
  const clock = createReplayClock(NOW);
  const handler = createHandler({
    environment: {
      TABLE_NAME: table.name,
      INFO_TOPIC_ARN: topics.info.arn,
      WARNING_TOPIC_ARN: topics.warning.arn,
      CRITICAL_TOPIC_ARN: topics.critical.arn,
      PAIR_TOPIC_ARN: topics.byPair.arn,
      OPERATOR_TOPIC_ARN: operator.arn,
      PAGE_URL: 'https://tidemark.example/',
      AWS_ENDPOINT_URL_DYNAMODB: table.url,
      AWS_ENDPOINT_URL_SNS: topics.info.endpoint,
    },
    clock,
    log,
  });
  const wakers: (string | undefined)[] = [];
  const pump = await createStreamPump({
    streamsUrl: table.url,
    streamArn: table.streamArn,
    consumer,
    handler: (event) => {
      wakers.push(...event.Records.map(({ dynamodb }) => dynamodb?.Keys?.['SK']?.S));
      return handler(event);
    },
    checkpoint: { load: () => undefined, save: () => {} },
    clock,
    log,
  });
  onTestFinished(pump.stop);
  return { ...topics, operator, pump, wakers };
}

/** Raises the alerts of a rule as recompute does. */
function raise(table: TestTable, ...alerts: [Alert, ...Alert[]]): Promise<void> {
  return writeTogether(table, [...alerts.map(alertPut), wakeUpPut(alerts)]);
}

/** Pairs of fictional economies, of the codes that ISO 3166-1 leaves to users. */
const FIFTY_PAIRS = ['QM', 'QN'].flatMap((reporter) =>
  [...'ABCDEFGHIJKLMNOPQRSTUVWXY'].map((letter) => `${reporter}-X${letter}`),
);

const ofXB = [alertAbout(), alertAbout({ period: '2026-05' })] as const;
const ofXC = alertAbout({ pair: 'XA-XC' });
const ofXD = alertAbout({ pair: 'XA-XD' });

test('alerts of several pairs, each raised by itself, wake alert by their announcements and are one digest', async () => {
  const table = await database.freshTable();
  const { pump, wakers, info, byPair } = await deployedAlert(table);
  await raise(table, ...ofXB);
  await raise(table, ofXC);
  await raise(table, ofXD);
  await pump.drain();

  expect(wakers).toEqual([ofXB[0].id, ofXC.id, ofXD.id]);
  const [digest, ...more] = await info.published();
  expect(more).toEqual([]);
  for (const { id } of [...ofXB, ofXC, ofXD]) expect(digest?.Message).toContain(id);
  expect(await byPair.published()).toHaveLength(3);
  // Nothing of what it wrote itself.
  expect(await pump.drain()).toBe(0);
});

test('five hundred crossings of one release are one mail for who gets every pair, and one a pair for who named pairs', async () => {
  const table = await database.freshTable();
  const { pump, info, byPair } = await deployedAlert(table);
  const rules = Array.from({ length: 10 }, (_, index) => `line-${index}`);
  const crossings = FIFTY_PAIRS.flatMap((pair) => rules.map((rule) => alertAbout({ pair, rule })));
  for (const crossing of crossings) await raise(table, crossing);
  await pump.drain();

  expect(crossings).toHaveLength(500);
  expect(await info.published()).toHaveLength(1);
  const pairs = (await byPair.published()).map(({ MessageAttributes }) => MessageAttributes);
  expect(new Set(pairs.map((attributes) => attributes?.['pair']?.Value)).size).toBe(50);
  expect(pairs).toHaveLength(50);
  const statuses = await Promise.all(
    crossings.map(async ({ pair, id }) => (await readAlert(table, pair, id))?.delivery.status),
  );
  expect(new Set(statuses)).toEqual(new Set(['SENT']));
});

test('an announcement that is touched wakes alert for what is still pending, and sends nothing twice', async () => {
  const table = await database.freshTable();
  const { pump, wakers, info } = await deployedAlert(table);
  await raise(table, ofXC);
  await pump.drain();
  const touched = { Key: toAttributes({ ...keys.wakeUp(ofXC.id) }), TableName: table.name };
  await table.client.send(
    new UpdateItemCommand({
      ...touched,
      UpdateExpression: 'SET touchedAt = :t',
      ExpressionAttributeValues: { ':t': { S: NOW.toISOString() } },
    }),
  );
  await pump.drain();

  expect(wakers).toEqual([ofXC.id, ofXC.id]);
  expect(await info.published()).toHaveLength(1);
  await table.client.send(new DeleteItemCommand(touched));
  expect(await pump.drain()).toBe(0);
});

test('an announcement whose alert is not there is given up, and the alarm is over its queue', async () => {
  const table = await database.freshTable();
  const { pump, info } = await deployedAlert(table);
  await writeTogether(table, [alertPut(ofXD), wakeUpPut([ofXC]), wakeUpPut([ofXD])]);
  await pump.drain();

  expect(pump.deadLetters.map(({ dynamodb }) => dynamodb?.Keys?.['SK']?.S)).toEqual([ofXC.id]);
  expect(await info.published()).toHaveLength(1);
  expect((await readAlert(table, ofXD.pair, ofXD.id))?.delivery.status).toBe('SENT');
});

test('a notice wakes alert by itself and goes to the operator only', async () => {
  const table = await database.freshTable();
  const { pump, wakers, info, operator } = await deployedAlert(table);
  const at = alertAbout().knownAt;
  await putNotice(table, { id: 'welcome', at, subject: 'Tidemark: it works', text: 'It works.' });
  await pump.drain();

  expect(wakers).toEqual(['NOTICE#welcome']);
  expect(await operator.published()).toHaveLength(1);
  expect(await info.published()).toEqual([]);
});
