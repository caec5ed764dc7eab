import { Duration } from 'aws-cdk-lib';
import { FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { TidemarkFunction } from './function.ts';
import type { TidemarkTable } from './table.ts';

/** A pattern of Lambda event filtering: every field named must match one of its values. */
interface StreamFilter {
  readonly eventName?: readonly ('INSERT' | 'MODIFY')[];
  readonly dynamodb: {
    readonly Keys: Partial<Record<'PK' | 'SK', StringPattern>>;
    readonly NewImage?: Readonly<Record<string, StringPattern>>;
  };
}

interface StringPattern {
  readonly S: readonly (string | { readonly prefix: string })[];
}

export interface StreamConsumerProps {
  readonly table: TidemarkTable;
  readonly consumer: TidemarkFunction;
  /**
   * Which changes wake the consumer. Must not match what the consumer itself writes: Lambda stops recursive loops through
   * SQS, SNS and S3, not those through DynamoDB.
   */
  readonly filters: readonly StreamFilter[];
  /** How long changes are gathered into one invocation. */
  readonly maxBatchingWindow: Duration;
  readonly retryAttempts: number;
}

/** Feeds a function with changes of the table. DynamoDB serves two readers a stream at most: recompute and alert. */
export class StreamConsumer extends Construct {
  /** Where the positions of changes go that were given up on. */
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: StreamConsumerProps) {
    super(scope, id);
    const { table, consumer, filters, maxBatchingWindow, retryAttempts } = props;
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters');

    consumer.lambda.addEventSource(
      new DynamoEventSource(table.table, {
        filters: filters.map((filter) => FilterCriteria.filter(filter)),
        // LATEST could miss what is written while the mapping is being created, such as the settings of the deployment.
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 1000,
        maxBatchingWindow,
        // A record that fails must not take its batch along, nor hold up its shard for the whole day the stream keeps it.
        reportBatchItemFailures: true,
        bisectBatchOnError: true,
        retryAttempts,
        // Half of the stream's 24 hours: the queue holds positions, not records, and those must still be there to be read.
        maxRecordAge: Duration.hours(12),
        onFailure: new SqsDlq(this.deadLetters),
      }),
    );
  }
}
