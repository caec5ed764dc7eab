import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBRecord } from 'aws-lambda';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import type { Hono } from 'hono';
import * as z from 'zod';
import { createHandler as createAlert } from '../../functions/alert/wiring.ts';
import { createHandler as createIngest } from '../../functions/ingest/wiring.ts';
import { createHandler as createRecompute } from '../../functions/recompute/wiring.ts';
import { createRulesApp } from '../../functions/rules/wiring.ts';
import { createTable, startDatabase } from '../../infra/local/database.ts';
import {
  consumersOf,
  functionsOf,
  only,
  type PhysicalValues,
  resolve,
  topicsOf,
  workQueueOf,
} from '../../infra/local/physical-resources.ts';
import { synthesize } from '../../infra/local/template.ts';
import type { Template } from '../../infra/local/template-resources.ts';
import { createLogger } from '../../shared/platform/logger.ts';
import type { Table } from '../../shared/store/table.ts';
import { withLocalCredentials } from '../support/embedded-database.ts';
import { openStream, type Reader } from './shards.ts';
import { openStage, type Stage } from './stage.ts';

/** What the source says over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

/** Where alerts are published: to the readers of every pair by how grave they want them, and to those who named pairs. */
export const DESTINATIONS = ['info', 'warning', 'critical', 'pair'] as const;
export type Destination = (typeof DESTINATIONS)[number];

/** A message as it reached a topic. */
interface Published {
  /** Undefined for what is none of an alert's. */
  readonly to: Destination | undefined;
  readonly text: string;
}

/** The functions as they are, on an empty table. */
export interface Site {
  readonly table: Table;
  readonly ingest: (event: unknown) => Promise<unknown>;
  readonly readers: readonly Reader[];
  /** The API that writes rules. */
  readonly rules: Hono;
  /** What has been written to the table since it was read last. */
  readStream(): Promise<DynamoDBRecord[]>;
}

/** What histories are played on, one after another: an embedded DynamoDB, an embedded SNS and a source of figures. */
export interface Ground {
  readonly stage: Stage;
  /** Everything as if it were just deployed. */
  clear(): Promise<Site>;
  sourceSays(answer: HttpAnswer): void;
  published(): Published[];
  destinationOf(topicArn: string): Destination | undefined;
  stop(): Promise<void>;
}

const TABLE_NAME = 'Histories';
const QUEUE = 'everything-published';

/** The embedded database keeps the streams of tables that are gone, and slows down with them. */
const HISTORIES_PER_DATABASE = 15;

const envelopeSchema = z.object({ TopicArn: z.string(), Message: z.string() });

export async function prepareGround(): Promise<Ground> {
  withLocalCredentials();
  const template = synthesize({});
  const sns = await startFauxqs({ port: 0, logger: false });
  const source = await openSource();
  const stage = openStage();
  const topics = subscribeToEverything(sns, topicsOf(template));
  const physical = physicalValues(template, topics);
  const alertVariables = variablesOf(template, 'alert', physical);
  const destinationOf = (topicArn: string): Destination | undefined =>
    DESTINATIONS.find((to) => alertVariables[`${to.toUpperCase()}_TOPIC_ARN`] === topicArn);
  let database: DatabaseInUse | undefined;

  return {
    stage,
    destinationOf,
    sourceSays: source.says,
    async clear() {
      sns.reset();
      if (database?.histories === HISTORIES_PER_DATABASE) {
        await database.stop();
        database = undefined;
      }
      database ??= await openDatabase(template, stage, (name) => ({
        ...variablesOf(template, name, physical),
        AWS_ENDPOINT_URL_SNS: sns.address,
        UPSTREAM_PUBLISHED_FIGURES: source.url,
      }));
      database.histories += 1;
      return database.clear();
    },
    published: () =>
      (sns.inspectQueue(QUEUE)?.messages.ready ?? []).map(({ body }) => {
        const { TopicArn, Message } = envelopeSchema.parse(JSON.parse(body));
        return { to: destinationOf(TopicArn), text: Message };
      }),
    async stop() {
      stage.leave();
      source.stop();
      await database?.stop();
      await sns.stop();
    },
  };
}

