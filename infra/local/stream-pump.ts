import {
  type _Record,
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { Clock } from '../../shared/platform/clock.ts';
import type { Logger } from '../../shared/platform/logger.ts';
import { matches } from './event-filter.ts';
import type { DeployedConsumer } from './physical-resources.ts';

export type StreamHandler = (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>;

/** Where a consumer stands in the stream, kept wherever the runner keeps it. */
export interface Checkpoint {
  load(): string | undefined;
  save(sequenceNumber: string): void;
}

export interface PumpOptions {
  readonly streamsUrl: string;
  readonly streamArn: string;
  readonly consumer: DeployedConsumer;
  readonly handler: StreamHandler;
  readonly checkpoint: Checkpoint;
  readonly clock: Clock;
  readonly log: Logger;
}

/** One consumer of the table's stream, with the meaning of Lambda's event source mapping. */
export interface StreamPump {
  /** Hands over everything there is; answers how many records the handler was given. */
  drain(): Promise<number>;
  readonly deadLetters: readonly DynamoDBRecord[];
  stop(): void;
}

const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 60_000;

export async function createStreamPump(options: PumpOptions): Promise<StreamPump> {
  const { streamArn, consumer, checkpoint, log } = options;
  const client = new DynamoDBStreamsClient({ endpoint: options.streamsUrl });
  const deadLetters: DynamoDBRecord[] = [];
  let iterator = await firstIterator(client, streamArn, checkpoint.load());

  return {
    deadLetters,
    stop: () => client.destroy(),
    async drain() {
      let handed = 0;
      for (;;) {
        const page = await client.send(
          new GetRecordsCommand({ ShardIterator: iterator, Limit: consumer.batchSize }),
        );
        const last = page.Records?.at(-1)?.dynamodb?.SequenceNumber;
        if (last === undefined) {
          // An iterator is good for a quarter of an hour, and each page brings a new one.
          iterator = page.NextShardIterator ?? iterator;
          return handed;
        }
        const wanted = (page.Records ?? []).map(toLambdaRecord).filter(isWanted(consumer));
        await handOver(wanted, options, deadLetters);
        handed += wanted.length;
        // Only now: a runner that dies in between hands the batch over again, as Lambda may.
        checkpoint.save(last);
        iterator = page.NextShardIterator;
        log.info('stream.batch', { consumer: consumer.functionId, records: wanted.length });
      }
    },
  };
}

/** Repeats from the first failed record, with growing pauses, a bounded number of times; then gives that record up. */
async function handOver(
  records: readonly DynamoDBRecord[],
  { handler, consumer, clock, log }: PumpOptions,
  deadLetters: DynamoDBRecord[],
): Promise<void> {
  let rest = records;
  let attempt = 0;
  while (rest.length > 0) {
    const failed = await firstFailure(rest, handler, log);
    if (failed === undefined) return;
    if (failed > 0) attempt = 0;
    rest = rest.slice(failed);
    const [stuck, ...others] = rest;
    if (attempt < consumer.retryAttempts) {
      await clock.sleep(Math.min(FIRST_BACKOFF_MS * 2 ** attempt, LONGEST_BACKOFF_MS));
      attempt += 1;
    } else if (stuck) {
      deadLetters.push(stuck);
      log.warn('stream.dead-letter', { key: stuck.dynamodb?.Keys });
      rest = others;
      attempt = 0;
    }
  }
}

async function firstIterator(
  client: DynamoDBStreamsClient,
  StreamArn: string,
  after: string | undefined,
): Promise<string | undefined> {
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }));
  // The embedded database has one shard, so records come in one order.
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
  const position = after
    ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' as const, SequenceNumber: after }
    : { ShardIteratorType: 'TRIM_HORIZON' as const };
  const { ShardIterator } = await client.send(
    new GetShardIteratorCommand({ StreamArn, ShardId, ...position }),
  );
  return ShardIterator;
}

function isWanted({ patterns }: DeployedConsumer): (record: DynamoDBRecord) => boolean {
  return (record) => patterns.some((pattern) => matches(pattern, record));
}

/** The index of the first record that must come again, or undefined when all were handled. */
async function firstFailure(
  records: readonly DynamoDBRecord[],
  handler: StreamHandler,
  log: Logger,
): Promise<number | undefined> {
  try {
    const { batchItemFailures } = await handler({ Records: [...records] });
    const failed = batchItemFailures.map(({ itemIdentifier }) =>
      records.findIndex(({ dynamodb }) => dynamodb?.SequenceNumber === itemIdentifier),
    );
    // An identifier that is no record's fails the whole batch, as on Lambda.
    return failed.length > 0 ? Math.max(0, Math.min(...failed)) : undefined;
  } catch (error) {
    log.error('stream.handler-failed', error);
    return 0;
  }
}

/** The SDK gives times as dates, Lambda as seconds; the rest is alike. */
export function toLambdaRecord({ eventID, eventName, dynamodb }: _Record): DynamoDBRecord {
  const { ApproximateCreationDateTime, ...change } = dynamodb ?? {};
  const seconds = ApproximateCreationDateTime ? ApproximateCreationDateTime.getTime() / 1000 : 0;
  return {
    ...(eventID ? { eventID } : {}),
    ...(eventName ? { eventName } : {}),
    dynamodb: {
      ...change,
      ApproximateCreationDateTime: seconds,
    } as NonNullable<DynamoDBRecord['dynamodb']>,
  };
}
