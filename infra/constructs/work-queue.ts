import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { TidemarkFunction } from './function.ts';

export interface WorkQueueProps {
  /** The longest that one piece of work may take: the worker's time-out. */
  readonly longestWork: Duration;
}

/** What three attempts in three quarters of an hour do not bring, a schedule will ask for again. */
const ATTEMPTS = 3;

/**
 * Polls wait here to be made. A source is a message group, of which SQS hands out one message at a time: what is asked of a
 * source is asked one after another, at the pace that its adapter keeps. A run that dies or runs out of time comes back.
 */
export class WorkQueue extends Construct {
  readonly queue: IQueue;
  /** Polls that failed at every attempt. */
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, { longestWork }: WorkQueueProps) {
    super(scope, id);
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', { fifo: true });
    this.queue = new Queue(this, 'Queue', {
      fifo: true,
      // Scheduler names no deduplication id. A poll's text says for when it is, so that no two of them are alike.
      contentBasedDeduplication: true,
      // What is under way must not be handed out a second time; Lambda takes no queue that would.
      visibilityTimeout: longestWork.plus(Duration.minutes(1)),
      // As long as SQS can: a large watch list's first load in pieces may take days, and what has been overtaken costs one poll more.
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: ATTEMPTS },
    });
  }

  /** Has a function do the work, and lets it put in more. */
  giveTo(worker: TidemarkFunction): void {
    new EventSourceMapping(this, 'Worker', {
      target: worker.lambda,
      eventSourceArn: this.queue.queueArn,
      // One run a message, so that one that fails takes no other along.
      batchSize: 1,
      // Of the ten that a new account may run at once, most are left to readers and streams.
      maxConcurrency: 4,
    });
    // What Lambda needs to read for the function, and no more: CDK's own grant adds two that it never uses.
    // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-permissions
    this.queue.grant(
      worker,
      'sqs:ReceiveMessage',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:SendMessage',
    );
    worker.lambda.addEnvironment('WORK_QUEUE_URL', this.queue.queueUrl);
    worker.lambda.addEnvironment('WORK_ATTEMPTS', String(ATTEMPTS));
  }
}
