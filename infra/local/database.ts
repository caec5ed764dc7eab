import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { systemClock } from '../../shared/platform/clock.ts';
import { LocalError } from './local-error.ts';
import { only } from './physical-resources.ts';
import type { Template } from './template-resources.ts';

/** The embedded DynamoDB. */
export interface Database {
  readonly url: string;
  stop(): Promise<void>;
}

const STARTS_WITHIN_MS = 10_000;

/** Starts dynoxide on a free port, in memory or on a file of `directory`, or takes the DynamoDB that is named by `given`. */
export async function startDatabase(
  directory: string | undefined,
  given: string | undefined,
): Promise<Database> {
  if (given) return { url: given, stop: async () => {} };
  const port = await freePort();
  const options = ['--port', String(port)];
  if (directory) options.push('--db-path', join(directory, 'dynamodb.sqlite'));
  const guard = join(import.meta.dirname, 'child-guard.ts');
  const child = spawn(process.execPath, [guard, binary(), ...options], {
    stdio: ['pipe', 'ignore', 'inherit'],
    // A process group of its own: the terminal's Ctrl-C is for the runner, which stops this last.
    detached: true,
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    child.stdin?.end();
    await gone;
  };
  try {
    await answering(url, () => child.exitCode !== null);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

/** Creates the table that the template describes, unless it is there. */
export async function createTable(
  client: DynamoDBClient,
  TableName: string,
  template: Template,
): Promise<{ streamArn: string }> {
  const [, { Properties }] = only(template, 'AWS::DynamoDB::GlobalTable');
  const table = tableSchema.parse(Properties);
  try {
    await client.send(
      new CreateTableCommand({
        TableName,
        AttributeDefinitions: table.AttributeDefinitions,
        KeySchema: table.KeySchema,
        BillingMode: table.BillingMode,
        StreamSpecification: { StreamEnabled: true, ...table.StreamSpecification },
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  return { streamArn: Table?.LatestStreamArn ?? '' };
}

const tableSchema = z.object({
  AttributeDefinitions: z.array(
    z.object({ AttributeName: z.string(), AttributeType: z.literal('S') }),
  ),
  KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) })),
  BillingMode: z.literal('PAY_PER_REQUEST'),
  StreamSpecification: z.object({ StreamViewType: z.enum(['NEW_IMAGE', 'NEW_AND_OLD_IMAGES']) }),
});

/** @throws LocalError where no build of dynoxide fits this machine. */
function binary(): string {
  const platform = `${process.platform}-${process.arch}`;
  const file = process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide';
  try {
    const manifest = createRequire(import.meta.url).resolve(`@dynoxide/${platform}/package.json`);
    const path = join(manifest, '..', file);
    if (existsSync(path)) return path;
  } catch {
    // No such package here: said below.
  }
  throw new LocalError(
    `There is no embedded DynamoDB for ${platform}: run npm ci again with optional dependencies, or start a DynamoDB Local ` +
      'yourself and set AWS_ENDPOINT_URL_DYNAMODB to its URL.',
  );
}

async function answering(url: string, hasDied: () => boolean): Promise<void> {
  const deadline = Date.now() + STARTS_WITHIN_MS;
  while (Date.now() < deadline && !hasDied()) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer) return;
    await systemClock.sleep(25);
  }
  throw new LocalError(
    `The embedded DynamoDB did not start; if a --data directory was given, look whether its dynamodb.sqlite is readable.`,
  );
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
