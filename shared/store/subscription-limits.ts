import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { type Instant, instant } from '../domain/observation.ts';
import { toAttributes } from './attributes.ts';
import { type Key, keys } from './keys.ts';
import { type Table, WriteConflict } from './table.ts';

/** Who asks for a confirmation mail to whom, as keyed hashes: neither an address nor an IP is stored. */
export interface Asked {
  readonly address: string;
  readonly network: string;
}

/** Confirmation mails a day (UTC). To one address goes one a day. */
export interface DailyCaps {
  readonly perNetwork: number;
  readonly everybody: number;
}

/** Whether a confirmation mail may be sent, or which limit holds it back. */
export type Allowance =
  | { readonly kind: 'granted'; readonly until: Instant }
  | { readonly kind: 'held-back'; readonly by: Limit };

/** In the order in which they stand in the transaction. */
const LIMITS = ['address', 'network', 'everybody'] as const;
type Limit = (typeof LIMITS)[number];

const DAY_MS = 86_400_000;

/** How often the count is made again when another request was counting at the same moment. */
const ATTEMPTS = 4;

/**
 * Counts a request against every limit, or against none if any of them is reached: one transaction, before anything is sent.
 * A retry is harmless: the SDK's own carries the token of the first, and a request that was counted finds its address held.
 * TTL deletes up to days late, so that each limit also looks at the clock: the address by `until`, the others by their day.
 * @throws WriteConflict when others count at the same moment again and again.
 */
export async function countRequest(
  table: Table,
  asked: Asked,
  now: Date,
  caps: DailyCaps,
): Promise<Allowance> {
  const until = instant(new Date(now.getTime() + DAY_MS));
  const day = now.toISOString().slice(0, 10);
  const TransactItems = [
    hold(table, keys.addressLimit(asked.address), now, until),
    countUp(table, keys.networkLimit(asked.network, day), now, caps.perNetwork),
    countUp(table, keys.dailyLimit(day), now, caps.everybody),
  ];
  for (let attempt = 1; ; attempt += 1) {
    try {
      await table.client.send(new TransactWriteItemsCommand({ TransactItems }));
      return { kind: 'granted', until };
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const by = LIMITS[codesOf(error).indexOf('ConditionalCheckFailed')];
      if (by) return { kind: 'held-back', by };
      if (!codesOf(error).includes('TransactionConflict')) throw error;
      if (attempt === ATTEMPTS) {
        throw new WriteConflict('others are counting at the same moment', { cause: error });
      }
    }
  }
}

/**
 * Frees an address for which nothing could be sent; what was counted beside it stays counted, which bounds how often a service
 * that fails is asked. A retry is harmless: only the hold of this very request is given up.
 */
export async function giveBack(table: Table, address: string, until: Instant): Promise<void> {
  try {
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: toAttributes({ ...keys.addressLimit(address) }),
        UpdateExpression: 'SET #until = :over',
        ConditionExpression: '#until = :until',
        ExpressionAttributeNames: { '#until': 'until' },
        ExpressionAttributeValues: toAttributes({ ':until': until, ':over': OVER }),
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

const OVER = '1970-01-01T00:00:00.000Z';

function hold({ name }: Table, key: Key, now: Date, until: Instant): TransactWriteItem {
  return {
    Update: {
      TableName: name,
      Key: toAttributes({ ...key }),
      UpdateExpression: 'SET #until = :until, expiresAt = :expires',
      ConditionExpression: 'attribute_not_exists(PK) OR #until <= :now',
      ExpressionAttributeNames: { '#until': 'until' },
      ExpressionAttributeValues: toAttributes({
        ':until': until,
        ':now': instant(now),
        ':expires': secondsOf(Date.parse(until)),
      }),
    },
  };
}

function countUp({ name }: Table, key: Key, now: Date, cap: number): TransactWriteItem {
  return {
    Update: {
      TableName: name,
      Key: toAttributes({ ...key }),
      UpdateExpression: 'ADD requests :one SET expiresAt = :expires',
      ConditionExpression: 'attribute_not_exists(PK) OR requests < :cap',
      ExpressionAttributeValues: toAttributes({
        ':one': 1,
        ':cap': cap,
        // Some time within the day after.
        ':expires': secondsOf(now.getTime() + DAY_MS),
      }),
    },
  };
}

function codesOf({ CancellationReasons }: TransactionCanceledException): (string | undefined)[] {
  return CancellationReasons?.map(({ Code }) => Code) ?? [];
}

/** TTL takes seconds since 1970. */
function secondsOf(milliseconds: number): number {
  return Math.ceil(milliseconds / 1000);
}
