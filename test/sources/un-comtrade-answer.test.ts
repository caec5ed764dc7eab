import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { type Pair, pair } from '../../shared/domain/pair.ts';
import { frequencyOf, type Period, period } from '../../shared/domain/period.ts';
import { unComtrade } from '../../shared/sources/un-comtrade.ts';
import { serveLoopback } from '../support/loopback.ts';
import { sourceContext } from '../support/source-context.ts';

interface Row {
  readonly [field: string]: unknown;
}

function specimen(name: string): string {
  return readFileSync(new URL(`../specimens/un-comtrade/${name}`, import.meta.url), 'utf8');
}

function specimenRows(name: string): Row[] {
  return (JSON.parse(specimen(name)) as { data: Row[] }).data;
}

function envelope(data: readonly Row[], changes: object = {}): Response {
  return Response.json({
    elapsedTime: '0.05 secs',
    count: data.length,
    data,
    error: '',
    ...changes,
  });
}

async function fetching(answer: () => Response, pairs: readonly Pair[], of: Period) {
  const app = new Hono();
  app.all('*', answer);
  const frequency = frequencyOf(of) === 'A' ? 'A' : 'M';
  const targets = pairs.map((wanted) => ({ pair: wanted, frequency, from: of, to: of }) as const);
  return unComtrade.fetch({ targets }, sourceContext({ baseUrl: await serveLoopback(app) }));
}

/** Asks the United States about Japan and Korea in June 2026. */
function fetchJune(answer: () => Response) {
  return fetching(answer, [pair('US-JP'), pair('US-KR')], period('2026-06'));
}

const [IMPORTS_FROM_JAPAN = {}, ...OTHERS] = specimenRows('us-2026-06.json');

/** The specimen with its first row changed. */
function changed(fields: Row): () => Response {
  return () => envelope([{ ...IMPORTS_FROM_JAPAN, ...fields }, ...OTHERS]);
}

/** The specimen with another row after it, like the first but for these fields. */
function added(fields: Row): () => Response {
  return () => envelope([IMPORTS_FROM_JAPAN, ...OTHERS, { ...IMPORTS_FROM_JAPAN, ...fields }]);
}

describe('errors', () => {
  test('401 is about the key', async () => {
    const answer = () => new Response(specimen('error-key.json'), { status: 401 });
    await expect(fetchJune(answer)).rejects.toMatchObject({ name: 'SourceKeyRefused' });
  });

  test('a used-up quota comes back: another run may get an answer', async () => {
    const answer = () => new Response(specimen('error-quota.json'), { status: 403 });
    await expect(fetchJune(answer)).rejects.toMatchObject({
      name: 'SourceUnreachable',
      retryable: true,
      message: expect.stringMatching(/Quota will be replenished in 00:31:07/),
    });
  });

  test.each([
    ['a parameter', 400, () => specimen('error-parameter.json'), /partnerCode is invalid/],
    ['an address', 403, () => 'Forbidden', /HTTP 403: Forbidden/],
    ['a path', 404, () => '{ "statusCode": 404, "message": "Resource not found" }', /not found/],
    ['a long URL', 414, () => specimen('url-too-long.html'), /Request URL Too Long/],
  ])('%s that the server rejects is refused in its own words', async (_, status, body, words) => {
    const answer = () => new Response(body(), { status });
    await expect(fetchJune(answer)).rejects.toMatchObject({
      code: 'source.provider-error',
      message: expect.stringMatching(words),
    });
  });

  test('an error is an error, though its status is 200', async () => {
    const error = 'Maximum number of periods for preview is 1';
    await expect(fetchJune(() => envelope([], { error }))).rejects.toMatchObject({
      code: 'source.provider-error',
      message: expect.stringContaining(error),
    });
  });

  test.each([
    ['a page', () => new Response(specimen('url-too-long.html'))],
    ['a body that ends early', () => new Response(specimen('us-2026-06.json').slice(0, 900))],
    ['an envelope without rows', () => Response.json({ count: 0, error: '' })],
    ['a value that is a string', changed({ primaryValue: '13030210549' })],
    ['a value below zero', changed({ primaryValue: -1 })],
    ['a value beyond exact doubles', changed({ primaryValue: 2 ** 53 })],
    ['a row without a field that matters', changed({ motCode: undefined })],
  ])('%s is refused for its shape', async (_, answer) => {
    await expect(fetchJune(answer)).rejects.toMatchObject({ code: 'source.shape' });
  });
});

describe('the echo', () => {
  test.each<[string, Row]>([
    ['typeCode', { typeCode: 'S' }],
    ['freqCode', { freqCode: 'A' }],
    ['reporterCode', { reporterCode: 840 }],
    ['partnerCode', { partnerCode: 156 }],
    ['flowCode', { flowCode: 'RM' }],
    ['cmdCode', { cmdCode: '85' }],
    ['period', { period: '202605' }],
    ['classificationSearchCode', { classificationSearchCode: 'S4' }],
  ])('a row with another %s spoils the whole answer', async (dimension, fields) => {
    await expect(fetchJune(changed(fields))).rejects.toMatchObject({
      code: 'source.echo',
      message: expect.stringContaining(dimension),
    });
  });

  test.each<[string, Row]>([
    ['second partner', { partner2Code: 156 }],
    ['customs procedure', { customsCode: 'C01' }],
    ['mode of transport', { motCode: 1000 }],
    ['mode of supply', { mosCode: '1' }],
  ])('a breakdown by %s beside the total is left out', async (_, fields) => {
    await expect(fetchJune(added(fields))).resolves.toHaveLength(4);
    await expect(fetchJune(changed(fields))).rejects.toMatchObject({ code: 'source.duplicate' });
  });

  test('two totals of one flow are refused', async () => {
    await expect(fetchJune(added({ classificationCode: 'H5' }))).rejects.toMatchObject({
      code: 'source.duplicate',
      message: expect.stringMatching(/M with 392 in 202606/),
    });
  });

  test('rows that were reported by the country or summed up by Comtrade count alike', async () => {
    const reported = changed({ isReported: true, isAggregate: false, mosCode: null });
    await expect(fetchJune(reported)).resolves.toHaveLength(4);
  });

  test('a count other than the number of rows is refused', async () => {
    const answer = () => envelope(OTHERS, { count: 4 });
    await expect(fetchJune(answer)).rejects.toMatchObject({ code: 'source.count' });
  });
});
