import { randomUUID } from 'node:crypto';
import { type AttributeValue, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll } from 'vitest';
import { createTable, type Database, startDatabase } from '../../infra/local/database.ts';
import type { Template } from '../../infra/local/template-resources.ts';
import type { Table } from '../../shared/store/table.ts';
import { type Calls, countCalls } from './faults.ts';

/** What the deployed table is made of, as far as it matters here; a test holds it against the synthesized template. */
export const TABLE_PROPERTIES = {
  AttributeDefinitions: [
    { AttributeName: 'PK', AttributeType: 'S' },
    { AttributeName: 'SK', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'PK', KeyType: 'HASH' },
    { AttributeName: 'SK', KeyType: 'RANGE' },
  ],
  BillingMode: 'PAY_PER_REQUEST',
  StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
};
const TEMPLATE: Template = {
  Resources: {
    Table: { Type: 'AWS::DynamoDB::GlobalTable', Properties: TABLE_PROPERTIES, Metadata: {} },
  },
};

/** An empty table of its own, whose client's calls are counted. */
export interface TestTable extends Table {
  readonly url: string;
  readonly streamArn: string;
  readonly calls: Calls;
  /** Everything in it, by key, without being counted. */
  items(): Promise<StoredItem[]>;
}

/** An item as it is stored, numbers as their exact text. */
type StoredItem = Record<string, unknown> & { readonly PK: string; readonly SK: string };

/**
 * One database for the tests of a file, in memory: the embedded one, or the DynamoDB that TIDEMARK_TEST_DYNAMODB names, such
 * as Amazon's DynamoDB Local, for a second opinion.
 */
export function embeddedDatabase(): { freshTable(): Promise<TestTable> } {
  withLocalCredentials();
  let database: Database | undefined;
  const clients: DynamoDBClient[] = [];
  beforeAll(async () => {
    database = await startDatabase(undefined, process.env['TIDEMARK_TEST_DYNAMODB']);
  });
  afterAll(async () => {
    for (const client of clients) client.destroy();
    await database?.stop();
  });

  return {
    async freshTable() {
      if (!database) throw new Error('a table can be had once the tests run');
      const { url } = database;
      const [client, onlooker] = [
        new DynamoDBClient({ endpoint: url }),
        new DynamoDBClient({ endpoint: url }),
      ];
      clients.push(client, onlooker);
      const calls = countCalls();
      calls.watch(client);
      const name = `Test-${randomUUID()}`;
      const { streamArn } = await createTable(onlooker, name, TEMPLATE);
      return { client, name, url, streamArn, calls, items: () => itemsOf(onlooker, name) };
    },
  };
}

/** The emulators take any credentials, and the SDK wants some. */
export function withLocalCredentials(): void {
  process.env['AWS_REGION'] ??= 'us-east-1';
  process.env['AWS_ACCESS_KEY_ID'] ??= 'local';
  process.env['AWS_SECRET_ACCESS_KEY'] ??= 'local';
}

async function itemsOf(client: DynamoDBClient, TableName: string): Promise<StoredItem[]> {
  const items: StoredItem[] = [];
  let start: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName, ConsistentRead: true, ExclusiveStartKey: start }),
    );
    items.push(...(page.Items ?? []).map(storedItem));
    start = page.LastEvaluatedKey;
  } while (start);
  return items.toSorted((a, b) => (`${a.PK} ${a.SK}` < `${b.PK} ${b.SK}` ? -1 : 1));
}

function storedItem(attributes: Record<string, AttributeValue>): StoredItem {
  const plain = unmarshall(attributes, { wrapNumbers: (text: string) => text });
  return { ...plain, PK: String(plain['PK']), SK: String(plain['SK']) };
}
