import { type AttributeValue, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { itemBytes } from './request-units.ts';

/** An item of the table, by its key. */
export interface StoredItem {
  readonly PK: string;
  readonly SK: string;
  readonly bytes: number;
}

/** Everything that is in the table of a local run. */
export async function storedItems(endpoint: string): Promise<StoredItem[]> {
  const client = new DynamoDBClient({ endpoint });
  const items: StoredItem[] = [];
  let start: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName: 'Tidemark', ExclusiveStartKey: start }),
    );
    items.push(...(page.Items ?? []).map(storedItem));
    start = page.LastEvaluatedKey;
  } while (start);
  client.destroy();
  return items;
}

function storedItem(item: Record<string, AttributeValue>): StoredItem {
  return { PK: item['PK']?.S ?? '', SK: item['SK']?.S ?? '', bytes: itemBytes(item) };
}

/** The items of a pair whose sort key begins with a text. */
export function itemsOfPair(items: readonly StoredItem[], pair: string, prefix = ''): StoredItem[] {
  return items.filter(({ PK, SK }) => PK === `PAIR#${pair}` && SK.startsWith(prefix));
}

export function bytesOf(items: readonly StoredItem[]): number {
  return items.reduce((sum, { bytes }) => sum + bytes, 0);
}
