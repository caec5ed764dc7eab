import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  cdkContext,
  functionId,
  type SynthesizedTemplate,
  stackIn,
  templateSchema,
} from '../support/synthesize.ts';

/**
 * What each bundle may weigh in KiB: a little more than it does, so that a dependency which comes along by accident is
 * noticed. Of each, some 195 are the SDK with DynamoDB (SNS 20 more) and 95 are zod; `import { z }` would be 355 more.
 */
const LIMITS_KIB = { ingest: 400, recompute: 350, alert: 370, query: 410 };

/** Everything that the stack gives a function, and what Lambda itself does. */
const ENVIRONMENT = {
  TABLE_NAME: 'table',
  TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:topic',
  PAGE_URL: 'https://example.com',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'key',
  AWS_SECRET_ACCESS_KEY: 'secret',
};

const FOLDERS = ['ingest', 'recompute', 'alert', 'query'] as const;

const assembly = mkdtempSync(join(tmpdir(), 'tidemark-bundles-'));
let template: SynthesizedTemplate;

beforeAll(() => {
  template = templateSchema.parse(Template.fromStack(stackIn(assembly, cdkContext())).toJSON());
  process.stdout.write(sizeTable());
});
afterAll(() => rmSync(assembly, { recursive: true, force: true }));

describe.each(FOLDERS)('the bundle of %s', (folder) => {
  it('is small', () => {
    expect(sourceOf(folder).byteLength / 1024).toBeLessThanOrEqual(LIMITS_KIB[folder]);
  });

  it('reads every variable that the stack gives the function', () => {
    const source = sourceOf(folder).toString('utf8');
    const { Environment } = z
      .object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }) })
      .parse(template.Resources[functionId(template, folder)]?.Properties);

    for (const name of Object.keys(Environment.Variables)) expect(source).toContain(name);
  });

  it('is an ES module that never calls require', () => {
    const source = sourceOf(folder).toString('utf8');

    expect(source).toMatch(/export\s*\{[^}]*\bas handler\b/);
    expect(source).not.toContain('Dynamic require');
  });

  it('holds the credentials of the environment and no other provider', () => {
    const source = sourceOf(folder).toString('utf8');

    expect(source).toContain('AWS_SECRET_ACCESS_KEY');
    for (const provider of ['AWS_CONTAINER_CREDENTIALS', 'AWS_WEB_IDENTITY_TOKEN_FILE']) {
      expect(source).not.toContain(provider);
    }
  });

  it('loads on this Node and exports its handler', () => {
    const url = pathToFileURL(fileOf(folder)).href;
    const script = `process.stdout.write(typeof (await import(${JSON.stringify(url)})).handler)`;

    const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
      env: ENVIRONMENT,
      encoding: 'utf8',
    });

    expect(printed).toBe('function');
  });
});

function fileOf(folder: string): string {
  const { Code } = z
    .object({ Code: z.object({ S3Key: z.string() }) })
    .parse(template.Resources[functionId(template, folder)]?.Properties);
  return join(assembly, `asset.${Code.S3Key.replace(/\.zip$/, '')}`, 'index.mjs');
}

function sourceOf(folder: string): Buffer {
  return readFileSync(fileOf(folder));
}

function sizeTable(): string {
  const lines = FOLDERS.map((folder) => {
    const source = sourceOf(folder);
    const kib = (bytes: number) => (bytes / 1024).toFixed(1).padStart(7);
    return `${folder.padEnd(10)}${kib(source.byteLength)}${kib(gzipSync(source).byteLength)}`;
  });
  return ['', `${'bundle'.padEnd(10)}${'KiB'.padStart(7)}${'gzip'.padStart(7)}`, ...lines, ''].join(
    '\n',
  );
}
