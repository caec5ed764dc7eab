import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type { Construct } from 'constructs';
import type { Bundles } from './bundles.ts';
import type { Config } from './config.ts';
import { Alarms } from './constructs/alarms.ts';
import { AlertTopics } from './constructs/alert-topics.ts';
import { allowReadingKeys } from './constructs/api-key-parameters.ts';
import { Budget } from './constructs/budget.ts';
import { DeploymentSettings } from './constructs/deployment-settings.ts';
import { TidemarkFunction } from './constructs/function.ts';
import { LoggedMetrics } from './constructs/logged-metrics.ts';
import { OperationsDashboard } from './constructs/operations-dashboard.ts';
import { OperatorTopic } from './constructs/operator-topic.ts';
import { Polls } from './constructs/polls.ts';
import { QueryApi } from './constructs/query-api.ts';
import { StreamConsumer } from './constructs/stream-consumer.ts';
import { TidemarkTable } from './constructs/table.ts';

export interface TidemarkStackProps extends StackProps {
  readonly config: Config;
  /** @default - the functions are not bundled, and cannot be deployed */
  readonly bundles?: Bundles | undefined;
}

/** The whole of Tidemark: schedules → ingest → table → recompute → table → alert → e-mail, and the API over the table. */
export class TidemarkStack extends Stack {
  constructor(scope: Construct, id: string, props: TidemarkStackProps) {
    super(scope, id, { stackName: props.config.stackName, ...props });
    const { settings, alertEmail, ephemeral, spending, runbookUrl } = props.config;
    const { logRetentionDays } = props.config;
    const choices = { logRetentionDays, bundles: props.bundles };

    const table = new TidemarkTable(this, 'Store', { ephemeral, spending });
    const topics = new AlertTopics(this, 'Alerts', { email: alertEmail });
    const operator = new OperatorTopic(this, 'Operator', { email: alertEmail });
    const longestPoll = Duration.minutes(15);
    const polls = new Polls(this, 'Polls', { longestPoll });

    const ingest = new TidemarkFunction(this, 'Ingest', {
      folder: 'ingest',
      choices,
      timeout: longestPoll,
      memorySizeMiB: 512,
      onFailure: new SqsDestination(polls.deadLetters),
    });
    table.allow(ingest, 'GetItem', 'Query', 'PutItem', 'UpdateItem');
    allowReadingKeys(ingest, props.config.apiKeyParameters);

    const recompute = new TidemarkFunction(this, 'Recompute', {
      folder: 'recompute',
      choices,
      timeout: Duration.minutes(2),
      memorySizeMiB: 512,
    });
    table.allow(recompute, 'Query', 'PutItem', 'ConditionCheckItem');

    const alert = new TidemarkFunction(this, 'Alert', {
      folder: 'alert',
      choices,
      // More than twice the lease of an alert, so that one invocation can sit out the lease of another that died and then has its own.
      timeout: Duration.minutes(10),
      memorySizeMiB: 256,
    });
    table.allow(alert, 'GetItem', 'UpdateItem');
    topics.allowPublishing(alert);
    operator.allowPublishing(alert);

    const query = new TidemarkFunction(this, 'Query', {
      folder: 'query',
      choices,
      timeout: Duration.seconds(10),
      memorySizeMiB: 1024,
    });
    table.allow(query, 'GetItem', 'Query', 'BatchGetItem');

    const rules = new TidemarkFunction(this, 'Rules', {
      folder: 'rules',
      choices,
      timeout: Duration.seconds(10),
      memorySizeMiB: 512,
    });
    table.allow(rules, 'GetItem', 'Query', 'PutItem');

    const subscriptions = props.config.subscriptions.open
      ? new TidemarkFunction(this, 'Subscriptions', {
          folder: 'subscriptions',
          choices,
          timeout: Duration.seconds(10),
          memorySizeMiB: 512,
        })
      : undefined;
    if (subscriptions) {
      table.allow(subscriptions, 'GetItem', 'PutItem', 'UpdateItem');
      topics.allowSubscribing(subscriptions);
      const mails = String(props.config.subscriptions.mailsPerDay);
      subscriptions.lambda.addEnvironment('CONFIRMATION_MAILS_PER_DAY', mails);
    }

    const api = new QueryApi(this, 'QueryApi', { query, rules, subscriptions, logRetentionDays });
    api.showTo(alert);

    const changes = new StreamConsumer(this, 'RecomputeConsumer', {
      table,
      consumer: recompute,
      filters: [
        { dynamodb: { Keys: { SK: { S: [{ prefix: 'OBS#' }] } } } },
        { dynamodb: { Keys: { PK: { S: ['RULE'] } } } },
      ],
      maxBatchingWindow: Duration.seconds(5),
      retryAttempts: 10,
    });
    const alerts = new StreamConsumer(this, 'AlertConsumer', {
      table,
      consumer: alert,
      filters: [
        // Not their removal by time to live.
        { eventName: ['INSERT', 'MODIFY'], dynamodb: { Keys: { PK: { S: ['OUTBOX'] } } } },
        {
          dynamodb: {
            Keys: { SK: { S: [{ prefix: 'NOTICE#' }] } },
            NewImage: { status: { S: ['PENDING'] } },
          },
        },
      ],
      // The alerts of a release meet in one digest. Its pieces are polled one after another, the slowest (Comtrade: a reporter
      // and goods each, a request a month, three years looked back) some two minutes long, so that Lambda's most holds two of them.
      // Figures that come monthly can wait so long.
      maxBatchingWindow: Duration.minutes(5),
      retryAttempts: 20,
    });

    polls.work.giveTo(ingest);
    polls.schedule(settings.sources);
    new DeploymentSettings(this, 'Settings', { settings, ingest, logRetentionDays });

    const logged = new LoggedMetrics(this, 'Logged', {
      measuring: [ingest, recompute, alert],
      alert,
    });
    const givenUp = {
      deployments: polls.deadLetters,
      polls: polls.work.deadLetters,
      changes: changes.deadLetters,
      alerts: alerts.deadLetters,
    };
    const watched = { logged, table: table.table, api, givenUp };
    const alarms = new Alarms(this, 'Alarms', {
      ...watched,
      topic: operator.topic,
      runbookUrl,
      recompute,
      alert,
    });
    const dashboard = new OperationsDashboard(this, 'Operations', {
      ...watched,
      alarms: alarms.all,
      functions: {
        ...{ ingest, recompute, alert, query, rules },
        ...(subscriptions && { subscriptions }),
      },
      streamReaders: { recompute, alert },
      topics: { ...topics.bySeverity, pairs: topics.byPair, operator: operator.topic },
    });
    if (alertEmail) {
      new Budget(this, 'Spending', { monthlyUsd: spending.monthlyUsd, email: alertEmail });
    }

    new CfnOutput(this, 'ApiUrl', { value: api.url });
    new CfnOutput(this, 'PageUrl', { value: api.url });
    new CfnOutput(this, 'TopicArn', { value: topics.bySeverity.info.topicArn });
    new CfnOutput(this, 'PairTopicArn', { value: topics.byPair.topicArn });
    new CfnOutput(this, 'OperatorTopicArn', { value: operator.topic.topicArn });
    new CfnOutput(this, 'TableName', { value: table.table.tableName });
    new CfnOutput(this, 'DashboardUrl', { value: dashboard.url });
  }
}
