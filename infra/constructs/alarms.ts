import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { TidemarkFunction } from './function.ts';
import type { LoggedMetrics } from './logged-metrics.ts';
import type { QueryApi } from './query-api.ts';

/** What an alarm watches, and what whoever it wakes is told. */
interface Watch {
  /** Its heading in RUNBOOK.md. */
  readonly heading: string;
  readonly means: string;
  readonly metric: IMetric;
  /** The lowest value that breaches. */
  readonly from: number;
  /** How many of the last periods must breach. */
  readonly breaching: readonly [datapoints: number, of: number];
  readonly missing: TreatMissingData;
}

export interface AlarmsProps {
  readonly topic: ITopic;
  /**
   * Where RUNBOOK.md can be read.
   *
   * @default - the mail names the file
   */
  readonly runbookUrl?: string;
  readonly logged: LoggedMetrics;
  readonly table: ITableV2;
  readonly recompute: TidemarkFunction;
  readonly alert: TidemarkFunction;
  readonly api: QueryApi;
  readonly givenUp: {
    readonly deployments: IQueue;
    readonly polls: IQueue;
    readonly changes: IQueue;
    readonly alerts: IQueue;
  };
}

/** Nothing was counted because nothing happened. */
const QUIET = TreatMissingData.NOT_BREACHING;
/**
 * A queue that nobody touches sends no metrics after some hours, whatever it holds: silence leaves the alarm as it is.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
const AS_IT_WAS = TreatMissingData.IGNORE;

/**
 * Ten metrics in nine alarms. CloudWatch gives ten alarm metrics for nothing and counts the metrics that alarms look at, so
 * that gathering several in one expression saves no money (https://aws.amazon.com/cloudwatch/pricing/): one is gathered only
 * where both halves mean the same to whoever is woken.
 */
export class Alarms extends Construct {
  readonly all: readonly Alarm[];

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    const action = new SnsAction(props.topic);
    this.all = Object.entries(watches(props)).map(([name, watch]) => {
      const [datapointsToAlarm, evaluationPeriods] = watch.breaching;
      const alarm = new Alarm(this, name, {
        alarmDescription: describe(watch, props.runbookUrl),
        metric: watch.metric,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        threshold: watch.from,
        datapointsToAlarm,
        evaluationPeriods,
        treatMissingData: watch.missing,
      });
      alarm.addAlarmAction(action);
      return alarm;
    });
  }
}

function watches(props: AlarmsProps): Record<string, Watch> {
  const { logged, table, recompute, alert, api, givenUp } = props;
  return {
    SourceFailing: {
      heading: 'A source fails',
      means:
        'A statistics office fails for good or is past its expected release, and has been for more than a poll; what is stored stays as it was.',
      metric: logged.sourceTrouble.with({ period: Duration.days(1) }),
      from: 1,
      // The operator is told at once by a notice, which says more. This is for whom that did not reach: on a second day within
      // the week, because some sources are asked once a week.
      breaching: [2, 7],
      missing: QUIET,
    },
    PollGivenUp: {
      heading: 'A poll was given up',
      means: 'A poll, or the settings of a deployment, failed at every attempt or never began.',
      ...notEmpty(givenUp.polls, givenUp.deployments),
    },
    ChangesGivenUp: {
      heading: 'Changes were given up',
      means: 'Metrics and rules of a pair were not computed anew, though its figures changed.',
      ...notEmpty(givenUp.changes),
    },
    AlertsGivenUp: {
      heading: 'Alerts were given up',
      means: 'Alerts stand in the table that nobody was sent, and no further attempt is made.',
      ...notEmpty(givenUp.alerts),
    },
    RecomputeBehind: {
      heading: 'Recomputing is behind',
      means: 'A changed figure has waited more than 15 minutes to be computed with.',
      ...behind(recompute),
    },
    AlertsBehind: {
      heading: 'Sending alerts is behind',
      means: 'An alert has waited more than 15 minutes to be sent.',
      ...behind(alert),
    },
    AlertsNotSent: {
      heading: 'Alerts are not sent',
      means:
        'Attempts to send alerts fail again and again; they are repeated until they are given up.',
      metric: logged.alertFailures.with({ period: Duration.minutes(5) }),
      from: 1,
      // One failure is mended by the next attempt.
      breaching: [2, 3],
      missing: QUIET,
    },
    ApiFailing: {
      heading: 'The API fails',
      means: 'Readers are answered with errors that are ours, not theirs.',
      metric: api.api.metricServerError({ statistic: Stats.SUM, period: Duration.minutes(5) }),
      from: 1,
      // Twice in an hour: few read, so that a threshold on their number would not be reached, and one may have been a slow start.
      breaching: [2, 12],
      missing: QUIET,
    },
    TableThrottled: {
      heading: 'The table is throttled',
      means: 'For 15 minutes on end more was written than the ceiling of the settings allows.',
      // Reads that are held back show as recomputing that is behind or as errors of the API.
      metric: table.metric('WriteThrottleEvents', {
        statistic: Stats.SUM,
        period: Duration.minutes(5),
      }),
      from: 1,
      // A first load may touch the ceiling for a moment and is only slowed by it.
      breaching: [3, 3],
      missing: QUIET,
    },
  };
}

function notEmpty(
  queue: IQueue,
  other?: IQueue,
): Pick<Watch, 'metric' | 'from' | 'breaching' | 'missing'> {
  const of = { statistic: Stats.MAXIMUM, period: Duration.minutes(5) };
  const held = queue.metricApproximateNumberOfMessagesVisible(of);
  const metric = other
    ? new MathExpression({
        // A datapoint that one of them lacks does not count against the other's.
        expression: 'MAX([polls, others])',
        usingMetrics: { polls: held, others: other.metricApproximateNumberOfMessagesVisible(of) },
        label: 'Given up',
        period: of.period,
      })
    : held;
  return { metric, from: 1, breaching: [1, 1], missing: AS_IT_WAS };
}

/** The age of the oldest change in a batch; measured when a batch is handed over, so that there is none without changes. */
function behind(
  reader: TidemarkFunction,
): Pick<Watch, 'metric' | 'from' | 'breaching' | 'missing'> {
  const metric = reader.lambda.metric('IteratorAge', {
    statistic: Stats.MAXIMUM,
    period: Duration.minutes(5),
  });
  return {
    metric,
    from: Duration.minutes(15).toMilliseconds(),
    breaching: [1, 1],
    missing: QUIET,
  };
}

/** The mail of an alarm carries its description and no more of ours. */
function describe({ heading, means }: Watch, runbookUrl = 'RUNBOOK.md'): string {
  return `${means} What to do: ${runbookUrl}#${anchorOf(heading)}`;
}

/** As GitHub makes one from a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}
