import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from '../domain/zod.ts';
import { type Attributes, fromAttributes, toAttributes } from './attributes.ts';
import { keys } from './keys.ts';
import { isNew, putItem, type Table, WriteConflict } from './table.ts';

const itemSchema = z.object({
  awaited: z.array(z.string()),
  ended: z.record(z.string(), z.string()),
});

/** The first polls of a deployment: which sources are awaited, and how those that ended did, in words. */
export type FirstDeployment = z.infer<typeof itemSchema>;

/** A retry is harmless: what is awaited is written once, and what has ended since stays. */
export async function awaitFirstPolls(table: Table, awaited: readonly string[]): Promise<void> {
  try {
    const item = { awaited, ended: {} };
    await putItem(table, { key: keys.firstDeployment, item, condition: isNew });
  } catch (error) {
    if (!(error instanceof WriteConflict)) throw error;
  }
}

/**
 * Notes how a first poll ended, unless that is noted; answers how all of them stand, or nothing where none are awaited.
 * A retry is harmless: the first note stays, and the retry is answered as it was.
 */
export async function noteFirstPoll(
  { client, name }: Table,
  source: string,
  words: string,
): Promise<FirstDeployment | undefined> {
  try {
    const { Attributes } = await client.send(
      new UpdateItemCommand({
        TableName: name,
        Key: toAttributes({ ...keys.firstDeployment }),
        UpdateExpression: 'SET ended.#source = if_not_exists(ended.#source, :words)',
        ConditionExpression: 'attribute_exists(PK)',
        ExpressionAttributeNames: { '#source': source },
        ExpressionAttributeValues: toAttributes({ ':words': words }),
        ReturnValues: 'ALL_NEW',
      }),
    );
    return fromAttributes(itemSchema, Attributes as Attributes);
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}
