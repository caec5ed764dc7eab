import { Duration, Stack } from 'aws-cdk-lib';
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type Metric,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { TidemarkFunction } from './function.ts';
import type { LoggedMetrics } from './logged-metrics.ts';
import type { QueryApi } from './query-api.ts';

export interface OperationsDashboardProps {
  readonly alarms: readonly Alarm[];
  readonly logged: LoggedMetrics;
  readonly table: ITableV2;
  /** By the name that a reader knows them by. */
  readonly functions: Readonly<Record<string, TidemarkFunction>>;
  /** Those of them that read the stream. */
  readonly streamReaders: Readonly<Record<string, TidemarkFunction>>;
  readonly api: QueryApi;
  readonly topics: Readonly<Record<string, ITopic>>;
  readonly givenUp: Readonly<Record<string, IQueue>>;
}

const HOURLY = { statistic: Stats.SUM, period: Duration.hours(1) };
const WIDTH = 24;

/** The pipeline at a glance, top to bottom: is it well, what did it do, how late, what failed, what does it cost. */
export class OperationsDashboard extends Construct {
  readonly url: string;

  constructor(scope: Construct, id: string, props: OperationsDashboardProps) {
    super(scope, id);
    // Fewer than 50 metrics: so many, on each of three dashboards, are free.
    const dashboard = new Dashboard(this, 'Dashboard', {
      defaultInterval: Duration.days(14),
      widgets: [
        [new AlarmStatusWidget({ title: 'Alarms', alarms: [...props.alarms], width: WIDTH })],
        row(work(props)),
        row(delays(props)),
        row(errors(props)),
        row(cost(props)),
      ],
    });
    const { region } = Stack.of(this);
    this.url = `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${dashboard.dashboardName}`;
  }
}

type Graphs = Readonly<Record<string, readonly IMetric[]>>;

function work({ logged, topics }: OperationsDashboardProps): Graphs {
  return {
    Runs: [hourly(logged.polls, 'ended well'), hourly(logged.sourceTrouble, 'in trouble')],
    'Changed values': [hourly(logged.changes, 'values')],
    Alerts: [hourly(logged.alertsRaised, 'raised'), hourly(logged.alertsSent, 'sent')],
    'Mails published': each(topics, (topic) => topic.metricNumberOfMessagesPublished(HOURLY)),
  };
}

function delays({ streamReaders, api, logged }: OperationsDashboardProps): Graphs {
  const age = { statistic: Stats.MAXIMUM, period: Duration.minutes(5) };
  const latency = { period: Duration.hours(1) };
  return {
    'Age of the oldest change (ms)': each(streamReaders, ({ lambda }) =>
      lambda.metric('IteratorAge', age),
    ),
    'From figure to mail (ms)': [
      labelled(logged.alertDelay.with({ ...HOURLY, statistic: Stats.MAXIMUM }), 'longest'),
    ],
    'Latency of the API (ms)': [
      api.api.metricLatency({ ...latency, statistic: Stats.percentile(50), label: 'p50' }),
      api.api.metricLatency({ ...latency, statistic: Stats.percentile(99), label: 'p99' }),
    ],
  };
}

function errors({ functions, api, table, givenUp, logged }: OperationsDashboardProps): Graphs {
  return {
    'Errors of the functions': [
      ...each(functions, ({ lambda }) => lambda.metricErrors(HOURLY)),
      hourly(logged.alertFailures, 'attempts to send'),
    ],
    'Errors of the API': [
      api.api.metricServerError({ ...HOURLY, label: '5xx' }),
      api.api.metricClientError({ ...HOURLY, label: '4xx' }),
    ],
    'Given up': each(givenUp, (queue) =>
      queue.metricApproximateNumberOfMessagesVisible({
        statistic: Stats.MAXIMUM,
        period: Duration.hours(1),
      }),
    ),
    Throttled: [
      table.metric('ReadThrottleEvents', { ...HOURLY, label: 'reads' }),
      table.metric('WriteThrottleEvents', { ...HOURLY, label: 'writes' }),
    ],
  };
}

/** What the bill is made of: request units, invocations, requests, mails. */
function cost({ functions, table, api, topics }: OperationsDashboardProps): Graphs {
  return {
    'Request units': [
      table.metricConsumedReadCapacityUnits({ ...HOURLY, label: 'read' }),
      table.metricConsumedWriteCapacityUnits({ ...HOURLY, label: 'written' }),
    ],
    Invocations: each(functions, ({ lambda }) => lambda.metricInvocations(HOURLY)),
    'Requests to the API': [api.api.metricCount({ ...HOURLY, label: 'requests' })],
    'Mails delivered': each(topics, (topic) => topic.metricNumberOfNotificationsDelivered(HOURLY)),
  };
}

function row(graphs: Graphs): GraphWidget[] {
  const entries = Object.entries(graphs);
  return entries.map(
    ([title, left]) => new GraphWidget({ title, left: [...left], width: WIDTH / entries.length }),
  );
}

function each<T>(things: Readonly<Record<string, T>>, metricOf: (thing: T) => Metric): Metric[] {
  return Object.entries(things).map(([label, thing]) => labelled(metricOf(thing), label));
}

function labelled(metric: Metric, label: string): Metric {
  return metric.with({ label });
}

function hourly(metric: Metric, label: string): Metric {
  return metric.with({ ...HOURLY, label });
}
