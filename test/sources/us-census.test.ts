import { describe, expect, test } from 'vitest';
import { createUsCensusUpstream } from '../../infra/local/upstreams/us-census.ts';
import { period } from '../../shared/domain/period.ts';
import type { SourceTarget } from '../../shared/sources/source.ts';
import { usCensus } from '../../shared/sources/us-census.ts';
import {
  answering,
  CHINA,
  fetchFrom,
  fetchImports,
  imports,
  JAPAN,
  json,
  KEY,
  KOREA,
  printed,
  table,
  target,
} from '../support/census.ts';
import { serveLoopback } from '../support/loopback.ts';
import { sourceContext } from '../support/source-context.ts';

describe('what is asked', () => {
  test('two calls serve all partners over the widest span, without a space in the query', async () => {
    const { baseUrl, asked } = await answering(() => new Response(null, { status: 204 }));
    await fetchFrom(baseUrl, [
      target('US-KR', '2026-01', '2026-05'),
      target('US-JP', '2025-11', '2026-03'),
    ]);
    const predicates = `time=from+2025-11+to+2026-05&CTY_CODE=5800&CTY_CODE=5880&CTY_CODE=-&key=${KEY}`;
    expect(asked).toEqual([
      `/data/timeseries/intltrade/imports/hs?get=CTY_CODE,CTY_NAME,GEN_VAL_MO,CON_VAL_MO,DUT_VAL_MO,CAL_DUT_MO&${predicates}`,
      `/data/timeseries/intltrade/exports/hs?get=CTY_CODE,CTY_NAME,ALL_VAL_MO&${predicates}`,
    ]);
  });

  test('DF is never asked for, since it would list exports three times', async () => {
    const { baseUrl, asked } = await answering(() => new Response(null, { status: 204 }));
    await fetchFrom(baseUrl, [KOREA]);
    expect(asked.join()).not.toMatch(/\bDF\b/);
  });

  test('nothing is asked when nothing is wanted', async () => {
    const { baseUrl, asked } = await answering(() => json([]));
    await expect(fetchFrom(baseUrl, [])).resolves.toEqual([]);
    expect(asked).toEqual([]);
  });

  test.each([
    ['a reporter other than the United States', target('KR-US', '2026-05', '2026-06'), /KR-US/],
    ['a partner without a Schedule C code', target('US-AQ', '2026-05', '2026-06'), /AQ/],
  ])('%s is refused by name before a call is made', async (_, wanted, named) => {
    const { baseUrl, asked } = await answering(() => json([]));
    const fetching = fetchFrom(baseUrl, [KOREA, wanted]);
    await expect(fetching).rejects.toMatchObject({ code: 'source.unsupported-pair' });
    await expect(fetching).rejects.toThrow(named);
    expect(asked).toEqual([]);
  });

  test('years are refused: Census publishes months', async () => {
    const years = { ...KOREA, frequency: 'A', from: period('2024'), to: period('2025') } as const;
    const { baseUrl } = await answering(() => json([]));
    await expect(fetchFrom(baseUrl, [years])).rejects.toMatchObject({
      code: 'source.unsupported-frequency',
    });
  });
});

