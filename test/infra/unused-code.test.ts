import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { BUNDLING } from '../../infra/bundles.ts';

type Sdk = typeof import('@aws-sdk/client-dynamodb') & typeof import('@aws-sdk/client-sns');

interface Reply {
  readonly status: number;
  readonly body: string;
}

const outdir = mkdtempSync(join(tmpdir(), 'tidemark-sdk-'));
const outfile = join(outdir, 'sdk.mjs');
const replies: Reply[] = [];
const asked: IncomingHttpHeaders[] = [];
let sdk: Sdk;
let service: Server;

/** Clients as they are bundled, and a service that answers what it is told to. */
beforeAll(async () => {
  await build({
    stdin: {
      contents: `export { ConditionalCheckFailedException, DynamoDBClient, DynamoDBServiceException, GetItemCommand, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
        export { InvalidParameterException, PublishCommand, SNSClient } from '@aws-sdk/client-sns';`,
      resolveDir: import.meta.dirname,
    },
    ...BUNDLING,
    splitting: false,
    outfile,
  });
  sdk = await import(pathToFileURL(outfile).href);
  service = createServer((request, response) => {
    asked.push(request.headers);
    const { status, body } = replies.shift() ?? { status: 200, body: '{}' };
    request.resume().on('end', () => response.writeHead(status).end(body));
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  service.close();
  rmSync(outdir, { recursive: true });
});

const settings = () => ({
  endpoint: `http://127.0.0.1:${(service.address() as AddressInfo).port}`,
  region: 'eu-west-1',
  credentials: { accessKeyId: 'A', secretAccessKey: 'B' },
});

async function whenAnswered(...given: readonly Reply[]): Promise<unknown> {
  replies.splice(0, Number.POSITIVE_INFINITY, ...given);
  const client = new sdk.DynamoDBClient(settings());
  const command = new sdk.GetItemCommand({ TableName: 'T', Key: { PK: { S: 'A' } } });
  return client.send(command).catch((error: unknown) => error);
}

const refusal = (type: string, more: object = {}, status = 400): Reply => ({
  status,
  body: JSON.stringify({
    __type: `com.amazonaws.dynamodb.v20120810#${type}`,
    message: 'no',
    ...more,
  }),
});

describe('the SDK as it is bundled', () => {
  it('knows the errors that are told apart, with what they carry', async () => {
    const reasons = [{ Code: 'ConditionalCheckFailed' }, { Code: 'None' }];
    const cancelled = await whenAnswered(
      refusal('TransactionCanceledException', { CancellationReasons: reasons }),
    );

    expect(await whenAnswered(refusal('ConditionalCheckFailedException'))).toBeInstanceOf(
      sdk.ConditionalCheckFailedException,
    );
    expect(cancelled).toBeInstanceOf(sdk.TransactionCanceledException);
    expect(cancelled).toMatchObject({ CancellationReasons: reasons, message: 'no' });
  });

  it('gives any other error its name', async () => {
    const error = await whenAnswered(refusal('BackupInUseException'));

    expect(error).toBeInstanceOf(sdk.DynamoDBServiceException);
    expect(error).toMatchObject({ name: 'BackupInUseException', message: 'no' });
  });

  it('tries again what was refused for the moment', async () => {
    const answer = await whenAnswered(
      refusal('ProvisionedThroughputExceededException'),
      refusal('InternalServerError', {}, 500),
      { status: 200, body: JSON.stringify({ Item: { N: { N: '1' } } }) },
    );

    expect(answer).toMatchObject({ Item: { N: { N: '1' } } });
  });

  it('knows what SNS refuses', async () => {
    replies.push({
      status: 400,
      body: '<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>InvalidParameter</Code><Message>Invalid parameter: Subject</Message></Error></ErrorResponse>',
    });
    const refused = new sdk.SNSClient(settings()).send(
      new sdk.PublishCommand({ TopicArn: 'arn:aws:sns:eu-west-1:0:T', Message: 'M' }),
    );

    await expect(refused).rejects.toThrow(sdk.InvalidParameterException);
    await expect(refused).rejects.toThrow('Invalid parameter: Subject');
  });

  it('says its version, and hands on the trace of the invocation, by which Lambda finds loops', async () => {
    vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'alert');
    vi.stubEnv('_X_AMZN_TRACE_ID', 'Root=1-2-3;Lineage=4');
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    await whenAnswered();

    expect(asked.at(-1)?.['x-amzn-trace-id']).toBe('Root=1-2-3;Lineage=4');
    expect(asked.at(-1)?.['user-agent']).toMatch(/aws-sdk-js\/3\.\d+\.\d+ .*api\/dynamodb/);
  });
});
