import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { pairSchema } from '../../shared/domain/pair.ts';
import * as z from '../../shared/domain/zod.ts';
import { dynamoDbClient } from '../../shared/platform/clients.ts';
import { parseEnvironment, type Surroundings } from '../../shared/platform/environment.ts';
import { handleGroups, keyOf } from '../../shared/platform/stream-batch.ts';
import { RULE_PARTITION } from '../../shared/store/keys.ts';
import { recomputePair } from './recompute-pair.ts';

const environmentSchema = z.looseObject({ TABLE_NAME: z.string().check(z.minLength(1)) });

export function createHandler({
  environment,
  clock,
  log,
}: Surroundings): (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse> {
  const { TABLE_NAME } = parseEnvironment(environmentSchema, environment);
  const table = { client: dynamoDbClient(environment), name: TABLE_NAME };
  return (event) =>
    handleGroups(
      event,
      pairOf,
      (pair) => recomputePair(pairSchema.parse(pair), { table, now: clock.now, log }),
      log,
    );
}

/** The pair whose observation or rule changed; several records of one pair are one recomputation. */
function pairOf(record: DynamoDBRecord): string | undefined {
  const key = keyOf(record);
  if (key?.PK === RULE_PARTITION) return record.dynamodb?.NewImage?.['pair']?.S;
  return key?.SK.startsWith('OBS#') ? key.PK.replace(/^PAIR#/, '') : undefined;
}
