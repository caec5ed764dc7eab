import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { Validator } from '@seriousme/openapi-schema-validator';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { CONTRACTS } from '../../../functions/query/contracts.ts';
import { FOREIGN_ROUTES } from '../../../functions/query/foreign-routes.ts';
import { openApiDocument } from '../../../functions/query/reference/document.ts';
import { PROBLEMS } from '../../../functions/query/reference/problem-words.ts';
import { RESPONSES } from '../../../functions/query/reference/responses.ts';
import { referenceFiles } from '../../../functions/query/reference/write.ts';
import { problemAnswer } from '../../support/answers.ts';
import { embeddedDatabase } from '../../support/embedded-database.ts';
import { type AskedApp, givenSeveralReleases, queryOver } from '../../support/query.ts';

const database = embeddedDatabase();
let query: AskedApp;
beforeAll(async () => {
  const table = await database.freshTable();
  await givenSeveralReleases(table);
  query = queryOver(table);
});

const served = (name: string): string =>
  readFileSync(new URL(`../../../functions/query/assets/${name}`, import.meta.url), 'utf8');

const files = await referenceFiles();

describe('the reference', () => {
  it.each(Object.entries(files))(
    'serves a %s that is made of the contracts as they are (else: npm run reference)',
    (name, text) => {
      expect(served(name)).toBe(text);
    },
  );

  it('is a valid OpenAPI 3.1 document', async () => {
    const { valid, errors } = await new Validator().validate(await openApiDocument());
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
  });

  it('is served under the paths that it has itself', async () => {
    const document = await query.app.request('/v1/openapi.json');
    const page = await query.app.request('/docs');

    expect(document.headers.get('content-type')).toBe('application/json');
    expect(Object.keys(documentSchema.parse(await document.json()).paths)).toEqual([
      ...new Set(
        [...Object.values(CONTRACTS), ...Object.values(FOREIGN_ROUTES)].map(({ path }) => path),
      ),
    ]);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  it('has words and an example for every parameter', async () => {
    const { paths } = documentSchema.parse(await openApiDocument());
    for (const { name, description, example } of Object.values(paths)
      .flatMap((item) => Object.values(item))
      .flatMap(({ parameters }) => parameters)) {
      expect(description.length, name).toBeGreaterThan(10);
      if (name !== 'If-None-Match') expect(example, name).toBeDefined();
    }
  });
});

const parameterSchema = z.object({
  name: z.string(),
  description: z.string(),
  example: z.unknown().optional(),
});
const documentSchema = z.object({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.object({ parameters: z.array(parameterSchema) })),
  ),
});

const posted = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

describe('the examples of problems', () => {
  const long = `/v1/pairs?x=${'x'.repeat(8000)}`;
  it.each([
    ['BadParameter', '/v1/alerts?limit=ten', {}],
    ['Unknown', '/v1/pairs/XA-XB/observations/tariffs', {}],
    ['MethodNotAllowed', '/v1/pairs', { method: 'POST' }],
    ['NotAcceptable', '/v1/pairs', { headers: { accept: 'text/html' } }],
    ['UriTooLong', long, {}],
    ['BadBody', '/v1/rules/preview', posted({ pair: 'XA-XB', metric: 'balance' })],
    ['MissingInput', '/v1/what-if', posted({ pair: 'KR-JP', tariffs: { partner: 0 } })],
    ['NotJson', '/v1/rules/preview', { method: 'POST', body: '{}' }],
    ['TooLong', '/v1/rules/preview', posted({ note: 'x'.repeat(20_000) })],
  ] as const)('are what is answered: %s', async (name, target, init) => {
    const { content } = RESPONSES[name];
    const response = await query.app.request(target, init);
    const { requestId: _, ...answered } = problemAnswer.parse(await response.json());
    const { requestId: __, ...example } = problemAnswer.parse(
      content['application/problem+json'].example,
    );

    expect(answered).toEqual(example);
  });
});

describe('the page', () => {
  const page = served('docs.html');

  it('asks nobody for anything and runs nothing', () => {
    expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|\bon\w+=|javascript:/i);
    const targets = [...page.matchAll(/\b(?:href|src|action)="([^"]*)"/g)].map(([, to = '']) => to);
    for (const to of targets) expect(to).toMatch(/^(#|\/$|\/v1\/openapi\.json$)/);
    // As it is sent to whoever takes gzip, which every browser does.
    expect(gzipSync(page).byteLength).toBeLessThan(25_000);
  });

  it('lets through its own style and nothing else', async () => {
    const { headers } = await query.app.request('/docs');
    const [, style = ''] = page.split(/<\/?style>/);
    const hash = createHash('sha256').update(style).digest('base64');

    expect(style).toContain('font');
    expect(headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; frame-ancestors 'none'`,
    );
  });

  it('leads nowhere within itself where nothing is, and to each thing once', () => {
    const ids = [...page.matchAll(/\bid="([^"]*)"/g)].map(([, id]) => id);
    const wanted = [...page.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id);

    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(wanted));
  });

  it('has a heading where the type of each problem leads', () => {
    for (const title of Object.keys(PROBLEMS)) {
      expect(page).toContain(`id="${title.toLowerCase().replaceAll(' ', '-')}"`);
    }
  });

  it('has one for the type of every problem that is shown', () => {
    for (const response of Object.values(RESPONSES)) {
      if (!('content' in response && 'application/problem+json' in response.content)) continue;
      const example = response.content['application/problem+json'].example;
      const { type, title } = problemAnswer.parse(example);
      expect(Object.keys(PROBLEMS)).toContain(title);
      expect(page).toContain(`id="${type.replace('/docs#', '')}"`);
    }
  });
});
