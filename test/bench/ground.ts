import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTable, startDatabase } from '../../infra/local/database.ts';
import { synthesize } from '../../infra/local/template.ts';
import { createLogger } from '../../shared/platform/logger.ts';
import type { Table } from '../../shared/store/table.ts';
import { countUnits, type Units } from './units.ts';

/** The deployed table on the embedded database, empty, and what is taken of it. */
export interface Ground {
  readonly table: Table;
  /** Where the database is. */
  readonly url: string;
  /** What the table's client takes while something is done; only then is anything counted, so that timing is undisturbed. */
  counting<T>(of: () => Promise<T>): Promise<Units & { readonly result: T }>;
}

/** Lends a table of its own, in memory, for as long as something is measured on it. */
export async function onGround<T>(measure: (ground: Ground) => Promise<T>): Promise<T> {
  useLocalCredentials();
  const database = await startDatabase(undefined, undefined);
  const { url } = database;
  const client = new DynamoDBClient({ endpoint: url });
  const name = 'Tidemark';
  try {
    await createTable(client, name, synthesize({}));
    return await measure({
      table: { client, name },
      url,
      counting: (of) => countUnits(client, of),
    });
  } finally {
    client.destroy();
    await database.stop();
  }
}

/** The emulator takes any credentials, and the SDK wants some. */
function useLocalCredentials(): void {
  process.env['AWS_REGION'] ??= 'us-east-1';
  process.env['AWS_ACCESS_KEY_ID'] ??= 'local';
  process.env['AWS_SECRET_ACCESS_KEY'] ??= 'local';
}

export const silentLog = createLogger(() => {});
