import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openDataDirectory } from '../../../infra/local/data-directory.ts';
import { createReplayClock } from '../../../infra/local/replay-clock.ts';
import { createStreamPump, type PumpOptions } from '../../../infra/local/stream-pump.ts';
import { putItem } from '../../../shared/store/table.ts';
import { embeddedDatabase, type TestTable } from '../../support/embedded-database.ts';
import { listeningLogger } from '../../support/logs.ts';

const database = embeddedDatabase();
const START = new Date('2026-01-29T13:30:00Z');
const CONSUMER = {
  functionId: 'Consumer',
  batchSize: 100,
  retryAttempts: 2,
  patterns: [{ dynamodb: { Keys: { SK: { S: [{ prefix: 'OBS#' }] } } } }],
};
const nothing = openDataDirectory(undefined);

/** What a handler makes of a batch: the sort keys that fail, or an error of its own. */
type Verdict = (sortKeys: readonly string[]) => readonly string[];

/** A consumer of a table's stream that remembers every batch it was handed. */
async function consumerOf(
  table: TestTable,
  verdict: Verdict,
  overrides: Partial<PumpOptions> = {},
) {
  const batches: string[][] = [];
  const clock = createReplayClock(START);
  const { log, events } = listeningLogger();
  const handler = async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const keys = Records.map(({ dynamodb }) => dynamodb?.Keys?.['SK']?.S ?? '');
    batches.push(keys);
    const failed = verdict(keys);
    const numbers = Records.filter((_, index) => failed.includes(keys[index] ?? ''));
    return {
      batchItemFailures: numbers.map(({ dynamodb }) => ({
        itemIdentifier: dynamodb?.SequenceNumber ?? '',
      })),
    };
  };
  const pump = await createStreamPump({
    ...{ streamsUrl: table.url, streamArn: table.streamArn, consumer: CONSUMER, handler },
    ...{ checkpoint: nothing.checkpointOf('consumer'), clock, log },
    ...overrides,
  });
  onTestFinished(pump.stop);
  const waited = () => (clock.now().getTime() - START.getTime()) / 1000;
  return { pump, batches, waited, events };
}

async function write(table: TestTable, ...sortKeys: string[]): Promise<void> {
  for (const SK of sortKeys) await putItem(table, { key: { PK: 'PAIR#XA-XB', SK }, item: {} });
}

const handlesAll: Verdict = () => [];

describe('a consumer', () => {
  test('is handed what matches its filters, in order, once', async () => {
    const table = await database.freshTable();
    const { pump, batches } = await consumerOf(table, handlesAll);
    await write(table, 'OBS#1', 'VINT#1', 'OBS#2');

    expect(await pump.drain()).toBe(2);
    expect(await pump.drain()).toBe(0);
    await write(table, 'METRIC#1', 'OBS#3');
    expect(await pump.drain()).toBe(1);
    expect(batches).toEqual([['OBS#1', 'OBS#2'], ['OBS#3']]);
  });

  test('is not woken by a batch of which nothing matches', async () => {
    const table = await database.freshTable();
    const { pump, batches } = await consumerOf(table, handlesAll);
    await write(table, 'VINT#1', 'METRIC#1');

    expect(await pump.drain()).toBe(0);
    expect(batches).toEqual([]);
  });

  test('is handed no more than its batch size at once', async () => {
    const table = await database.freshTable();
    const consumer = { ...CONSUMER, batchSize: 2 };
    const { pump, batches } = await consumerOf(table, handlesAll, { consumer });
    await write(table, 'OBS#1', 'OBS#2', 'OBS#3');

    expect(await pump.drain()).toBe(3);
    expect(batches).toEqual([['OBS#1', 'OBS#2'], ['OBS#3']]);
  });

  test('is handed records as Lambda has them', async () => {
    const table = await database.freshTable();
    const seen: DynamoDBStreamEvent[] = [];
    const handler = async (event: DynamoDBStreamEvent) => {
      seen.push(event);
      return { batchItemFailures: [] };
    };
    const { pump } = await consumerOf(table, handlesAll, { handler });
    await putItem(table, { key: { PK: 'PAIR#XA-XB', SK: 'OBS#1' }, item: { value: 7 } });
    await pump.drain();

    const keys = { PK: { S: 'PAIR#XA-XB' }, SK: { S: 'OBS#1' } };
    expect(seen[0]?.Records).toMatchObject([
      {
        eventName: 'INSERT',
        dynamodb: {
          Keys: keys,
          NewImage: { ...keys, value: { N: '7' } },
          SequenceNumber: expect.stringMatching(/^\d+$/),
          ApproximateCreationDateTime: expect.any(Number),
        },
      },
    ]);
  });
});

