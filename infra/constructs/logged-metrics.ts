import { Stack } from 'aws-cdk-lib';
import { type Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
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
 * What the functions' log lines say, as metrics. Lambda leaves what is written to stdout as it is and wraps only what goes
 * through `console` (https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html); the patterns that alarms
 * rest on match both, so that none falls silent when the way of writing changes.
 *
 * Without dimensions: each value of a dimension is a metric of its own, and ten metrics are free.
 */
export class LoggedMetrics extends Construct {
  /** Polls that were refused by their source or whose answer was refused. */
  readonly failures: Metric;
  /** Polls that ended well. */
  readonly polls: Metric;
  /** Values that polls brought. */
  readonly changes: Metric;
  /** Attempts to send alerts that failed; each is repeated by the stream consumer. */
  readonly alertFailures: Metric;

  constructor(
    scope: Construct,
    id: string,
    { ingest, alert }: { ingest: TidemarkFunction; alert: TidemarkFunction },
  ) {
    super(scope, id);
    this.failures = this.metric('SourceFailures', ingest, { of: EVENT_IS('ingest.failed') });
    this.polls = this.metric('Polls', ingest, { of: EVENT_IS('ingest.done') });
    this.changes = this.metric('Changes', ingest, {
      of: '$.event = "ingest.done"',
      value: '$.changed',
    });
    // Failures of a batch are answered, not thrown, so that Lambda's own count of errors has only those that broke off.
    this.alertFailures = this.metric('AlertFailures', alert, {
      of: `${EVENT_IS('stream.group-failed')} || ${BROKE_OFF}`,
    });
  }

  private metric(
    name: string,
    { logGroup }: TidemarkFunction,
    { of, value = '1' }: { of: string; value?: string },
  ): Metric {
    const filter = new MetricFilter(this, name, {
      logGroup,
      filterPattern: FilterPattern.literal(`{ ${of} }`),
      // A namespace is shared by the account: that of another deployment is another.
      metricNamespace: `Tidemark/${Stack.of(this).stackName}`,
      metricName: name,
      metricValue: value,
    });
    return filter.metric({ statistic: Stats.SUM });
  }
}
