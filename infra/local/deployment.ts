import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Hono } from 'hono';
import { createHandler as createAlertHandler } from '../../functions/alert/wiring.ts';
import { createHandler as createIngestHandler } from '../../functions/ingest/wiring.ts';
import { createQueryApp } from '../../functions/query/wiring.ts';
import { createHandler as createRecomputeHandler } from '../../functions/recompute/wiring.ts';
import { createRulesApp } from '../../functions/rules/wiring.ts';
import { createSubscriptionsApp } from '../../functions/subscriptions/wiring.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import type { Surroundings } from '../../shared/platform/environment.ts';
import type { Logger } from '../../shared/platform/logger.ts';
import type { DataDirectory } from './data-directory.ts';
import { createTable, type Database } from './database.ts';
import { corsOf, type DeployedCors } from './deployed-cors.ts';
import {
  consumersOf,
  type DeployedConsumer,
  type DeployedRoute,
  type DeployedSchedule,
  deploymentInvocations,
  functionsOf,
  only,
  type PhysicalValues,
  resolve,
  routesOf,
  schedulesOf,
  subscriptionsOf,
  topicsOf,
  workQueueOf,
} from './physical-resources.ts';
import type { PostOffice } from './post-office.ts';
import { createStreamPump, type StreamHandler, type StreamPump } from './stream-pump.ts';
import type { Template } from './template-resources.ts';
import { type Done, openWorkQueue, type Worker, type WorkQueue } from './work-queue.ts';

/** What a deployment stands on here. */
export interface Ground {
  readonly template: Template;
  readonly database: Database;
  readonly postOffice: PostOffice;
  readonly directory: DataDirectory;
  /** Where the API is served. */
  readonly url: string;
  /** Variables beside those of the template: where the upstreams are, keys. */
  readonly variables: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly between?: Between | undefined;
}

/** Stands between a function and a service of AWS, to see what is asked; answers the URL that the function is given instead. */
export type Between = (
  functionName: string,
  service: 'DYNAMODB' | 'SNS' | 'SQS' | 'SSM',
  url: string,
) => Promise<string>;

/** The stack of the template, running on this machine. */
export interface Deployment {
  /** What answers HTTP, by the name of the function. */
  readonly apps: Readonly<Record<string, Hono>>;
  readonly routes: readonly DeployedRoute[];
  readonly cors: DeployedCors;
  readonly schedules: readonly DeployedSchedule[];
  readonly pumps: readonly StreamPump[];
  /** Queues what a schedule would and has it done; answers how it ended, or nothing while it waits behind a failure. */
  poll(
    schedule: DeployedSchedule,
    scheduledTime: string,
    execution: string,
  ): Promise<Done | undefined>;
  /** Has the work done that is in the queue; answers how many pieces there were. */
  work(): Promise<number>;
  stop(): Promise<void>;
}

const TABLE_NAME = 'Tidemark';

/** Creates the table, the subscriptions and the stream consumers of the template, wires the functions, applies the settings. */
export async function deploy(ground: Ground): Promise<Deployment> {
  const { template, database, postOffice, clock, log } = ground;
  const client = new DynamoDBClient({ endpoint: database.url });
  const { streamArn } = await createTable(client, TABLE_NAME, template);
  client.destroy();
  const topics = topicArns(ground);
  for (const { TopicArn, Protocol, Endpoint, FilterPolicy } of subscriptionsOf(template)) {
    if (Protocol !== 'email') continue;
    postOffice.subscribe(topics[TopicArn] ?? '', Endpoint, FilterPolicy);
  }

  const deployedQueue = workQueueOf(template);
  const queue = await openWorkQueue(deployedQueue, log);
  const physical = {
    ...physicalValues(ground, topics),
    [deployedQueue.logicalId]: { ref: queue.url },
  };
  const surroundingsOf = async (name: string) => ({
    environment: await environmentOf(name, ground, physical, queue.endpoint),
    clock,
    log: log.with({ function: name }),
  });
  const isDeployed = (name: string) =>
    functionsOf(template).some((deployed) => deployed.name === name);
  const ingest = createIngestHandler(await surroundingsOf('ingest'));
  const handlers: Record<string, StreamHandler> = {
    recompute: createRecomputeHandler(await surroundingsOf('recompute')),
    alert: createAlertHandler(await surroundingsOf('alert')),
  };
  const pumps = await Promise.all(
    consumersOf(template).map((consumer) => pump(consumer, handlers, streamArn, ground)),
  );
  // As CloudFormation does: what the deployment calls is called once everything stands.
  for (const { event } of deploymentInvocations(template, physical)) await ingest(event);
  const work = oneAtATime(queue, ingest);

  return {
    apps: {
      query: createQueryApp(withOpenRules(await surroundingsOf('query'))),
      rules: createRulesApp(await surroundingsOf('rules')),
      ...(isDeployed('subscriptions') && {
        subscriptions: createSubscriptionsApp(
          await surroundingsOf('subscriptions'),
          (context) => getConnInfo(context).remote.address,
        ),
      }),
    },
    routes: routesOf(template),
    cors: corsOf(template),
    schedules: schedulesOf(template),
    pumps,
    async poll(schedule, scheduledTime, execution) {
      const id = await queue.send(schedule.message(scheduledTime, execution));
      return (await work()).get(id);
    },
    work: async () => (await work()).size,
    async stop() {
      for (const pump of pumps) pump.stop();
      await queue.stop();
    },
  };
}