describe('a record that fails', () => {
  test('comes again with all after it, and without what was handled before it', async () => {
    const table = await database.freshTable();
    let failures = 1;
    const { pump, batches } = await consumerOf(table, () => (failures-- > 0 ? ['OBS#2'] : []));
    await write(table, 'OBS#1', 'OBS#2', 'OBS#3');
    await pump.drain();

    expect(batches).toEqual([
      ['OBS#1', 'OBS#2', 'OBS#3'],
      ['OBS#2', 'OBS#3'],
    ]);
    expect(pump.deadLetters).toEqual([]);
  });

  test('again and again is given up after so many retries, and what follows it goes on', async () => {
    const table = await database.freshTable();
    const failing: Verdict = (keys) => keys.filter((key) => key === 'OBS#1' || key === 'OBS#3');
    const { pump, batches, waited, events } = await consumerOf(table, failing);
    await write(table, 'OBS#1', 'OBS#2', 'OBS#3', 'OBS#4');
    await pump.drain();

    const whole = ['OBS#1', 'OBS#2', 'OBS#3', 'OBS#4'];
    expect(batches).toEqual([
      ...[whole, whole, whole],
      ['OBS#2', 'OBS#3', 'OBS#4'],
      ...[
        ['OBS#3', 'OBS#4'],
        ['OBS#3', 'OBS#4'],
      ],
      ['OBS#4'],
    ]);
    expect(pump.deadLetters.map(({ dynamodb }) => dynamodb?.Keys?.['SK']?.S)).toEqual([
      'OBS#1',
      'OBS#3',
    ]);
    expect(waited()).toBe(1 + 2 + 1 + 2);
    expect(events()).toEqual(['stream.dead-letter', 'stream.dead-letter', 'stream.batch']);
    await write(table, 'OBS#5');
    expect(await pump.drain()).toBe(1);
  });

  test('has all its retries, however many those before it took', async () => {
    const table = await database.freshTable();
    const verdicts = [['OBS#1'], ['OBS#1'], ['OBS#2'], ['OBS#2']];
    const { pump, batches } = await consumerOf(table, () => verdicts.shift() ?? []);
    await write(table, 'OBS#1', 'OBS#2');
    await pump.drain();

    const whole = ['OBS#1', 'OBS#2'];
    expect(batches).toEqual([whole, whole, whole, ['OBS#2'], ['OBS#2']]);
    expect(pump.deadLetters).toEqual([]);
  });

  test('is waited for longer and longer, a minute at most', async () => {
    const table = await database.freshTable();
    const consumer = { ...CONSUMER, retryAttempts: 8 };
    const { pump, waited } = await consumerOf(table, (keys) => keys, { consumer });
    await write(table, 'OBS#1');
    await pump.drain();

    expect(waited()).toBe(1 + 2 + 4 + 8 + 16 + 32 + 60 + 60);
  });

  test.each<[string, () => Promise<DynamoDBBatchResponse>]>([
    ['an error that a handler throws', () => Promise.reject(new Error('it cannot be handled'))],
    [
      'an identifier that is no record of the batch',
      () => Promise.resolve({ batchItemFailures: [{ itemIdentifier: '' }] }),
    ],
  ])('by %s is the whole batch', async (_, fail) => {
    const table = await database.freshTable();
    const sizes: number[] = [];
    const handler = ({ Records }: DynamoDBStreamEvent) => {
      sizes.push(Records.length);
      return sizes.length === 1 ? fail() : Promise.resolve({ batchItemFailures: [] });
    };
    const { pump } = await consumerOf(table, handlesAll, { handler });
    await write(table, 'OBS#1', 'OBS#2');
    await pump.drain();

    expect(sizes).toEqual([2, 2]);
  });
});

describe('a runner that starts again', () => {
  test('goes on after the last batch that was handled', async () => {
    const table = await database.freshTable();
    const checkpoint = nothing.checkpointOf('consumer');
    const first = await consumerOf(table, handlesAll, { checkpoint });
    await write(table, 'OBS#1', 'OBS#2');
    await first.pump.drain();
    await write(table, 'OBS#3');
    const second = await consumerOf(table, handlesAll, { checkpoint });
    await second.pump.drain();

    expect(second.batches).toEqual([['OBS#3']]);
  });

  test('is handed the batch again in which the one before it died', async () => {
    const table = await database.freshTable();
    const checkpoint = nothing.checkpointOf('consumer');
    let savedMeanwhile: string | undefined = 'not looked';
    const first = await consumerOf(
      table,
      () => {
        savedMeanwhile = checkpoint.load();
        return ['OBS#1'];
      },
      {
        checkpoint,
        clock: {
          now: () => START,
          sleep: () => Promise.reject(new Error('the runner was killed')),
        },
      },
    );
    await write(table, 'OBS#1', 'OBS#2');
    await expect(first.pump.drain()).rejects.toThrow('the runner was killed');
    const second = await consumerOf(table, handlesAll, { checkpoint });
    await second.pump.drain();

    expect(savedMeanwhile).toBeUndefined();
    expect(second.batches).toEqual([['OBS#1', 'OBS#2']]);
  });
});
