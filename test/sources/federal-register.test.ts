import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { federalRegister } from '../../shared/sources/federal-register.ts';
import type { Publication } from '../../shared/sources/source.ts';
import { serveLoopback } from '../support/loopback.ts';
import { sourceContext } from '../support/source-context.ts';

const [DOCUMENTS, NOTHING, ERRORS] = ['documents', 'nothing', 'errors'].map((name) =>
  readFileSync(new URL(`../specimens/federal-register/${name}.json`, import.meta.url), 'utf8'),
) as [string, string, string];

async function whenRead(
  body: string,
  { status = 200, type = 'application/json', since = '2025-04-01' } = {},
) {
  const asked: URL[] = [];
  const app = new Hono();
  app.all('*', (c) => {
    asked.push(new URL(c.req.url));
    return new Response(body, { status, headers: { 'content-type': type } });
  });
  const context = sourceContext({ baseUrl: await serveLoopback(app) });
  const outcome = await federalRegister.read(since, context).catch((error: unknown) => error);
  return { asked, outcome };
}

async function publications(body: string): Promise<Publication[]> {
  const { outcome } = await whenRead(body);
  if (!Array.isArray(outcome)) throw outcome;
  return outcome;
}

/** The specimen with fields of its first document changed. */
function changed(fields: Record<string, unknown>): string {
  const envelope = JSON.parse(DOCUMENTS) as { results: Record<string, unknown>[] };
  Object.assign(envelope.results[0] ?? {}, fields);
  return JSON.stringify(envelope);
}

test('what is asked is one request for presidential documents that speak of tariffs, from a day on', async () => {
  const { asked } = await whenRead(DOCUMENTS);
  const [url] = asked;

  expect(asked).toHaveLength(1);
  expect(url?.pathname).toBe('/documents.json');
  expect(url?.searchParams.get('conditions[type][]')).toBe('PRESDOCU');
  expect(url?.searchParams.get('conditions[term]')).toBe('tariff');
  expect(url?.searchParams.get('conditions[publication_date][gte]')).toBe('2025-04-01');
  expect(url?.searchParams.getAll('fields[]')).toContain('document_number');
  expect(url?.search).toContain('fields%5B%5D=title');
});

describe('what is read', () => {
  test('is each document by its number, with what it is and where it is printed', async () => {
    const [order, proclamation, ...others] = await publications(DOCUMENTS);

    expect(others).toEqual([]);
    expect(order?.id).toBe('2025-06063');
    expect(order?.title).toMatch(/^Executive Order 14257: Regulating Imports With a Reciprocal/);
    expect(proclamation?.title).toBe(
      'Proclamation 10908: Adjusting Imports of Automobiles and Automobile Parts Into the United States',
    );
    expect(order?.lines).toContain('Signed 2025-04-02, published 2025-04-07, 90 FR 15041');
    expect(order?.lines.join('\n')).toMatch(
      /https:\/\/www\.federalregister\.gov\/documents\/2025\//,
    );
    expect(order?.lines.join('\n')).toContain('RUNBOOK.md, "A tariff is announced"');
  });

  test('says nothing of a day in force, which no presidential document has outside its text', async () => {
    const [order] = await publications(changed({ effective_on: '2025-04-05' }));

    expect(order?.lines.join('\n')).not.toContain('2025-04-05');
  });

  test('is nothing where nothing matches: results are then missing, and not empty', async () => {
    expect(await publications(NOTHING)).toEqual([]);
  });

  test('takes the number of an order as text and as a number', async () => {
    const [order] = await publications(changed({ executive_order_number: 14257 }));

    expect(order?.title).toMatch(/^Executive Order 14257: /);
  });

  test('does without what memoranda and corrections lack', async () => {
    const [memorandum] = await publications(
      changed({
        ...{ document_number: 'C1-2025-06063', subtype: 'Memorandum', signing_date: null },
        ...{ executive_order_number: null, citation: null },
      }),
    );

    expect(memorandum?.id).toBe('C1-2025-06063');
    expect(memorandum?.title).toMatch(/^Memorandum: Regulating/);
    expect(memorandum?.lines[1]).toBe(
      'Signed on a day that is not stated, published 2025-04-07, C1-2025-06063',
    );
  });
});

describe('an answer', () => {
  test.each([
    ['of documents of another type', changed({ type: 'Rule' }), 'echo'],
    ['of documents from before', changed({ publication_date: '2025-03-31' }), 'echo'],
    ['on several pages', DOCUMENTS.replace('"total_pages":1', '"total_pages":2'), 'cut'],
    ['that counts more than it has', DOCUMENTS.replace('"count":2', '"count":3'), 'cut'],
    ['that counts some and has none', NOTHING.replace('"count":0', '"count":3'), 'cut'],
    ['of another shape', changed({ title: null }), 'shape'],
    ['with a day in another order', changed({ publication_date: '04/07/2025' }), 'shape'],
    ['that is no JSON', '<html>', 'shape'],
  ])('%s is refused', async (_, body, rule) => {
    expect((await whenRead(body)).outcome).toMatchObject({ code: `source.${rule}` });
  });

  test('to a search that is not valid is refused with what the server says', async () => {
    expect((await whenRead(ERRORS, { status: 400 })).outcome).toMatchObject({
      code: 'source.status',
      message: expect.stringContaining('is not a valid date'),
    });
  });

  test('of another media type is refused', async () => {
    expect((await whenRead('<p>', { type: 'text/html' })).outcome).toMatchObject({
      code: 'source.content-type',
    });
  });
});
