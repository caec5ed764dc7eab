import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { Logger } from './logger.ts';

/**
 * Answers for a batch of stream records of which some groups failed. Lambda takes the lowest sequence number reported as its
 * checkpoint and hands out everything from there again, so one failed group may bring others back: handlers are
 * idempotent.
 */
export async function handleGroups(
  event: DynamoDBStreamEvent,
  groupOf: (record: DynamoDBRecord) => string | undefined,
  handle: (group: string, records: readonly DynamoDBRecord[]) => Promise<void>,
  log: Logger,
): Promise<DynamoDBBatchResponse> {
  const groups = new Map<string, DynamoDBRecord[]>();
  for (const record of event.Records) {
    const group = groupOf(record);
    if (group === undefined) continue;
    groups.set(group, [...(groups.get(group) ?? []), record]);
  }
  const failures: string[] = [];
  for (const [group, records] of groups) {
    try {
      await handle(group, records);
    } catch (error) {
      log.error('stream.group-failed', error, { group });
      failures.push(sequenceNumberOf(records));
    }
  }
  return { batchItemFailures: failures.map((itemIdentifier) => ({ itemIdentifier })) };
}

/** The first record of the group: everything of the group comes again. */
function sequenceNumberOf(records: readonly DynamoDBRecord[]): string {
  return records[0]?.dynamodb?.SequenceNumber ?? '';
}

/** The partition and sort key of a stream record, or undefined for a record without them. */
export function keyOf(record: DynamoDBRecord): { PK: string; SK: string } | undefined {
  const PK = record.dynamodb?.Keys?.['PK']?.S;
  const SK = record.dynamodb?.Keys?.['SK']?.S;
  return PK === undefined || SK === undefined ? undefined : { PK, SK };
}
