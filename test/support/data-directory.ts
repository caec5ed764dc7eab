import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AttributeValue,
  DynamoDBClient,
  ScanCommand,
  type ScanCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll } from 'vitest';
import { startDatabase } from '../../infra/local/database.ts';

const directories: string[] = [];
afterAll(() => {
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
});

/** An empty directory that is gone after the file's tests. */
export function givenDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'tidemark-test-'));
  directories.push(directory);
  return directory;
}

/** Every item of the table kept in a directory, by key, once nobody else has it open. */
export async function tableIn(directory: string): Promise<Record<string, unknown>> {
  const database = await startDatabase(directory, undefined);
  const client = new DynamoDBClient({
    endpoint: database.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  try {
    const items: [string, unknown][] = [];
    let start: Record<string, AttributeValue> | undefined;
    do {
      const page: ScanCommandOutput = await client.send(
        new ScanCommand({ TableName: 'Tidemark', ExclusiveStartKey: start }),
      );
      for (const attributes of page.Items ?? []) {
        const item = unmarshall(attributes, { wrapNumbers: (text: string) => text });
        items.push([`${item['PK']} ${item['SK']}`, item]);
      }
      start = page.LastEvaluatedKey;
    } while (start);
    return Object.fromEntries(items.sort(([a], [b]) => (a < b ? -1 : 1)));
  } finally {
    client.destroy();
    await database.stop();
  }
}
