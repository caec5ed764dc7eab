import { Stack } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { TidemarkFunction } from './function.ts';

/** A line as the functions write it; the same line as Lambda would wrap it, had it been written with `console`; and as text. */
const EVENT_IS = (event: string) =>
  [`$.event = "${event}"`, `$.message.event = "${event}"`, `$.message = "*${event}*"`]
    .map((condition) => `(${condition})`)
    .join(' || ');

/** An invocation that ended by an exception or out of time, which only Lambda itself can say. */
const BROKE_OFF = '($.type = "platform.report" && $.record.status != "success")';

/**
 * What the functions' log lines say, as metrics. The functions embed them in their lines (`Logger.measure`); only what a function
 * cannot say itself, because it broke off, is filtered out of the log. Seven metrics without dimensions, of the ten that are
 * free: each value of a dimension would be a metric of its own.
 */
export class LoggedMetrics extends Construct {
  /** Polls that were given up, and polls of sources that are past their expected release. */
  readonly sourceTrouble: Metric;
  /** Polls that ended well. */
  readonly polls: Metric;
  /** Values that polls brought. */
  readonly changes: Metric;
  readonly alertsRaised: Metric;
  readonly alertsSent: Metric;
  /** Milliseconds from when an alert's figures were known until it was sent. */
  readonly alertDelay: Metric;
  /** Attempts to send alerts that failed; each is repeated by the stream consumer. */
  readonly alertFailures: Metric;
  /** A namespace is shared by the account: that of another deployment is another. */
  private readonly namespace: string;

  constructor(
    scope: Construct,
    id: string,
    { measuring, alert }: { measuring: readonly TidemarkFunction[]; alert: TidemarkFunction },
  ) {
    super(scope, id);
    this.namespace = `Tidemark/${Stack.of(this).stackName}`;
    for (const { lambda } of measuring) {
      lambda.addEnvironment('METRICS_NAMESPACE', this.namespace);
    }
    this.sourceTrouble = this.embedded('SourceTrouble');
    this.polls = this.embedded('Polls');
    this.changes = this.embedded('Changes');
    this.alertsRaised = this.embedded('AlertsRaised');
    this.alertsSent = this.embedded('AlertsSent');
    this.alertDelay = this.embedded('AlertDelay');
    // Failures of a batch are answered, not thrown, so that Lambda's own count of errors has only those that broke off.
    this.alertFailures = new MetricFilter(this, 'AlertFailures', {
      logGroup: alert.logGroup,
      filterPattern: FilterPattern.literal(
        `{ ${EVENT_IS('stream.group-failed')} || ${BROKE_OFF} }`,
      ),
      metricNamespace: this.namespace,
      metricName: 'AlertFailures',
      metricValue: '1',
    }).metric({ statistic: Stats.SUM });
  }

  private embedded(metricName: string): Metric {
    return new Metric({ namespace: this.namespace, metricName, statistic: Stats.SUM });
  }
}