describe('what is read', () => {
  test('imports give four indicators and exports one, each on its own basis', async () => {
    const { baseUrl } = await answering(
      () => json(table('imports.json')),
      () => json(table('exports.json')),
    );
    const observations = await fetchFrom(baseUrl, [KOREA, JAPAN, CHINA]);
    expect(observations.map(printed).filter((line) => line.startsWith('US-KR'))).toEqual([
      'US-KR imports 2026-05 13300796173 customs value final',
      'US-KR imports-for-consumption 2026-05 12429004917 customs value final',
      'US-KR dutiable-value 2026-05 6980713435 customs value final',
      'US-KR duties 2026-05 1110459282 calculated duty final',
      'US-KR imports 2026-06 15395945455 customs value final',
      'US-KR imports-for-consumption 2026-06 15112660124 customs value final',
      'US-KR dutiable-value 2026-06 7360120892 customs value final',
      'US-KR duties 2026-06 1157057967 calculated duty final',
      'US-KR exports 2026-05 8376635718 FAS final',
      'US-KR exports 2026-06 6986859851 FAS final',
    ]);
    const notes = observations.filter((observation) => observation.note !== undefined);
    expect(new Set(notes.map((observation) => observation.indicator))).toEqual(new Set(['duties']));
    expect(notes[0]?.note).toMatch(/antidumping/);
  });

  test('a month that one partner has and another lacks is absent for that one, not zero', async () => {
    const observations = await fetchImports(
      imports((rows) => rows),
      KOREA,
      JAPAN,
      CHINA,
    );
    const months = observations
      .filter(({ pair, indicator }) => pair === 'US-JP' && indicator === 'imports')
      .map((observation) => observation.period);
    expect(months).toEqual(['2026-05']);
  });

  test('each pair gets the months that it asked for, not those of the widest span', async () => {
    const june = target('US-KR', '2026-06', '2026-06');
    const observations = await fetchImports(
      imports((rows) => rows),
      june,
      JAPAN,
      CHINA,
    );
    const months = observations.filter(({ pair }) => pair === 'US-KR').map(({ period }) => period);
    expect(new Set(months)).toEqual(new Set(['2026-06']));
  });

  test('of a column that comes twice the first is read', async () => {
    const blankedEcho = imports((rows) =>
      rows.map((row, index) => (index === 0 ? row : [...row.slice(0, -1), ''])),
    );
    await expect(fetchImports(blankedEcho, KOREA, JAPAN, CHINA)).resolves.toHaveLength(20);
  });

  test('204 without a body means that there are no rows', async () => {
    const nothing = () => new Response(null, { status: 204 });
    await expect(fetchImports(nothing, KOREA)).resolves.toEqual([]);
  });

  test.each([[null], ['']])('a cell of %j is absent', async (cell) => {
    const hollow = imports((rows) =>
      rows.map((row) => (row[6] === 'time' ? row : row.with(4, cell))),
    );
    const observations = await fetchImports(hollow, KOREA, JAPAN, CHINA);
    expect(observations).toHaveLength(15);
    expect(observations.some(({ indicator }) => indicator === 'dutiable-value')).toBe(false);
  });

  test('a published zero is a figure', async () => {
    const free = imports((rows) => rows.map((row) => (row[6] === 'time' ? row : row.with(5, '0'))));
    const duties = (await fetchImports(free, KOREA, JAPAN, CHINA)).filter(
      ({ indicator }) => indicator === 'duties',
    );
    expect(duties.map(({ value }) => value.toFixed())).toEqual(['0', '0', '0', '0', '0']);
  });
});

describe('the local upstream', () => {
  async function asOf(now: string, ...targets: SourceTarget[]): Promise<string[]> {
    const upstream = createUsCensusUpstream({ now: () => new Date(now) });
    return (await fetchFrom(await serveLoopback(upstream), targets)).map(printed);
  }

  const NOVEMBER = target('US-KR', '2025-11', '2025-11');

  test('serves nothing of a month before the minute of its release', async () => {
    await expect(asOf('2026-01-29T13:29:59Z', NOVEMBER)).resolves.toEqual([]);
    await expect(asOf('2026-01-29T13:30:00Z', NOVEMBER)).resolves.toHaveLength(4);
  });

  test("revises Korea's duties of November 2025, whose first dutiable value is unknown", async () => {
    const first = await asOf('2026-01-30T00:00:00Z', NOVEMBER);
    expect(first).toContain('US-KR duties 2025-11 1159932188 calculated duty final');
    expect(first.join()).not.toContain('dutiable-value');
    const revised = await asOf('2026-02-05T00:00:00Z', NOVEMBER);
    expect(revised).toContain('US-KR duties 2025-11 712221022 calculated duty final');
    expect(revised).toContain('US-KR dutiable-value 2025-11 3421174217 customs value final');
  });

  test('holds 21 months of three partners', async () => {
    const partners = ['US-KR', 'US-JP', 'US-CN'].map((text) => target(text, '2024-01', '2026-12'));
    await expect(asOf('2026-12-01T00:00:00Z', ...partners)).resolves.toHaveLength(21 * 3 * 5);
  });

  test('turns away a key that is not of 40 hexadecimal digits', async () => {
    const baseUrl = await serveLoopback(createUsCensusUpstream({ now: () => new Date(0) }));
    const fetching = usCensus.fetch({ targets: [KOREA] }, sourceContext({ baseUrl, apiKey: 'no' }));
    await expect(fetching).rejects.toThrow(/unknown to the provider/);
  });

  test.each([
    ['GEN_VAL_MO, CAL_DUT_MO', "error: error: unknown variable ''"],
    ['GEN_VAL_MO,B250301_001E', "error: error: unknown variable 'B250301_001E'"],
  ])('answers get=%s as the server does', async (get, error) => {
    const upstream = createUsCensusUpstream({ now: () => new Date() });
    const query = new URLSearchParams({ get, time: '2026-05', key: KEY });
    const answer = await upstream.request(`/data/timeseries/intltrade/imports/hs?${query}`);
    expect(answer.status).toBe(400);
    await expect(answer.text()).resolves.toBe(error);
  });
});
