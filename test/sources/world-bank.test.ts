import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import type { Observation } from '../../shared/domain/observation.ts';
import { pair } from '../../shared/domain/pair.ts';
import { period } from '../../shared/domain/period.ts';
import type { SourceTarget } from '../../shared/sources/source.ts';
import { worldBank } from '../../shared/sources/world-bank.ts';
import { serveLoopback } from '../support/loopback.ts';
import { sourceContext } from '../support/source-context.ts';

const KOREA_JAPAN = specimen('korea-japan.json');

function specimen(name: string): string {
  return readFileSync(new URL(`../specimens/world-bank/${name}`, import.meta.url), 'utf8');
}

function target(text: string, from = '2015', to = '2025'): SourceTarget {
  return { pair: pair(text), frequency: 'A', from: period(from), to: period(to) };
}

async function fetched(body: string, targets: SourceTarget[] = [target('KR-JP')], status = 200) {
  const asked: URL[] = [];
  const app = new Hono();
  app.all('*', (c) => {
    asked.push(new URL(c.req.url));
    return new Response(body, { status, headers: { 'content-type': 'application/json' } });
  });
  const context = sourceContext({ baseUrl: await serveLoopback(app) });
  const outcome = await worldBank.fetch({ targets }, context).catch((error: unknown) => error);
  return { asked, outcome };
}

async function said(body: string, ...targets: SourceTarget[]): Promise<string[]> {
  const { outcome } = await fetched(body, targets);
  if (!Array.isArray(outcome)) throw outcome;
  return outcome.map(
    ({ pair: of, indicator, period: at, value, unit }: Observation) =>
      `${of} ${indicator} ${at} ${value.toFixed()} ${unit}`,
  );
}

describe('what is asked', () => {
  test('is one call for all economies and series, so that all is of one state of the database', async () => {
    const { asked } = await fetched(KOREA_JAPAN, [target('KR-JP'), target('JP-KR:87')]);
    const [url] = asked;

    expect(asked).toHaveLength(1);
    expect(decodeURIComponent(url?.pathname ?? '')).toBe(
      '/country/KOR;JPN/indicator/NY.GDP.PCAP.CD;NY.GDP.MKTP.CD;TM.TAX.MRCH.WM.AR.ZS',
    );
    expect(Object.fromEntries(url?.searchParams ?? [])).toEqual({
      source: '2',
      format: 'json',
      per_page: '20000',
      date: '2015:2025',
    });
  });

  test('begins at years that exist, or the range would be ignored and all of history come', async () => {
    const { asked } = await fetched(KOREA_JAPAN, [target('KR-JP', '2025', '2025')]);

    expect(asked[0]?.searchParams.get('date')).toBe('2019:2025');
  });

  test('is nothing of a bloc or the world, and nothing at all where there is nobody else', async () => {
    expect((await fetched(KOREA_JAPAN, [target('KR-WORLD')])).asked[0]?.pathname).toContain(
      '/country/KOR/',
    );
    expect((await fetched(KOREA_JAPAN, [target('EU-WORLD')])).asked).toEqual([]);
    expect((await fetched(KOREA_JAPAN, [])).asked).toEqual([]);
  });
});

describe('what is read', () => {
  test("the reporter's figures and the partner's beside them, and null is no figure", async () => {
    expect(await said(KOREA_JAPAN, target('KR-JP'))).toEqual([
      'KR-JP partner-gdp-per-capita 2024 33797.1 USD per person',
      'KR-JP gdp-per-capita 2024 36238.64 USD per person',
      'KR-JP gdp 2025 1872374961553.15 USD',
      'KR-JP gdp 2024 1875388209406.8 USD',
      'KR-JP gdp 2023 1844800934391.54 USD',
    ]);
  });

  test('each pair is told what concerns it, in the years that it wants', async () => {
    expect(await said(KOREA_JAPAN, target('JP-KR', '2024', '2025'))).toEqual([
      'JP-KR gdp-per-capita 2024 33797.1 USD per person',
      'JP-KR partner-gdp-per-capita 2024 36238.64 USD per person',
      'JP-KR partner-gdp 2025 1872374961553.15 USD',
      'JP-KR partner-gdp 2024 1875388209406.8 USD',
    ]);
  });

  test('the state of the database stands beside each figure', async () => {
    const { outcome } = await fetched(KOREA_JAPAN);

    expect((outcome as Observation[])[0]?.note).toBe(
      'World Bank, NY.GDP.PCAP.CD, database of 2026-07-13.',
    );
  });

  test.each(['null', '[]'])('nothing is read where the rows are %s', async (rows) => {
    const nothing = `[{"page":1,"pages":1,"per_page":50,"total":0,"lastupdated":"2026-07-13"},${rows}]`;

    expect(await said(nothing, target('KR-JP'))).toEqual([]);
  });
});

describe('an answer with status 200', () => {
  test.each([
    ['that is a message', specimen('invalid-value.json'), /120 Invalid value: The provided/],
    ['of an archived series', specimen('archived.json'), /175 Invalid format: The indicator/],
    ['that is XML', specimen('error.xml'), /must be JSON, got: .*wb:error/],
    ['of another shape', '{}', /must|expected/i],
  ])('%s is refused with what it says', async (_, body, words) => {
    const { outcome } = await fetched(body);

    expect(outcome).toMatchObject({
      code: expect.stringMatching(/^source\.(provider-error|shape)$/),
      message: expect.stringMatching(words),
    });
  });

  test.each([
    ['goes on on another page', KOREA_JAPAN.replace('"pages":1', '"pages":2'), 'cut'],
    ['has fewer rows than it counts', KOREA_JAPAN.replace('"total":8', '"total":9'), 'cut'],
    [
      'is about years that were not asked for',
      KOREA_JAPAN.replace('"date":"2023"', '"date":"1960"'),
      'echo',
    ],
    ['is about another economy', KOREA_JAPAN.replaceAll('"JPN"', '"CHN"'), 'echo'],
    [
      'says a year twice',
      KOREA_JAPAN.replace('"date":"2025","value":1872374961553.15', '"date":"2024","value":1'),
      'duplicate',
    ],
  ])('that %s is refused', async (_, body, rule) => {
    expect((await fetched(body)).outcome).toMatchObject({ code: `source.${rule}` });
  });

  test('of another status is refused', async () => {
    expect((await fetched('service unavailable', undefined, 404)).outcome).toMatchObject({
      code: 'source.status',
    });
  });
});
