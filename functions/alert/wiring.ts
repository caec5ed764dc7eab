import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { pairOfAlertId } from '../../shared/domain/alert.ts';
import * as z from '../../shared/domain/zod.ts';
import { dynamoDbClient, snsClient } from '../../shared/platform/clients.ts';
import { parseEnvironment, type Surroundings } from '../../shared/platform/environment.ts';
import { handleGroups, keyOf } from '../../shared/platform/stream-batch.ts';
import { deliver } from './deliver.ts';
import type { AlertName } from './read.ts';

const environmentSchema = z.looseObject({
  TABLE_NAME: z.string().check(z.minLength(1)),
  TOPIC_ARN: z.string().check(z.minLength(1)),
  PAIR_TOPIC_ARN: z.string().check(z.minLength(1)),
  OPERATOR_TOPIC_ARN: z.string().check(z.minLength(1)),
  PAGE_URL: z.string().check(z.minLength(1)),
});

export function createHandler({
  environment,
  clock,
  log,
}: Surroundings): (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse> {
  const { TABLE_NAME, TOPIC_ARN, PAGE_URL } = parseEnvironment(environmentSchema, environment);
  const dependencies = {
    table: { client: dynamoDbClient(environment), name: TABLE_NAME },
    sns: snsClient(environment),
    topicArn: TOPIC_ARN,
    pageUrl: PAGE_URL.replace(/\/$/, ''),
    clock,
    log,
  };
  // A batch is one group: what arrives together is told together.
  return (event) =>
    handleGroups(
      event,
      (record) => nameOf(record) && 'batch',
      (_, records) =>
        deliver(
          records.flatMap((record) => nameOf(record) ?? []),
          dependencies,
        ),
      log,
    );
}

function nameOf(record: DynamoDBRecord): AlertName | undefined {
  const id = keyOf(record)?.SK.replace(/^ALERT#/, '');
  const pair = id && pairOfAlertId(id);
  return pair ? { pair, id } : undefined;
}
