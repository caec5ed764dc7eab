import {
  type AttributeValue,
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMeter, type Meter } from '../../../infra/commands/cost/meter.ts';
import { itemBytes, readUnits, writeUnits } from '../../../infra/commands/cost/request-units.ts';
import { embeddedDatabase } from '../../support/embedded-database.ts';

const database = embeddedDatabase();
let meter: Meter;
let client: DynamoDBClient;
let TableName = '';

beforeEach(async () => {
  const table = await database.freshTable();
  TableName = table.name;
  meter = createMeter({
    memoryMiB: { ingest: 512, recompute: 512 },
    streamReaders: { RecomputeFunction: 'recompute' },
    mailingTopics: ['InfoTopic'],
    metricsNamespace: 'Tidemark/Test',
  });
  client = new DynamoDBClient({ endpoint: await meter.between('ingest', 'DYNAMODB', table.url) });
});
afterEach(() => {
  client.destroy();
  meter.stop();
});

/** An item of so many bytes, with something of every type that Tidemark stores. */
function itemOf(SK: string, bytes: number): Record<string, AttributeValue> {
  const item = {
    PK: { S: 'PAIR#XA-XB' },
    SK: { S: SK },
    value: { N: '-1234567.891' },
    prints: { L: [{ N: '1' }, { NULL: true }] },
    inside: { M: { é: { BOOL: true } } },
  };
  const text = 'x'.repeat(bytes - itemBytes({ ...item, text: { S: '' } }));
  return { ...item, text: { S: text } };
}

async function put(SK: string, bytes: number): Promise<void> {
  await client.send(new PutItemCommand({ TableName, Item: itemOf(SK, bytes) }));
}

const keyOf = (SK: string) => ({ PK: { S: 'PAIR#XA-XB' }, SK: { S: SK } });

describe('request units, counted on the wire, are those of the documented rules', () => {
  it.each([200, 1024, 1025, 2048, 5000])('for an item of %d bytes that is put', async (bytes) => {
    await put('a', bytes);

    expect(meter.take(['ingest']).writeUnits).toBe(writeUnits(bytes, { transaction: false }));
  });

  it.each([
    [4096, true],
    [4097, true],
    [4097, false],
  ])('for an item of %d bytes that is read, consistently: %j', async (bytes, consistent) => {
    await put('a', bytes);
    meter.take(['ingest']);

    await client.send(
      new GetItemCommand({ TableName, Key: keyOf('a'), ConsistentRead: consistent }),
    );

    expect(meter.take(['ingest']).readUnits).toBe(readUnits(bytes, { consistent }));
  });

  it('for what is not there: as for the smallest', async () => {
    await client.send(new GetItemCommand({ TableName, Key: keyOf('a') }));

    expect(meter.take(['ingest']).readUnits).toBe(0.5);
  });

  it('for a query: over the sum of what it read', async () => {
    for (const SK of ['a', 'b', 'c']) await put(SK, 3000);
    meter.take(['ingest']);

    await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'PK = :pair',
        ExpressionAttributeValues: { ':pair': { S: 'PAIR#XA-XB' } },
        ConsistentRead: true,
      }),
    );

    expect(meter.take(['ingest']).readUnits).toBe(readUnits(9000, { consistent: true }));
  });

  it('for several keys: each rounded up by itself', async () => {
    for (const SK of ['a', 'b']) await put(SK, 3000);
    meter.take(['ingest']);

    const RequestItems = { [TableName]: { Keys: [keyOf('a'), keyOf('b'), keyOf('none')] } };
    await client.send(new BatchGetItemCommand({ RequestItems }));

    expect(meter.take(['ingest']).readUnits).toBe(1.5);
  });

  it('for a transaction: twice, its checks too', async () => {
    await put('a', 1500);
    meter.take(['ingest']);

    const exists = { TableName, ConditionExpression: 'attribute_exists(PK)' };
    await client.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName, Item: itemOf('b', 1500) } },
          { ConditionCheck: { ...exists, Key: keyOf('a') } },
        ],
      }),
    );

    expect(meter.take(['ingest']).writeUnits).toBe(8);
  });

  it('for a write whose condition does not hold: as if it had been made', async () => {
    await put('a', 1500);
    meter.take(['ingest']);

    const isNew = { TableName, ConditionExpression: 'attribute_not_exists(PK)' };
    const Item = itemOf('a', 1500);
    await client.send(new PutItemCommand({ ...isNew, Item })).catch(() => {});
    const TransactItems = [{ Put: { ...isNew, Item } }];
    await client.send(new TransactWriteItemsCommand({ TransactItems })).catch(() => {});

    expect(meter.take(['ingest']).writeUnits).toBe(2 + 4);
  });
});

describe('the meter', () => {
  it('tells of the functions it is asked about, and of what they took since', async () => {
    await put('a', 200);

    expect(meter.take(['recompute']).writeUnits).toBe(0);
    expect(meter.take(['ingest']).writeUnits).toBe(1);
    expect(meter.take(['ingest']).writeUnits).toBe(0);
  });

  it('counts a batch of changes as an invocation of each shard that can have some of it', () => {
    meter.log.info('stream.batch', { consumer: 'RecomputeFunction', records: 0 });
    meter.log.info('stream.batch', { consumer: 'RecomputeFunction', records: 1 });
    meter.log.info('stream.batch', { consumer: 'RecomputeFunction', records: 100 });

    expect(meter.take(['recompute']).invocations).toBe(1 + 4);
  });

  it('counts what a function logs in bytes, with the metrics in it, each once', () => {
    const log = meter.log.with({ function: 'ingest' });
    log.measure('ingest.done', { changed: 2 }, { Polls: 1, Changes: 2 });
    log.measure('ingest.done', { changed: 3 }, { Polls: 1, Changes: 3 });
    const { logBytes, metricHours } = meter.take(['ingest']);

    expect(metricHours).toBe(2);
    expect(logBytes).toBeGreaterThan(2 * 200);
    meter.log.info('of.the.runner', {});
    expect(meter.take(['ingest']).logBytes).toBe(0);
  });
});
