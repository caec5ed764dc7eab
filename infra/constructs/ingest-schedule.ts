import { Duration, TimeZone } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import {
  ContextAttribute,
  Schedule,
  ScheduleExpression,
  ScheduleTargetInput,
  TimeWindow,
} from 'aws-cdk-lib/aws-scheduler';
import { SqsSendMessage } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface IngestScheduleProps {
  /** Id of the source that is polled. */
  readonly source: string;
  /** rate(…) or cron(…). */
  readonly expression: string;
  /**
   * Polls only if a release is expected.
   *
   * @default - whatever is expected
   */
  readonly only?: 'around-releases';
  /** IANA zone of the publisher: figures come out by its clock, summer time included. */
  readonly timeZone: string;
  /** Where the polls wait to be made. */
  readonly work: IQueue;
  readonly deadLetters: IQueue;
  /** Which EventBridge Scheduler takes on. */
  readonly role: IRole;
}

/** Polls one source when its publisher usually has something new. */
export class IngestSchedule extends Construct {
  constructor(scope: Construct, id: string, props: IngestScheduleProps) {
    super(scope, id);
    new Schedule(this, 'Schedule', {
      description: `Asks ${props.source} for what is new`,
      schedule: ScheduleExpression.expression(props.expression, TimeZone.of(props.timeZone)),
      // Not everybody at once: public statistics servers are busiest in the first minute after a release.
      timeWindow: TimeWindow.flexible(Duration.minutes(15)),
      target: new SqsSendMessage(props.work, {
        input: ScheduleTargetInput.fromObject({
          source: props.source,
          scheduledTime: ContextAttribute.scheduledTime,
          execution: ContextAttribute.executionId,
          ...(props.only && { only: props.only }),
        }),
        messageGroupId: props.source,
        // Scheduler's own defaults are 185 attempts over 24 hours.
        retryAttempts: 2,
        maxEventAge: Duration.hours(1),
        deadLetterQueue: props.deadLetters,
        role: props.role,
      }),
    });
  }
}
