import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { pairOfAlertId } from '../../shared/domain/alert.ts';
import * as z from '../../shared/domain/zod.ts';
import { dynamoDbClient, snsClient } from '../../shared/platform/clients.ts';
import { parseEnvironment, type Surroundings } from '../../shared/platform/environment.ts';
import { handleGroups, keyOf } from '../../shared/platform/stream-batch.ts';
import { OPERATOR_PARTITION } from '../../shared/store/keys.ts';
import { type AlertName, deliver } from './deliver.ts';
import { deliverNotice } from './deliver-notice.ts';

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
    clock,
    log,
  };
  // The alerts of a batch are one group: what arrives together is told together. Each notice stands for itself.
  return (event) =>
    handleGroups(
      event,
      (record) => (nameOf(record) ? ALERTS : noticeOf(record)),
      (group, records) =>
        group === ALERTS
          ? deliver(
              records.flatMap((record) => nameOf(record) ?? []),
              dependencies,
            )
          : deliverNotice(group, dependencies),
      log,
    );
}

const ALERTS = 'alerts';

/** The id of a notice: ids have a `#`, so that none is taken for the group of the alerts. */
function noticeOf(record: DynamoDBRecord): string | undefined {
  const key = keyOf(record);
  if (key?.PK !== OPERATOR_PARTITION || !key.SK.startsWith('NOTICE#')) return undefined;
  return key.SK.replace(/^NOTICE#/, '');
}

function nameOf(record: DynamoDBRecord): AlertName | undefined {
  const id = keyOf(record)?.SK.replace(/^ALERT#/, '');
  const pair = id && pairOfAlertId(id);
  return pair ? { pair, id } : undefined;
}