/** Nobody else reaches this machine's port, and there is no account whose credentials a request could be signed with. */
function withOpenRules(surroundings: Surroundings): Surroundings {
  return { ...surroundings, environment: { ...surroundings.environment, RULE_WRITES: 'open' } };
}

/** Two that drained the queue at once would take each other's messages, and miss how they ended. */
function oneAtATime(queue: WorkQueue, worker: Worker): () => Promise<Map<string, Done>> {
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    const next = last.then(() => queue.drain(worker));
    last = next.catch(() => {});
    return next;
  };
}

async function pump(
  consumer: DeployedConsumer,
  handlers: Readonly<Record<string, StreamHandler>>,
  streamArn: string,
  { template, database, directory, clock, log }: Ground,
): Promise<StreamPump> {
  const name = functionsOf(template).find(
    ({ logicalId }) => logicalId === consumer.functionId,
  )?.name;
  const handler = name === undefined ? undefined : handlers[name];
  if (!name || !handler) throw new Error(`a stream consumer is for ${name}, which reads no stream`);
  return createStreamPump({
    streamsUrl: database.url,
    streamArn,
    consumer,
    handler,
    checkpoint: directory.checkpointOf(name),
    clock,
    log: log.with({ consumer: name }),
  });
}

async function environmentOf(
  name: string,
  ground: Ground,
  physical: PhysicalValues,
  sqs: string,
): Promise<Record<string, string>> {
  const deployed = functionsOf(ground.template).find((candidate) => candidate.name === name);
  if (!deployed) throw new Error(`the template has no function ${name}`);
  const ssm = ground.variables['AWS_ENDPOINT_URL_SSM'];
  // There is no SSM on a laptop: keys come from variables, unless an SSM is brought along.
  const known = Object.entries(deployed.variables).filter(
    ([variable]) => ssm !== undefined || !variable.startsWith('API_KEY_PARAMETER_'),
  );
  const variables = known.map(([variable, value]) => [variable, resolve(value, physical)]);
  const { between = (_name, _service, url) => Promise.resolve(url) } = ground;
  return {
    ...Object.fromEntries(variables),
    ...ground.variables,
    AWS_ENDPOINT_URL_DYNAMODB: await between(name, 'DYNAMODB', ground.database.url),
    AWS_ENDPOINT_URL_SNS: await between(name, 'SNS', ground.postOffice.url),
    AWS_ENDPOINT_URL_SQS: await between(name, 'SQS', sqs),
    ...(ssm && { AWS_ENDPOINT_URL_SSM: await between(name, 'SSM', ssm) }),
  };
}

/** The topics of the template in the local SNS: ARNs by logical id. */
function topicArns({ template, postOffice }: Ground): Record<string, string> {
  return Object.fromEntries(
    topicsOf(template).map((logicalId) => [logicalId, postOffice.createTopic(logicalId)]),
  );
}

function physicalValues(
  { template, url }: Ground,
  topics: Readonly<Record<string, string>>,
): PhysicalValues {
  const [table] = only(template, 'AWS::DynamoDB::GlobalTable');
  const [api] = only(template, 'AWS::ApiGatewayV2::Api');
  const functions = functionsOf(template).map(({ logicalId, name }) => [logicalId, { ref: name }]);
  const arns = Object.entries(topics).map(([logicalId, ref]) => [logicalId, { ref }]);
  return {
    ...Object.fromEntries(functions),
    ...Object.fromEntries(arns),
    [table]: { ref: TABLE_NAME },
    [api]: { ref: 'local', ApiEndpoint: url },
  };
}
