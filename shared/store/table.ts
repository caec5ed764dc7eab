import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { TidemarkError } from '../platform/errors.ts';
import { type Attributes, toAttributes } from './attributes.ts';
import type { Key } from './keys.ts';

/** The one table, with the few operations that Tidemark needs of DynamoDB. */
export interface Table {
  readonly client: DynamoDBClient;
  readonly name: string;
}

/** Somebody else wrote first: read again and decide again. */
export class WriteConflict extends TidemarkError {
  constructor(message: string, options: ErrorOptions = {}) {
    super('store.conflict', message, { ...options, retryable: true });
  }
}

/** A write of one item that holds only under a condition. */
export interface ConditionalPut {
  readonly key: Key;
  readonly item: Record<string, unknown>;
  readonly condition?: Condition;
}

export interface Condition {
  readonly expression: string;
  readonly names?: Record<string, string>;
  readonly values?: Record<string, unknown>;
}

export const isNew: Condition = { expression: 'attribute_not_exists(PK)' };

/** DynamoDB's limit of keys in one BatchGetItem. */
const KEYS_PER_BATCH = 100;

/** DynamoDB's limit of actions in one transaction. */
export const ACTIONS_PER_TRANSACTION = 100;

export async function getItem(
  { client, name }: Table,
  key: Key,
  { consistent = false } = {},
): Promise<Attributes | undefined> {
  const { Item } = await client.send(
    new GetItemCommand({
      TableName: name,
      Key: toAttributes({ ...key }),
      ConsistentRead: consistent,
    }),
  );
  return Item;
}

/** Any number of keys, a hundred at a time; asks again for what DynamoDB left unprocessed. Items come in no order. */
export async function getItems(
  { client, name }: Table,
  wanted: readonly Key[],
): Promise<Attributes[]> {
  const items: Attributes[] = [];
  let left = wanted.map((key) => toAttributes({ ...key }));
  while (left.length > 0) {
    const Keys = left.slice(0, KEYS_PER_BATCH);
    const answer = await client.send(
      new BatchGetItemCommand({ RequestItems: { [name]: { Keys } } }),
    );
    items.push(...(answer.Responses?.[name] ?? []));
    left = [...(answer.UnprocessedKeys?.[name]?.Keys ?? []), ...left.slice(KEYS_PER_BATCH)];
  }
  return items;
}

export interface Range {
  readonly partition: string;
  /** Items whose sort key begins with this text, or lies between two texts; all of them when left out. */
  readonly sortKey?: { readonly prefix: string } | { readonly between: readonly [string, string] };
  /** The paths of what is wanted of each item; all of it when left out. What is left out is read and charged, and not sent. */
  readonly attributes?: readonly (readonly string[])[];
  readonly newestFirst?: boolean;
  readonly limit?: number;
  readonly consistent?: boolean;
}

/** All items of a range, page after page, or the first `limit` of them. */
export async function query({ client, name }: Table, range: Range): Promise<Attributes[]> {
  const { condition, values } = sortKeyCondition(range.sortKey);
  const items: Attributes[] = [];
  let ExclusiveStartKey: Attributes | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: `PK = :partition${condition}`,
        ExpressionAttributeValues: toAttributes({ ':partition': range.partition, ...values }),
        ScanIndexForward: !range.newestFirst,
        ConsistentRead: range.consistent ?? false,
        ...(range.attributes ? projection(range.attributes) : {}),
        ...(range.limit ? { Limit: range.limit - items.length } : {}),
        ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
      }),
    );
    items.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey && (!range.limit || items.length < range.limit));
  return items;
}

/** Every name by an alias: many are words of DynamoDB's own, or have a hyphen. */
function projection(paths: readonly (readonly string[])[]) {
  const names = [...new Set(paths.flat())];
  const alias = (name: string): string => `#n${names.indexOf(name)}`;
  return {
    ProjectionExpression: paths.map((path) => path.map(alias).join('.')).join(', '),
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [alias(name), name])),
  };
}

/** @throws WriteConflict when the condition does not hold. */
export async function putItem({ client, name }: Table, put: ConditionalPut): Promise<void> {
  try {
    await client.send(new PutItemCommand(putRequest(name, put)));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    throw new WriteConflict(`${put.key.PK} / ${put.key.SK} was written by somebody else`, {
      cause: error,
    });
  }
}

/**
 * All of the writes or none.
 * @throws WriteConflict when a condition does not hold or another transaction is at the same items.
 */
export async function writeTogether(
  table: Table,
  puts: readonly ConditionalPut[],
  checks: readonly { readonly key: Key; readonly condition: Condition }[] = [],
): Promise<void> {
  if (puts.length === 0) return;
  const TransactItems: TransactWriteItem[] = [
    ...puts.map((put) => ({ Put: putRequest(table.name, put) })),
    ...checks.map(({ key, condition }) => ({
      ConditionCheck: {
        TableName: table.name,
        Key: toAttributes({ ...key }),
        ConditionExpression: condition.expression,
        ...conditionInput(condition),
      },
    })),
  ];
  try {
    await table.client.send(new TransactWriteItemsCommand({ TransactItems }));
  } catch (error) {
    if (!(error instanceof TransactionCanceledException) || !isConflict(error)) throw error;
    throw new WriteConflict('somebody else wrote one of the items first', { cause: error });
  }
}

function isConflict(error: TransactionCanceledException): boolean {
  const codes = error.CancellationReasons?.map(({ Code }) => Code) ?? [];
  return codes.includes('ConditionalCheckFailed') || codes.includes('TransactionConflict');
}

function putRequest(TableName: string, { key, item, condition }: ConditionalPut) {
  return {
    TableName,
    Item: toAttributes({ ...item, ...key }),
    ...(condition
      ? { ConditionExpression: condition.expression, ...conditionInput(condition) }
      : {}),
  };
}

function conditionInput({ names, values }: Condition) {
  return {
    ...(names ? { ExpressionAttributeNames: names } : {}),
    ...(values ? { ExpressionAttributeValues: toAttributes(values) } : {}),
  };
}

function sortKeyCondition(sortKey: Range['sortKey']): {
  condition: string;
  values: Record<string, string>;
} {
  if (!sortKey) return { condition: '', values: {} };
  if ('prefix' in sortKey) {
    return { condition: ' AND begins_with(SK, :prefix)', values: { ':prefix': sortKey.prefix } };
  }
  const [from, to] = sortKey.between;
  return { condition: ' AND SK BETWEEN :from AND :to', values: { ':from': from, ':to': to } };
}
