import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Construct } from 'constructs';
import type { Config } from './config.ts';
import { AlertTopic } from './constructs/alert-topic.ts';
import { DeadLetterQueue } from './constructs/dead-letter-queue.ts';
import { DeploymentSettings } from './constructs/deployment-settings.ts';
import { TidemarkFunction } from './constructs/function.ts';
import { IngestSchedule } from './constructs/ingest-schedule.ts';
import { QueryApi } from './constructs/query-api.ts';
import { StreamConsumer } from './constructs/stream-consumer.ts';
import { TidemarkTable } from './constructs/table.ts';

export interface TidemarkStackProps extends StackProps {
  readonly config: Config;
}

/** The whole of Tidemark: schedules → ingest → table → recompute → table → alert → e-mail, and the API over the table. */
export class TidemarkStack extends Stack {
  constructor(scope: Construct, id: string, props: TidemarkStackProps) {
    super(scope, id, props);
    const { settings, alertEmail, ephemeral } = props.config;

    const table = new TidemarkTable(this, 'Store', { ephemeral });
    const topic = new AlertTopic(this, 'Alerts', { email: alertEmail });

    const ingest = new TidemarkFunction(this, 'Ingest', {
      folder: 'ingest',
      timeout: Duration.minutes(10),
      memorySizeMiB: 512,
      onFailure: new SqsDestination(new DeadLetterQueue(this, 'IngestFailures')),
    });
    table.allow(ingest, 'GetItem', 'Query', 'PutItem');

    const recompute = new TidemarkFunction(this, 'Recompute', {
      folder: 'recompute',
      timeout: Duration.minutes(2),
      memorySizeMiB: 512,
    });
    table.allow(recompute, 'GetItem', 'Query', 'PutItem', 'ConditionCheckItem');

    const alert = new TidemarkFunction(this, 'Alert', {
      folder: 'alert',
      // Longer than the lease of an alert, so that one invocation can sit out the lease of another that died.
      timeout: Duration.minutes(3),
      memorySizeMiB: 256,
    });
    table.allow(alert, 'GetItem', 'UpdateItem');
    topic.allowPublishing(alert);

    const query = new TidemarkFunction(this, 'Query', {
      folder: 'query',
      timeout: Duration.seconds(10),
      memorySizeMiB: 1024,
    });
    table.allow(query, 'GetItem', 'Query', 'BatchGetItem');

    const api = new QueryApi(this, 'QueryApi', { query });
    api.showTo(alert);

    new StreamConsumer(this, 'RecomputeConsumer', {
      table,
      consumer: recompute,
      filters: [
        { dynamodb: { Keys: { SK: { S: [{ prefix: 'OBS#' }] } } } },
        { dynamodb: { Keys: { PK: { S: ['RULE'] } } } },
      ],
      maxBatchingWindow: Duration.seconds(5),
      retryAttempts: 10,
    });
    new StreamConsumer(this, 'AlertConsumer', {
      table,
      consumer: alert,
      filters: [
        {
          dynamodb: {
            Keys: { SK: { S: [{ prefix: 'ALERT#' }] } },
            NewImage: { status: { S: ['PENDING'] } },
          },
        },
      ],
      // Long enough for the alerts of one release to meet in one mail.
      maxBatchingWindow: Duration.seconds(30),
      retryAttempts: 20,
    });

    const polls = new Construct(this, 'Polls');
    const deadLetters = new DeadLetterQueue(polls, 'DeadLetters');
    for (const [source, { schedule, timeZone }] of Object.entries(settings.sources)) {
      new IngestSchedule(polls, source, {
        source,
        expression: schedule,
        timeZone,
        ingest,
        deadLetters,
      });
    }
    new DeploymentSettings(this, 'Settings', { settings, ingest });

    new CfnOutput(this, 'ApiUrl', { value: api.url });
    new CfnOutput(this, 'TopicArn', { value: topic.topic.topicArn });
    new CfnOutput(this, 'TableName', { value: table.table.tableName });
  }
}