interface DatabaseInUse {
  histories: number;
  clear(): Promise<Site>;
  stop(): Promise<void>;
}

async function openDatabase(
  template: Template,
  stage: Stage,
  variablesFor: (name: string) => Record<string, string>,
): Promise<DatabaseInUse> {
  const database = await startDatabase(undefined, undefined);
  const client = new DynamoDBClient({ endpoint: database.url });
  const streams = new DynamoDBStreamsClient({ endpoint: database.url });
  const surroundingsOf = (name: string) => ({
    environment: { ...variablesFor(name), AWS_ENDPOINT_URL_DYNAMODB: database.url },
    clock: stage.clock,
    log: createLogger(() => {}),
  });
  const table = { client, name: TABLE_NAME };
  // Anew for each history: what a function remembers from one invocation to the next is of that history's time.
  const functions = () => ({
    ingest: createIngest(surroundingsOf('ingest')),
    rules: createRulesApp(surroundingsOf('rules')),
    readers: readersOf(template, {
      recompute: createRecompute(surroundingsOf('recompute')),
      alert: createAlert(surroundingsOf('alert')),
    }),
  });
  return {
    histories: 0,
    async clear() {
      await client.send(new DeleteTableCommand({ TableName: TABLE_NAME })).catch(() => undefined);
      const { streamArn } = await createTable(client, TABLE_NAME, template);
      return { table, ...functions(), readStream: await openStream(streams, streamArn) };
    },
    async stop() {
      client.destroy();
      streams.destroy();
      await database.stop();
    },
  };
}

/** The publisher of the figures: whoever asks is told what was last given. */
async function openSource(): Promise<{
  readonly url: string;
  says(answer: HttpAnswer): void;
  stop(): void;
}> {
  let current: HttpAnswer = { status: 404, body: '' };
  const server = createServer((_, response) => {
    response.writeHead(current.status, { 'content-type': 'text/csv' }).end(current.body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/figures.csv`,
    says(answer) {
      current = answer;
    },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** ARNs by logical id; what is published to any of them reaches one queue. */
function subscribeToEverything(
  sns: FauxqsServer,
  logicalIds: readonly string[],
): Record<string, string> {
  sns.createQueue(QUEUE);
  const arns = logicalIds.map((topic) => {
    const { topicArn } = sns.createTopic(topic);
    sns.subscribe({ topic, queue: QUEUE });
    return [topic, topicArn];
  });
  return Object.fromEntries(arns);
}

function physicalValues(
  template: Template,
  topics: Readonly<Record<string, string>>,
): PhysicalValues {
  const [table] = only(template, 'AWS::DynamoDB::GlobalTable');
  const [api] = only(template, 'AWS::ApiGatewayV2::Api');
  const arns = Object.entries(topics).map(([logicalId, ref]) => [logicalId, { ref }]);
  return {
    ...Object.fromEntries(arns),
    [table]: { ref: TABLE_NAME },
    [api]: { ref: 'histories', ApiEndpoint: 'https://tidemark.example' },
    // Two pairs of one reporter are one piece of work: nothing is ever queued.
    [workQueueOf(template).logicalId]: { ref: 'https://sqs.example/nobody' },
  };
}

function variablesOf(
  template: Template,
  name: string,
  physical: PhysicalValues,
): Record<string, string> {
  const deployed = functionsOf(template).find((candidate) => candidate.name === name);
  const wanted = Object.entries(deployed?.variables ?? {}).filter(
    ([variable]) => !variable.startsWith('API_KEY_PARAMETER_'),
  );
  return Object.fromEntries(
    wanted.map(([variable, value]) => [variable, resolve(value, physical)]),
  );
}

function readersOf(
  template: Template,
  handlers: Record<Reader['of'], Reader['handler']>,
): Reader[] {
  return (['recompute', 'alert'] as const).map((of) => {
    const { logicalId } = functionsOf(template).find(({ name }) => name === of) ?? {};
    const consumer = consumersOf(template).find(({ functionId }) => functionId === logicalId);
    if (!consumer) throw new Error(`the template feeds ${of} with no stream`);
    return { of, patterns: consumer.patterns, handler: handlers[of] };
  });
}
