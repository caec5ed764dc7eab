import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { pair } from '../../shared/domain/pair.ts';
import { period } from '../../shared/domain/period.ts';
import { usCensus } from '../../shared/sources/us-census.ts';
import { serveLoopback } from '../support/loopback.ts';
import { sourceContext } from '../support/source-context.ts';

const KEY = '0123456789abcdef0123456789abcdef01234567';

function specimen(name: string): string {
  return readFileSync(new URL(`../specimens/us-census/${name}`, import.meta.url), 'utf8');
}

/** Asks for Korea, Japan and China in May and June 2026 and gets this answer. */
async function fetching(answer: () => Response, apiKey: string | undefined = KEY) {
  const app = new Hono();
  app.all('*', answer);
  const span = { frequency: 'M', from: period('2026-05'), to: period('2026-06') } as const;
  const targets = ['US-KR', 'US-JP', 'US-CN'].map((text) => ({ pair: pair(text), ...span }));
  const baseUrl = await serveLoopback(app);
  return usCensus.fetch({ targets }, sourceContext({ baseUrl, apiKey }));
}

type Table = unknown[][];

/** The imports specimen, changed. */
function imports(change: (header: unknown[], rows: Table) => Table): () => Response {
  const [header = [], ...rows] = JSON.parse(specimen('imports.json')) as Table;
  return () => Response.json(change(header, rows));
}

/** The imports specimen with one cell of its first row replaced. */
function cell(at: number, content: unknown): () => Response {
  return imports((header, [first = [], ...rows]) => [header, first.with(at, content), ...rows]);
}

test('no call is made without a key', async () => {
  let calls = 0;
  const answer = (): Response => {
    calls += 1;
    return new Response(null, { status: 204 });
  };
  await expect(fetching(answer, '')).rejects.toMatchObject({
    name: 'SourceKeyRefused',
    message: expect.stringMatching(/wants a key/),
  });
  expect(calls).toBe(0);
});

test.each([
  ['missing_key.html', /saw no key/],
  ['invalid_key.html', /unknown to the provider or not activated/],
])('a redirect to %s is about the key', async (page, said) => {
  const redirect = () =>
    new Response(null, {
      status: 302,
      headers: { location: `https://api.census.gov/data/${page}` },
    });
  await expect(fetching(redirect)).rejects.toMatchObject({
    name: 'SourceKeyRefused',
    message: expect.stringMatching(said),
  });
});

test('X-DataWebAPI-KeyError is about the key, wherever it leads', async () => {
  const headers = { location: 'https://api.census.gov/elsewhere', 'x-datawebapi-keyerror': '1' };
  const answer = () => new Response(null, { status: 302, headers });
  await expect(fetching(answer)).rejects.toMatchObject({ name: 'SourceKeyRefused' });
});

test.each([
  ['Missing Key', /saw no key/],
  ['Invalid Key', /not activated/],
])('a page titled %s is about the key, though its status is 200', async (title, said) => {
  const page = specimen('missing-key.html').replace('Missing Key', title);
  const answer = () => new Response(page, { headers: { 'content-type': 'text/html' } });
  await expect(fetching(answer)).rejects.toMatchObject({
    name: 'SourceKeyRefused',
    message: expect.stringMatching(said),
  });
});

test('any other redirect is not about the key', async () => {
  const headers = { location: 'https://api.census.gov/elsewhere' };
  const answer = () => new Response(null, { status: 302, headers });
  await expect(fetching(answer)).rejects.toMatchObject({ code: 'source.provider-error' });
});

test.each([200, 400])('a failed query is told apart with status %i', async (status) => {
  const answer = () => new Response(specimen('failed-query.txt'), { status });
  await expect(fetching(answer)).rejects.toMatchObject({
    code: 'source.provider-error',
    message: expect.stringMatching(/error while running your query\. We've logged/),
  });
});

test('the words of an error are passed on, the key in them is not', async () => {
  const text = `error: error: unknown variable 'GEN_VAL' in key=${KEY}`;
  const answer = () => new Response(text, { status: 400 });
  await expect(fetching(answer)).rejects.toThrow("unknown variable 'GEN_VAL' in key=…");
});

test.each([
  ['a page', () => new Response('<html></html>', { headers: { 'content-type': 'text/html' } })],
  ['a body that ends early', () => new Response(specimen('imports.json').slice(0, 300))],
  ['an empty body', () => new Response('')],
  ['an object', () => Response.json({ rows: [] })],
  ['an array without a header', () => Response.json([])],
  ['a row shorter than the header', imports((header, rows) => [header, rows[0]?.slice(1) ?? []])],
  ['a row longer than the header', imports((header, rows) => [header, [...(rows[0] ?? []), '1']])],
  ['a number that is not a string', cell(2, 23505969816)],
  [
    'a header without a column that was asked for',
    imports((header, rows) => [header.with(5, 'CAL_DUT_YR'), ...rows]),
  ],
  ['a header without time', imports((header, rows) => [header.with(6, 'MONTH'), ...rows])],
])('%s is refused for its shape', async (_, answer) => {
  await expect(fetching(answer)).rejects.toMatchObject({ code: 'source.shape' });
});

test.each(['N/A', '1,234', '-5', '1e9', '12.5', ' '])('%j is not a figure', async (text) => {
  await expect(fetching(cell(5, text))).rejects.toMatchObject({
    code: 'source.number',
    message: expect.stringMatching(/CAL_DUT_MO of US-CN 2026-05/),
  });
});

test.each([
  ['a country that was not asked for', cell(0, '5790')],
  ['a month before the first', cell(6, '2026-04')],
  ['a month after the last', cell(6, '2026-07')],
  ['a year', cell(6, '2026')],
  ['a month that is none', cell(6, '2026-13')],
])('%s is refused as not asked for', async (_, answer) => {
  await expect(fetching(answer)).rejects.toMatchObject({ code: 'source.echo' });
});

test('two rows of one country and month are refused, as a breakdown by DF would send them', async () => {
  const twice = imports((header, rows) => [header, ...rows, rows[0] ?? []]);
  await expect(fetching(twice)).rejects.toMatchObject({
    code: 'source.duplicate',
    message: expect.stringMatching(/two of 5700 2026-05/),
  });
});
