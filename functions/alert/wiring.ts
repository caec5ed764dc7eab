import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { pairOfAlertId } from '../../shared/domain/alert.ts';
import * as z from '../../shared/domain/zod.ts';
import { dynamoDbClient, snsClient } from '../../shared/platform/clients.ts';
import { parseEnvironment, type Surroundings } from '../../shared/platform/environment.ts';
import { handleGroups, keyOf } from '../../shared/platform/stream-batch.ts';
import { OPERATOR_PARTITION, OUTBOX_PARTITION } from '../../shared/store/keys.ts';
import { type AlertName, deliver } from './deliver.ts';
import { deliverNotice } from './deliver-notice.ts';
import { createPace } from './pace.ts';

const environmentSchema = z.looseObject({
  TABLE_NAME: z.string().check(z.minLength(1)),
  INFO_TOPIC_ARN: z.string().check(z.minLength(1)),
  WARNING_TOPIC_ARN: z.string().check(z.minLength(1)),
  CRITICAL_TOPIC_ARN: z.string().check(z.minLength(1)),
  PAIR_TOPIC_ARN: z.string().check(z.minLength(1)),
  OPERATOR_TOPIC_ARN: z.string().check(z.minLength(1)),
  PAGE_URL: z.string().check(z.minLength(1)),
});

export function createHandler({
  environment,
  clock,
  log,
}: Surroundings): (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse> {
  const variables = parseEnvironment(environmentSchema, environment);
  const dependencies = {
    table: { client: dynamoDbClient(environment), name: variables.TABLE_NAME },
    sns: snsClient(environment),
    topics: {
      bySeverity: {
        info: variables.INFO_TOPIC_ARN,
        warning: variables.WARNING_TOPIC_ARN,
        critical: variables.CRITICAL_TOPIC_ARN,
      },
      byPair: variables.PAIR_TOPIC_ARN,
    },
    operatorTopic: variables.OPERATOR_TOPIC_ARN,
    pageUrl: variables.PAGE_URL.replace(/\/$/, ''),
    // Kept from one invocation to the next, so that a backlog is no faster than a batch.
    pace: createPace(clock, PAIR_MESSAGES_PER_SECOND),
    clock,
    log,
  };
  // The alerts of a batch are one group: what arrives together is told together. Each notice stands for itself.
  return (event) =>
    handleGroups(
      event,
      (record) => (keyOf(record)?.PK === OUTBOX_PARTITION ? ALERTS : noticeOf(record)),
      (group, records) =>
        group === ALERTS
          ? deliver(records.flatMap(namesIn), dependencies)
          : deliverNotice(group, dependencies),
      log,
    );
}

/** With the three digests of a batch beside them eight, of the ten that SNS lets one address have. */
const PAIR_MESSAGES_PER_SECOND = 5;

const ALERTS = 'alerts';

/** The id of a notice: ids have a `#`, so that none is taken for the group of the alerts. */
function noticeOf(record: DynamoDBRecord): string | undefined {
  const key = keyOf(record);
  if (key?.PK !== OPERATOR_PARTITION || !key.SK.startsWith('NOTICE#')) return undefined;
  return key.SK.replace(/^NOTICE#/, '');
}

/** The alerts that a wake-up announces. */
function namesIn(record: DynamoDBRecord): AlertName[] {
  const ids = record.dynamodb?.NewImage?.['alerts']?.L ?? [];
  return ids.flatMap(({ S: id = '' }) => {
    const pair = pairOfAlertId(id);
    return pair ? [{ pair, id }] : [];
  });
}
