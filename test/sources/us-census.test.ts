import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { createUsCensusUpstream } from '../../infra/local/upstreams/us-census.ts';
import type { Observation } from '../../shared/domain/observation.ts';
import { pair } from '../../shared/domain/pair.ts';
import { period } from '../../shared/domain/period.ts';
import type { SourceTarget } from '../../shared/sources/source.ts';
import { usCensus } from '../../shared/sources/us-census.ts';
import { serveLoopback } from '../support/loopback.ts';
import { sourceContext } from '../support/source-context.ts';

const KEY = '0123456789abcdef0123456789abcdef01234567';

const KOREA = target('US-KR', '2026-05', '2026-06');
const JAPAN = target('US-JP', '2026-05', '2026-06');
const CHINA = target('US-CN', '2026-05', '2026-06');

function target(pairText: string, from: string, to: string): SourceTarget {
  return { pair: pair(pairText), frequency: 'M', from: period(from), to: period(to) };
}

function specimen(name: string): string {
  return readFileSync(new URL(`../specimens/us-census/${name}`, import.meta.url), 'utf8');
}

type Table = (string | null)[][];

function table(name: 'imports.json' | 'exports.json'): Table {
  return JSON.parse(specimen(name)) as Table;
}

function json(body: unknown): Response {
  return Response.json(body);
}

/** Answers imports as given and, unless told otherwise, exports by 204; remembers the queries. */
async function answering(
  imports: () => Response,
  exports = () => new Response(null, { status: 204 }),
): Promise<{ baseUrl: string; asked: string[] }> {
  const asked: string[] = [];
  const app = new Hono();
  app.use((c, next) => {
    const { pathname, search } = new URL(c.req.url);
    asked.push(decodeURIComponent(pathname + search));
    return next();
  });
  app.get('/data/timeseries/intltrade/imports/hs', imports);
  app.get('/data/timeseries/intltrade/exports/hs', exports);
  return { baseUrl: await serveLoopback(app), asked };
}

async function fetchFrom(baseUrl: string, targets: SourceTarget[]): Promise<Observation[]> {
  return usCensus.fetch({ targets }, sourceContext({ baseUrl, apiKey: KEY }));
}

async function fetchImports(response: () => Response, ...targets: SourceTarget[]) {
  return fetchFrom((await answering(response)).baseUrl, targets);
}

function printed({ pair, indicator, period, value, basis, status }: Observation): string {
  return `${pair} ${indicator} ${period} ${value.toFixed()} ${basis} ${status}`;
}

/** The imports specimen with some rows changed. */
function imports(change: (rows: Table) => Table): () => Response {
  return () => json(change(table('imports.json')));
}

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

describe('some goods', () => {
  const CARS = target('US-KR:8703', '2026-05', '2026-06');
  const header = ['CTY_CODE', 'CTY_NAME', 'GEN_VAL_MO', 'CON_VAL_MO', 'DUT_VAL_MO', 'CAL_DUT_MO'];
  const cars = (code: string) => [
    [...header, 'time', 'CTY_CODE', 'COMM_LVL', 'I_COMMODITY'],
    ['5800', 'KOREA, SOUTH', '100', '90', '80', '12', '2026-05', '5800', 'HS4', code],
  ];

  test('are asked for at their own level, in calls of their own beside those for all goods', async () => {
    const { baseUrl, asked } = await answering(() => new Response(null, { status: 204 }));
    await fetchFrom(baseUrl, [KOREA, CARS, target('US-JP:8703', '2026-05', '2026-06')]);

    expect(asked).toHaveLength(4);
    expect(asked[0]).not.toContain('COMM_LVL');
    expect(asked[2]).toContain(
      '&CTY_CODE=5800&CTY_CODE=5880&CTY_CODE=-&COMM_LVL=HS4&I_COMMODITY=8703',
    );
    expect(asked[3]).toContain('&COMM_LVL=HS4&E_COMMODITY=8703');
  });

  test('are told of the pair of these goods', async () => {
    const observations = await fetchImports(() => json(cars('8703')), CARS);
    expect(observations.map(printed)[0]).toBe('US-KR:8703 imports 2026-05 100 customs value final');
  });

  test('that were not asked for are refused', async () => {
    await expect(fetchImports(() => json(cars('8704')), CARS)).rejects.toThrow(
      /I_COMMODITY 8704 was not asked for/,
    );
  });
});

describe('the row of all countries', () => {
  const everybody = imports((rows) => [
    ...rows,
    ['-', 'TOTAL FOR ALL COUNTRIES', '300', '280', '200', '20', '2026-05', '-'],
  ]);

  test('is the total beside each pair, and no partner', async () => {
    const observations = await fetchImports(everybody, KOREA, JAPAN, CHINA);
    const totals = observations.filter(({ indicator }) => indicator === 'total-imports');

    expect(totals.map(printed)).toEqual(
      ['US-KR', 'US-JP', 'US-CN'].map(
        (pair) => `${pair} total-imports 2026-05 300 customs value final`,
      ),
    );
    expect(observations).toHaveLength(20 + 3);
  });

  test('is what the United States trades with the world', async () => {
    const [row = [], ...others] = [
      ['CTY_CODE', 'CTY_NAME', 'GEN_VAL_MO', 'CON_VAL_MO', 'DUT_VAL_MO', 'CAL_DUT_MO', 'time'],
      ['-', 'TOTAL FOR ALL COUNTRIES', '300', '280', '200', '20', '2026-05'],
    ];
    const observations = await fetchImports(
      () => json([row, ...others]),
      target('US-WORLD', '2026-05', '2026-06'),
    );

    expect(observations.map(printed)).toEqual([
      'US-WORLD imports 2026-05 300 customs value final',
      'US-WORLD imports-for-consumption 2026-05 280 customs value final',
      'US-WORLD dutiable-value 2026-05 200 customs value final',
      'US-WORLD duties 2026-05 20 calculated duty final',
    ]);
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
