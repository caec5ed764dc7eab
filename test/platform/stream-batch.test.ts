import type { DynamoDBRecord } from 'aws-lambda';
import { expect, test } from 'vitest';
import { handleGroups, keyOf } from '../../shared/platform/stream-batch.ts';
import { listeningLogger } from '../support/logs.ts';

const { log } = listeningLogger();

/** Records numbered from 1, each of the pair that is named. */
function recordsOf(...pairs: string[]): DynamoDBRecord[] {
  return pairs.map((PK, index) => ({
    dynamodb: {
      SequenceNumber: `${index + 1}`,
      Keys: { PK: { S: PK }, SK: { S: `OBS#${index}` } },
    },
  }));
}

const byPair = (record: DynamoDBRecord) => keyOf(record)?.PK;

test('each group is handled once, with all its records in their order', async () => {
  const handled: [string, (string | undefined)[]][] = [];
  const answer = await handleGroups(
    { Records: recordsOf('XA-XB', 'XA-XC', 'XA-XB') },
    byPair,
    async (pair, records) => {
      handled.push([pair, records.map(({ dynamodb }) => dynamodb?.SequenceNumber)]);
    },
    log,
  );

  expect(handled).toEqual([
    ['XA-XB', ['1', '3']],
    ['XA-XC', ['2']],
  ]);
  expect(answer).toEqual({ batchItemFailures: [] });
});

test('a group that fails is reported by its first record, and the others are handled all the same', async () => {
  const handled: string[] = [];
  const { log: listened, events } = listeningLogger();
  const answer = await handleGroups(
    { Records: recordsOf('XA-XB', 'XA-XC', 'XA-XD', 'XA-XC', 'XA-XE') },
    byPair,
    async (pair) => {
      if (pair === 'XA-XC' || pair === 'XA-XE') throw new Error(`${pair} cannot be handled`);
      handled.push(pair);
    },
    listened,
  );

  expect(handled).toEqual(['XA-XB', 'XA-XD']);
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }, { itemIdentifier: '5' }] });
  expect(events()).toEqual(['stream.group-failed', 'stream.group-failed']);
});

test('records of no group are passed over', async () => {
  const handled: string[] = [];
  const answer = await handleGroups(
    { Records: [{ dynamodb: { SequenceNumber: '1' } }, {}, ...recordsOf('XA-XB')] },
    byPair,
    async (pair) => {
      handled.push(pair);
    },
    log,
  );

  expect(handled).toEqual(['XA-XB']);
  expect(answer).toEqual({ batchItemFailures: [] });
});

test('a failing record without a number fails the whole batch, as an empty identifier does on Lambda', async () => {
  const answer = await handleGroups(
    { Records: [{ dynamodb: { Keys: { PK: { S: 'XA-XB' }, SK: { S: 'OBS#1' } } } }] },
    byPair,
    () => Promise.reject(new Error('it cannot be handled')),
    log,
  );

  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '' }] });
});

test.each([
  [
    { PK: { S: 'P' }, SK: { S: 'S' } },
    { PK: 'P', SK: 'S' },
  ],
  [{ PK: { S: 'P' } }, undefined],
  [{ PK: { S: 'P' }, SK: { N: '1' } }, undefined],
])('the key of a record with %j is %j', (Keys, key) => {
  expect(keyOf({ dynamodb: { Keys } })).toEqual(key);
});
