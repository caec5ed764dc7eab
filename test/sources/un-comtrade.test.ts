import { existsSync, readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { createUnComtradeUpstream } from '../../infra/local/upstreams/un-comtrade.ts';
import type { Observation } from '../../shared/domain/observation.ts';
import { pair } from '../../shared/domain/pair.ts';
import { frequencyOf, period } from '../../shared/domain/period.ts';
import { createHttp } from '../../shared/platform/http.ts';
import type { SourceContext, SourceTarget } from '../../shared/sources/source.ts';
import { unComtrade } from '../../shared/sources/un-comtrade.ts';
import { serveLoopback } from '../support/loopback.ts';
import { sourceContext } from '../support/source-context.ts';

const KEY = '0123456789abcdef0123456789abcdef';

function target(pairText: string, from: string, to = from): SourceTarget {
  const frequency = frequencyOf(period(from)) === 'A' ? 'A' : 'M';
  return { pair: pair(pairText), frequency, from: period(from), to: period(to) };
}

function specimen(name: string): string {
  return readFileSync(new URL(`../specimens/un-comtrade/${name}`, import.meta.url), 'utf8');
}

/** Gives one answer to every call and remembers what it was asked. */
async function answering(body: string) {
  const asked: { path: string; query: Record<string, string>; key: string | undefined }[] = [];
  const app = new Hono();
  app.all('*', (c) => {
    asked.push({
      path: c.req.path,
      query: c.req.query(),
      key: c.req.header('ocp-apim-subscription-key'),
    });
    return c.body(body, 200, { 'content-type': 'application/json; charset=utf-8' });
  });
  return { baseUrl: await serveLoopback(app), asked };
}

async function fetchFrom(
  context: Partial<SourceContext>,
  ...targets: SourceTarget[]
): Promise<Observation[]> {
  return unComtrade.fetch({ targets }, sourceContext(context));
}

async function fetchBody(body: string, ...targets: SourceTarget[]): Promise<string[]> {
  const { baseUrl } = await answering(body);
  return (await fetchFrom({ baseUrl }, ...targets)).map(printed);
}

function printed({ pair, indicator, period, value, basis, note }: Observation): string {
  const line = `${pair} ${indicator} ${period} ${value.toFixed()} ${basis}`;
  return note === undefined ? line : `${line} (${note})`;
}

/** A recorded answer of the preview, which is not part of the project. */
const RECORDED = new URL(
  '../../../shared/data/comtrade/macroforge_preview_CAHS_842-392_2023_MX_TOTAL.json',
  import.meta.url,
);

describe('what is asked', () => {
  test('a call names every dimension, of one reporter and one period with all partners', async () => {
    const { baseUrl, asked } = await answering(specimen('no-rows.json'));
    await fetchFrom({ baseUrl }, target('US-KR', '2026-06'), target('US-TW', '2026-06'));
    expect(asked).toEqual([
      {
        path: '/public/v1/preview/C/M/HS',
        key: undefined,
        query: {
          reporterCode: '842',
          partnerCode: '410,490,0',
          partner2Code: '0',
          cmdCode: 'TOTAL',
          flowCode: 'M,X',
          customsCode: 'C00',
          motCode: '0',
          period: '202606',
          breakdownMode: 'classic',
          includeDesc: 'true',
          maxRecords: '500',
          format: 'JSON',
        },
      },
    ]);
  });

  test('calls are one period and one reporter each, a second and a half apart', async () => {
    const { baseUrl, asked } = await answering(specimen('no-rows.json'));
    const pauses: number[] = [];
    const sleep = async (milliseconds: number): Promise<void> => {
      pauses.push(milliseconds);
    };
    await fetchFrom({ baseUrl, sleep }, target('KR-CN', '2023', '2024'), target('JP-KR', '2024'));
    expect(asked.map(({ path, query }) => [path, query['reporterCode'], query['period']])).toEqual([
      ['/public/v1/preview/C/A/HS', '410', '2023'],
      ['/public/v1/preview/C/A/HS', '410', '2024'],
      ['/public/v1/preview/C/A/HS', '392', '2024'],
    ]);
    expect(pauses).toEqual([1500, 1500]);
  });

  test('a partner is asked about only in the periods that are wanted of it', async () => {
    const { baseUrl, asked } = await answering(specimen('no-rows.json'));
    await fetchFrom({ baseUrl }, target('KR-CN', '2023', '2024'), target('KR-JP', '2024'));
    expect(asked.map(({ query }) => query['partnerCode'])).toEqual(['156,0', '156,392,0']);
  });

  test('a key goes to the keyed endpoint, in a header and never in the URL', async () => {
    const { baseUrl, asked } = await answering(specimen('no-rows.json'));
    await fetchFrom({ baseUrl, apiKey: KEY }, target('KR-CN', '2024'));
    expect(asked[0]).toMatchObject({ path: '/data/v1/get/C/A/HS', key: KEY });
    expect(Object.values(asked[0]?.query ?? {})).not.toContain(KEY);
  });

  test.each([
    ['a partner without a code', 'KR-AQ', /AQ/],
    ['a reporter without a code', 'AQ-KR', /AQ/],
    ['Taiwan as a reporter, where its code is that of a group,', 'TW-JP', /TW/],
  ])('%s is refused by name before a call is made', async (_, text, named) => {
    const { baseUrl, asked } = await answering(specimen('no-rows.json'));
    const fetching = fetchFrom({ baseUrl }, target('KR-CN', '2024'), target(text, '2024'));
    await expect(fetching).rejects.toMatchObject({
      code: 'source.unsupported-pair',
      message: expect.stringMatching(named),
    });
    expect(asked).toEqual([]);
  });
});

describe('what is read', () => {
  test('the United States sends its customs value, and that is taken for its imports', async () => {
    const targets = [target('US-JP', '2026-06'), target('US-KR', '2026-06')];
    await expect(fetchBody(specimen('us-2026-06.json'), ...targets)).resolves.toEqual([
      'US-JP imports 2026-06 12713133480 customs value',
      'US-JP exports 2026-06 9578813970 FOB',
      'US-KR imports 2026-06 15395945455 customs value',
      'US-KR exports 2026-06 6986859851 FOB',
    ]);
  });

  test('imports without a customs value are CIF, also those of the United States', async () => {
    const body = specimen('us-2026-06.json').replaceAll(/"fobvalue":1\d+/g, '"fobvalue":null');
    const targets = [target('US-JP', '2026-06'), target('US-KR', '2026-06')];
    const lines = await fetchBody(body, ...targets);
    expect(lines).toContain('US-KR imports 2026-06 15845215028 CIF');
  });

  test('fractions of a dollar are kept to the digit', async () => {
    const targets = [target('JP-KR', '2023'), target('JP-US', '2023')];
    await expect(fetchBody(specimen('japan-2023.json'), ...targets)).resolves.toEqual([
      'JP-KR imports 2023 30239592580.065 CIF',
      'JP-US imports 2023 76044028014.668 CIF',
      'JP-US exports 2023 145131057968.98 FOB',
    ]);
  });

  test('no rows means that nothing was reported', async () => {
    const lines = fetchBody(specimen('no-rows.json'), target('KR-CN', '2026-10'));
    await expect(lines).resolves.toEqual([]);
  });

  test.each(['0', '0.0', 'null'])('a primary value of %s is no figure', async (nothing) => {
    const body = specimen('us-2026-06.json').replace(
      '"primaryValue":15845215028',
      `"primaryValue":${nothing}`,
    );
    const targets = [target('US-JP', '2026-06'), target('US-KR', '2026-06')];
    const lines = await fetchBody(body, ...targets);
    expect(lines).toHaveLength(3);
    expect(lines.join()).not.toContain('US-KR imports');
  });

  test('Taiwan is said to be "Other Asia, not elsewhere specified"', async () => {
    const body = specimen('us-2026-06.json').replaceAll('"partnerCode":410', '"partnerCode":490');
    const lines = await fetchBody(body, target('US-JP', '2026-06'), target('US-TW', '2026-06'));
    expect(lines[3]).toMatch(/^US-TW exports .*Other Asia/);
  });
});

test.skipIf(!existsSync(RECORDED))('a recorded answer is read like a written one', async () => {
  await expect(fetchBody(readFileSync(RECORDED, 'utf8'), target('US-JP', '2023'))).resolves.toEqual(
    ['US-JP imports 2023 147340317186 customs value', 'US-JP exports 2023 76154045176 FOB'],
  );
});

describe('the local upstream', () => {
  const CHINA = target('KR-CN', '2023', '2024');

  async function asOf(now: string, context: Partial<SourceContext> = {}): Promise<string[]> {
    const upstream = createUnComtradeUpstream({ now: () => new Date(now) });
    const baseUrl = await serveLoopback(upstream);
    return (await fetchFrom({ ...context, baseUrl }, CHINA)).map(printed);
  }

  test.each([undefined, KEY])(
    'serves years as they are released, to the key %s',
    async (apiKey) => {
      await expect(asOf('2025-06-29T23:59:59Z', { apiKey })).resolves.toEqual([
        'KR-CN imports 2023 142853875178 CIF',
        'KR-CN exports 2023 124655567747 FOB',
      ]);
      await expect(asOf('2025-06-30T00:00:00Z', { apiKey })).resolves.toHaveLength(4);
    },
  );

  test('sends rows of 47 fields, the value twice', async () => {
    const upstream = createUnComtradeUpstream({ now: () => new Date() });
    const query = 'reporterCode=410&partnerCode=156&period=2024&flowCode=M&cmdCode=TOTAL';
    const answer = await upstream.request(`/public/v1/preview/C/A/HS?${query}`);
    const { data } = (await answer.json()) as { data: object[] };
    expect(Object.keys(data[0] ?? {})).toHaveLength(47);
    const value = 139874969811;
    expect(data).toMatchObject([{ cifvalue: value, fobvalue: null, primaryValue: value }]);
  });

  test('refuses a second period, an unknown path and a wrong key in the words of the server', async () => {
    const upstream = createUnComtradeUpstream({ now: () => new Date() });
    const periods = await upstream.request('/public/v1/preview/C/A/HS?period=2023,2024');
    expect(periods.status).toBe(400);
    await expect(periods.text()).resolves.toContain('Maximum number of periods for preview is 1');
    expect((await upstream.request('/public/v1/Preview/C/A/HS')).status).toBe(404);
    await expect(asOf('2026-01-01', { apiKey: 'no' })).rejects.toThrow(/invalid subscription key/);
  });

  test('a call that comes too early is repeated after the second that the server asks for', async () => {
    const upstream = createUnComtradeUpstream({ now: () => new Date(), callsPerSecond: 1 });
    const http = createHttp({ attempts: 2 });
    const baseUrl = await serveLoopback(upstream);
    await expect(fetchFrom({ baseUrl, http }, CHINA)).resolves.toHaveLength(4);
  });
});
