import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type Bundle, type Bundles, bundleFunctions, sizeTable } from '../../infra/bundles.ts';
import { FUNCTION_FOLDERS, type FunctionFolder } from '../../infra/function-folders.ts';
import { ENVIRONMENT, EVENTS, requestTo } from '../support/bundle-events.ts';
import { embeddedDatabase } from '../support/embedded-database.ts';
import { functionId, synthesize } from '../support/synthesize.ts';

const database = embeddedDatabase();
const outdir = mkdtempSync(join(tmpdir(), 'tidemark-bundles-'));
const template = synthesize();
let bundles: Bundles;

beforeAll(async () => {
  bundles = await bundleFunctions(outdir);
  process.stdout.write(`\n${sizeTable(bundles)}`);
});
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

describe.each(FUNCTION_FOLDERS)('the bundle of %s', (folder) => {
  it('weighs what is measured of it, and no more than it may', () => {
    const { path, bytesAtStart, bytesOfLargestPart } = bundleOf(folder);
    const bytes = modulesIn(path).map((file) => readFileSync(join(path, file)).byteLength);

    expect(bytesAtStart).toBeLessThanOrEqual(300_000);
    expect(bytesAtStart + bytesOfLargestPart).toBeLessThanOrEqual(320_000);
    expect(bytesAtStart).toBeGreaterThanOrEqual(Math.max(...bytes));
    expect(bytesAtStart + bytesOfLargestPart).toBeLessThanOrEqual(
      bytes.reduce((sum, of) => sum + of, 0),
    );
  });

  it('reads every variable that the stack gives the function', () => {
    const source = sourceOf(folder).toString('utf8');
    const { Environment } = z
      .object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }) })
      .parse(template.Resources[functionId(template, folder)]?.Properties);

    for (const name of Object.keys(Environment.Variables)) {
      // One for each source that takes a key; the source's name is put behind.
      expect(source).toContain(name.replace(/^(API_KEY_PARAMETER_).*/, '$1'));
    }
  });

  it('is deployed with its parts and the files that it reads alone, without a source map', () => {
    const { path } = bundleOf(folder);
    const assets = join('functions', folder, 'assets');
    for (const file of readdirSync(path).filter((name) => name !== 'assets')) {
      expect(file).toMatch(/^(index|part-[A-Z0-9]{8})[.]mjs$/);
    }
    expect(existsSync(join(path, 'assets'))).toBe(existsSync(assets));
    if (existsSync(assets)) expect(readdirSync(join(path, 'assets'))).toEqual(readdirSync(assets));
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

  it('holds no event streams', () => {
    const source = sourceOf(folder).toString('utf8');

    expect(source).not.toContain('@smithy/core/event-streams');
  });

  it('holds no endpoint discovery', () => {
    expect(sourceOf(folder).toString('utf8')).not.toContain('mnemonist');
    expect(sourceOf(folder).toString('utf8')).toContain('endpoint discovery cannot be switched on');
  });

  it.each([
    ['partitions', 'us-gov-west-1'],
    ['errors of backups and tables', 'BackupInUseException'],
    ['errors of phones', 'OptedOutException'],
    ['adaptive retry mode', 'minFillRate'],
    ['files of settings', 'AWS_CONFIG_FILE'],
    ['metadata of instances', '/latest/meta-data/placement/region'],
    ['signing of events', 'Int64 buffers must be exactly 8 bytes'],
    ['manifest of the SDK', 'devDependencies'],
    ['addresses of buckets', 'Path-style addressing cannot be used with ARN buckets'],
    ['dates of HTTP', 'Invalid RFC-7231 date-time value'],
    ['mounting of other applications', 'mount(): Duplicate path parameter'],
    ['forms as bodies', 'multipart/form-data'],
    ['store of invocations', 'AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA'],
  ])('holds no %s', (_, sign) => {
    expect(sourceOf(folder).toString('utf8')).not.toContain(sign);
  });

  it("holds no SHA-256 of its own beside Node's", () => {
    // The first of the constants that the algorithm begins with (FIPS 180-4, 4.2.2).
    expect(sourceOf(folder).toString('utf8')).not.toContain(String(0x428a2f98));
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

  it('answers an event, against a real table', async () => {
    const { event, answer } = EVENTS[folder];

    expect(await handled(folder, event)).toEqual({ answer });
  });
});

it('the pages and charts are a part of query, which answers on an empty table', async () => {
  const answer = expect.objectContaining({
    statusCode: 200,
    headers: expect.objectContaining({ 'content-type': 'text/html; charset=utf-8' }),
    body: expect.stringContaining('No pair is watched yet'),
  });

  expect(await handled('query', requestTo('/'))).toEqual({ answer });
  expect(readFileSync(fileOf('query'), 'utf8').includes('No pair is watched yet')).toBe(false);
});

/** What a bundle answers to an event, in a process of its own, over an empty table. */
async function handled(folder: FunctionFolder, event: unknown): Promise<unknown> {
  const table = await database.freshTable();
  const url = pathToFileURL(fileOf(folder)).href;
  const script = `
    const { handler } = await import(${JSON.stringify(url)});
    const answer = await handler(${JSON.stringify(event)}, {});
    process.stdout.write('\\n' + JSON.stringify({ answer }));`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', script],
    {
      env: { ...ENVIRONMENT, TABLE_NAME: table.name, AWS_ENDPOINT_URL_DYNAMODB: table.url },
    },
  );
  return JSON.parse(stdout.split('\n').at(-1) ?? '');
}

function bundleOf(folder: FunctionFolder): Bundle {
  const found = bundles.get(folder);
  if (!found) throw new Error(`functions/${folder} was not bundled`);
  return found;
}

function fileOf(folder: FunctionFolder): string {
  return join(bundleOf(folder).path, 'index.mjs');
}

/** All that is deployed of a function. */
function sourceOf(folder: FunctionFolder): Buffer {
  const { path } = bundleOf(folder);
  return Buffer.concat(modulesIn(path).map((file) => readFileSync(join(path, file))));
}

function modulesIn(path: string): string[] {
  return readdirSync(path).filter((file) => file.endsWith('.mjs'));
}

it('the query function finds the files that it reads beside what it loads', async () => {
  const script = `
    const { handler } = await import(${JSON.stringify(pathToFileURL(fileOf('query')).href)});
    const asked = ${JSON.stringify([requestTo('/v1/openapi.json'), requestTo('/docs')])};
    const answers = await Promise.all(asked.map((event) => handler(event)));
    process.stdout.write(JSON.stringify(answers.map(({ statusCode }) => statusCode)));`;

  const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    env: ENVIRONMENT,
    encoding: 'utf8',
  });

  expect(printed).toBe('[200,200]');
});

it('a function over its budget stops the build, with what it loads and may load', async () => {
  const tight = bundleFunctions(join(outdir, 'tight'), { mostAtStartKb: 100 });

  await expect(tight).rejects.toThrow(
    /^functions\/ingest loads \d+\.\d KB at start, and may load 100/,
  );
});

it('source maps are made when they are asked for', async () => {
  const path = join(outdir, 'maps');
  const mapped = await bundleFunctions(path, { sourceMaps: true });

  expect(readdirSync(mapped.get('alert')?.path ?? '')).toContain('index.mjs.map');
});
