import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';

const client = new DynamoDBClient();

/** The smallest function there could be that reads the table. */
export async function handler({ PK, SK }: { PK: string; SK: string }): Promise<unknown> {
  const { Item } = await client.send(
    new GetItemCommand({
      TableName: process.env['TABLE_NAME'],
      Key: { PK: { S: PK }, SK: { S: SK } },
    }),
  );
  return Item;
}
