import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type LocalTidemark, startLocal } from '../../infra/local/runner.ts';
import { period, windowEndingAt } from '../../shared/domain/period.ts';
import { writeChanges } from '../../shared/store/observations.ts';
import { vintagesOf } from '../support/observations.ts';
import { parameterStore } from '../support/parameter-store.ts';
import { recordCalls } from '../support/recorded-calls.ts';
import { subscriberOf } from '../support/subscriber.ts';
import { resourcesOf, synthesize } from '../support/synthesize.ts';

const FUNCTIONS = ['ingest', 'recompute', 'alert', 'query', 'rules', 'subscriptions'];
const DATA_ACTIONS = /^(dynamodb|sns|sqs|ssm):/;
// What Lambda itself does in a function's name to read the stream and the queue; the function never asks for it.
const STREAM_ACTIONS = /^dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams)$/;
const QUEUE_ACTIONS = /^sqs:(ReceiveMessage|DeleteMessage|GetQueueAttributes)$/;

const stops: (() => void)[] = [];
const calls = recordCalls();
let tidemark: LocalTidemark;

beforeAll(async () => {
  let database = '';
  tidemark = await startLocal({
    port: 0,
    sources: 'replay',
    variables: { AWS_ENDPOINT_URL_SSM: await parameters() },
    between: (name, service, url) => {
      if (service === 'DYNAMODB') database = url;
      return calls.between(name, service, url);
    },
  });
  await loadManyYears(database);
  await tidemark.settle();
  for (const path of ['pairs', 'pairs/US-KR', 'pairs/US-KR/metrics/balance', 'alerts', 'sources']) {
    await fetch(`${tidemark.url}/v1/${path}`);
  }
  const rule = { id: 'us-kr', pair: 'US-KR', metric: 'balance', fires: { below: -1 } };
  await fetch(`${tidemark.url}/v1/rules/us-kr`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(rule),
  });
  const subscriber = subscriberOf(tidemark);
  const email = 'subscriber@tidemark.example';
  await subscriber.subscribe({ email, pairs: ['US-KR'] });
  await subscriber.confirm(email);
  await subscriber.unsubscribe('reader@tidemark.example');
});

afterAll(async () => {
  await tidemark.stop();
  calls.stop();
  for (const stop of stops) stop();
});

describe.each(FUNCTIONS)('the function %s', (name) => {
  test('may do everything that it did', () => {
    expect(allowed(name)).toEqual(expect.arrayContaining(calls.actionsOf(name)));
  });

  test('did everything that it may do', () => {
    expect(calls.actionsOf(name)).toEqual(allowed(name));
  });
});

/** An SSM in which the operator has put no key. */
async function parameters(): Promise<string> {
  const server = createServer(getRequestListener(parameterStore({}).app.fetch));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** More metrics than one transaction takes, between fictional economies, so that a recomputation goes in pieces. */
async function loadManyYears(endpoint: string): Promise<void> {
  const client = new DynamoDBClient({ endpoint });
  const months = windowEndingAt(period('2026-06'), 150);
  const amounts = Object.fromEntries(months.map((month, index) => [month, 1_000_000 + index]));
  const vintages = vintagesOf(
    { exports: amounts, imports: amounts },
    { knownAt: '2026-08-01T00:00:00Z' },
  );
  const table = { client, name: 'Tidemark' };
  await writeChanges(
    table,
    vintages.map((vintage) => ({ vintage, replaces: undefined })),
  );
  client.destroy();
}

const statementSchema = z.object({
  Resource: z.unknown(),
  Action: z.union([z.string(), z.array(z.string())]).transform((action) => [action].flat()),
});
const policySchema = z.object({
  Roles: z.array(z.object({ Ref: z.string() })),
  PolicyDocument: z.object({ Statement: z.array(statementSchema) }),
});

/** What the policies of the template let a function do with the table and the topic. */
function allowed(name: string): string[] {
  const template = synthesize();
  const [, lambda] =
    resourcesOf(template, 'AWS::Lambda::Function').find(
      ([, { Metadata }]) => Object(Metadata['tidemark'])['function'] === name,
    ) ?? [];
  const role = z
    .object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) })
    .parse(lambda?.Properties['Role'])['Fn::GetAtt'][0];
  return (
    resourcesOf(template, 'AWS::IAM::Policy')
      .map(([, { Properties }]) => policySchema.parse(Properties))
      .filter(({ Roles }) => Roles.some(({ Ref }) => Ref === role))
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
      // Lambda puts there what it gave up on.
      .filter(({ Resource }) => !JSON.stringify(Resource).includes('DeadLetters'))
      .flatMap(({ Action }) => Action)
      .filter((action) => DATA_ACTIONS.test(action))
      .filter((action) => !(STREAM_ACTIONS.test(action) || QUEUE_ACTIONS.test(action)))
      .sort()
  );
}
