import { Duration, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export interface DeadLetterQueueProps {
  /**
   * Whether it takes what a FIFO queue gave up on; Lambda and Scheduler put their failures into standard queues only.
   *
   * @default false
   */
  readonly fifo?: true;
}

/** Holds what was given up on for as long as SQS can, so that a holiday loses nothing. */
export class DeadLetterQueue extends Queue {
  constructor(scope: Construct, id: string, props: DeadLetterQueueProps = {}) {
    super(scope, id, {
      ...props,
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions::AwsSolutions-SQS3',
      reason:
        'This is where failures end: Lambda, EventBridge Scheduler and SQS put them here, which the rule does not always see, and no consumer reads it that could fail in turn.',
    });
  }
}
