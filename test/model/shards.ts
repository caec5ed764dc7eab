import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { matches } from '../../infra/local/event-filter.ts';
import { toLambdaRecord } from '../../infra/local/stream-pump.ts';
import type { Chance } from './chance.ts';
import type { Crash } from './history.ts';
import type { Stage } from './stage.ts';

/** A reader of the table's stream. */
export interface Reader {
  readonly of: 'recompute' | 'alert';
  readonly patterns: readonly unknown[];
  readonly handler: (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>;
}

/** Where a reader stands in a shard. */
interface Position {
  readonly reader: Reader;
  readonly shard: number;
  next: number;
  isBusy: boolean;
  failures: number;
}

/**
 * The table's stream as Lambda hands it out: partitions lie in shards, the records of a shard come in their order, the shards in
 * any; batches are cut anywhere; what failed comes again from the first that failed, and a batch may come twice at once.
 */
export interface Shards {
  /** Begins an invocation with a batch, if any is there to be handed out. */
  begin(chance: Chance, crashOf: (of: Crash['of']) => Crash | undefined): Promise<boolean>;
  /** Hands out everything once more, from the beginning. */
  rewind(): void;
}

const SHARDS = 3;

/** More often than a history has crashes for. */
const MOST_FAILURES = 30;

export function openShards(
  stage: Stage,
  readers: readonly Reader[],
  readOn: () => Promise<DynamoDBRecord[]>,
): Shards {
  const shards: DynamoDBRecord[][] = Array.from({ length: SHARDS }, () => []);
  const shardOfPartition = new Map<string, number>();
  const positions: Position[] = readers.flatMap((reader) =>
    shards.map((_, shard) => ({ reader, shard, next: 0, isBusy: false, failures: 0 })),
  );

  async function read(chance: Chance): Promise<void> {
    for (const record of await readOn()) {
      const partition = record.dynamodb?.Keys?.['PK']?.S ?? '';
      const shard = shardOfPartition.get(partition) ?? chance.below(SHARDS);
      shardOfPartition.set(partition, shard);
      shards[shard]?.push(record);
    }
  }

  /** The records from a position on, up to a number of them, that the reader's filters let through. */
  function batchAt({ reader, shard, next }: Position, size: number): DynamoDBRecord[] {
    return (shards[shard] ?? [])
      .slice(next, next + size)
      .filter((record) => reader.patterns.some((pattern) => matches(pattern, record)));
  }

  function ended(
    position: Position,
    size: number,
    answer: DynamoDBBatchResponse | undefined,
    isDead: boolean,
  ): void {
    position.isBusy = false;
    const records = shards[position.shard] ?? [];
    const failed = isDead || !answer ? [position.next] : failuresIn(answer, records);
    position.next = failed.length === 0 ? position.next + size : Math.min(...failed);
    position.failures = failed.length === 0 ? 0 : position.failures + 1;
  }

  return {
    async begin(chance, crashOf) {
      await read(chance);
      const free = positions.filter(
        ({ isBusy, shard, next }) => !isBusy && next < (shards[shard]?.length ?? 0),
      );
      const position = free[chance.below(free.length)];
      if (!position) return false;
      if (position.failures > MOST_FAILURES) {
        throw new Error(`${position.reader.of} fails over and over`);
      }
      const left = (shards[position.shard]?.length ?? 0) - position.next;
      const size = chance.oneIn(3) ? 1 + chance.below(left) : left;
      const Records = batchAt(position, size);
      if (Records.length === 0) {
        position.next += size;
        return true;
      }
      const { of, handler } = position.reader;
      position.isBusy = true;
      const work = () => handler({ Records });
      stage.begin({
        ...{ of, work, crash: crashOf(of), lags: chance.oneIn(4) },
        ended: (answer, { isDead }) => ended(position, size, answer, isDead()),
      });
      if (chance.oneIn(6)) stage.begin({ of, work, ended() {}, lags: chance.oneIn(2) });
      return true;
    },
    rewind() {
      for (const position of positions) position.next = 0;
    },
  };
}

/** The places of the records from which on a batch must come again. */
function failuresIn(
  { batchItemFailures }: DynamoDBBatchResponse,
  records: readonly DynamoDBRecord[],
): number[] {
  return batchItemFailures.map(({ itemIdentifier }) =>
    records.findIndex(({ dynamodb }) => dynamodb?.SequenceNumber === itemIdentifier),
  );
}

/** Reads a stream from now on, each time what has been written since. */
export async function openStream(
  client: DynamoDBStreamsClient,
  StreamArn: string,
): Promise<() => Promise<DynamoDBRecord[]>> {
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }));
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
  const first = await client.send(
    new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'LATEST' }),
  );
  let iterator = first.ShardIterator;
  return async () => {
    const records: DynamoDBRecord[] = [];
    for (;;) {
      const page = await client.send(new GetRecordsCommand({ ShardIterator: iterator }));
      iterator = page.NextShardIterator ?? iterator;
      if (!page.Records?.length) return records;
      records.push(...page.Records.map(toLambdaRecord));
    }
  };
}
