import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { createImfImtsUpstream } from '../../infra/local/upstreams/imf-imts.ts';
import type { Observation } from '../../shared/domain/observation.ts';
import { pair } from '../../shared/domain/pair.ts';
import { frequencyOf, period } from '../../shared/domain/period.ts';
import { imfImts } from '../../shared/sources/imf-imts.ts';
import type { SourceTarget } from '../../shared/sources/source.ts';
import { serveLoopback } from '../support/loopback.ts';
import { sourceContext } from '../support/source-context.ts';

const SDMX_CSV = 'application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8';

function target(pairText: string, from: string, to: string): SourceTarget {
  const frequency = frequencyOf(period(from)) === 'A' ? 'A' : 'M';
  return { pair: pair(pairText), frequency, from: period(from), to: period(to) };
}

/** A server that gives one answer to every call, and remembers what it was asked. */
async function answering(body: string | null, status = 200, contentType = SDMX_CSV) {
  const asked: { path: string; periods: string | null; accept: string | null }[] = [];
  const app = new Hono();
  app.all('*', ({ req }) => {
    const url = new URL(req.url);
    asked.push({
      path: decodeURIComponent(url.pathname),
      periods: url.searchParams.get('c[TIME_PERIOD]'),
      accept: req.header('accept') ?? null,
    });
    return new Response(body, { status, headers: body ? { 'content-type': contentType } : {} });
  });
  return { baseUrl: await serveLoopback(app), asked };
}

async function fetchFrom(baseUrl: string, ...targets: SourceTarget[]): Promise<Observation[]> {
  return imfImts.fetch({ targets }, sourceContext({ baseUrl }));
}

async function fetchBody(body: string | null, ...targets: SourceTarget[]): Promise<Observation[]> {
  return fetchFrom((await answering(body)).baseUrl, ...targets);
}

function specimen(name: string): string {
  return readFileSync(new URL(`../specimens/imf-imts/${name}`, import.meta.url), 'utf8');
}

function printed({ pair, indicator, period, value, basis, status }: Observation): string {
  return `${pair} ${indicator} ${period} ${value.toFixed()} ${basis} ${status}`;
}

const US_JP = target('US-JP', '2023', '2023');
const KR_US = target('KR-US', '2026-01', '2026-04');

describe('what is asked', () => {
  test('one call serves a reporter and a frequency with all its partners, over the widest span', async () => {
    const { baseUrl, asked } = await answering(specimen('empty.csv'));
    await fetchFrom(
      baseUrl,
      target('KR-JP', '2025-03', '2025-06'),
      target('KR-US', '2025-01', '2025-05'),
      target('JP-KR', '2025-01', '2025-05'),
      target('KR-JP', '2024', '2024'),
    );
    const root = '/data/dataflow/IMF.STA/IMTS/+';
    const series = 'XG_FOB_USD+MG_CIF_USD+MG_FOB_USD';
    expect(asked.map(({ path, periods }) => `${path} ${periods}`)).toEqual([
      `${root}/KOR.${series}.JPN+USA+G001.M ge:2025-01+le:2025-06`,
      `${root}/JPN.${series}.KOR+G001.M ge:2025-01+le:2025-05`,
      `${root}/KOR.${series}.JPN+G001.A ge:2024+le:2024`,
    ]);
  });

  test('SDMX-CSV is asked for, because the server answers XML by default', async () => {
    const { baseUrl, asked } = await answering(specimen('empty.csv'));
    await fetchFrom(baseUrl, US_JP);
    expect(asked[0]?.accept).toBe('application/vnd.sdmx.data+csv;version=2.0.0');
  });

  test('it pauses between calls and not before the first', async () => {
    const { baseUrl, asked } = await answering(specimen('empty.csv'));
    const callsBeforePause: number[] = [];
    const sleep = async () => void callsBeforePause.push(asked.length);
    const targets = [US_JP, KR_US, target('JP-KR', '2024', '2024')];
    await imfImts.fetch({ targets }, sourceContext({ baseUrl, sleep }));
    expect(callsBeforePause).toEqual([1, 2]);
  });

  test('no target, no call', async () => {
    expect(await fetchFrom('http://127.0.0.1:9')).toEqual([]);
  });

  test.each([
    ['XA-US', 'no IMF code is known for XA'],
    ['US-XA', 'no IMF code is known for XA'],
    ['TW-US', 'TW does not report to the IMF'],
  ])('%s is refused before anything is asked', async (pairText, message) => {
    const { baseUrl, asked } = await answering(specimen('empty.csv'));
    const fetching = fetchFrom(baseUrl, US_JP, target(pairText, '2024', '2024'));
    await expect(fetching).rejects.toMatchObject({
      code: 'source.economy',
      message: expect.stringContaining(message),
    });
    expect(asked).toEqual([]);
  });
});

describe('what is read', () => {
  test('columns are found by name, months lose their M, and unpublished periods are absent', async () => {
    const observations = await fetchBody(specimen('korea-monthly.csv'), KR_US);
    expect(observations.map(printed)).toEqual([
      'KR-US exports 2026-01 12006733027 FOB final',
      'KR-US exports 2026-02 12704240943 FOB final',
      'KR-US exports 2026-03 16420151742 FOB final',
      'KR-US imports 2026-01 6762138027 CIF final',
      'KR-US imports 2026-02 5759988642 CIF final',
      'KR-US imports 2026-03 7236733451 CIF final',
    ]);
  });

  test('a figure keeps every digit and SCALE 6 is not applied', async () => {
    // IMF IMTS: Korea to China 2024, XG_FOB_USD 132,902,972,288.
    const baseUrl = await serveLoopback(
      createImfImtsUpstream([
        {
          country: 'KOR',
          indicator: 'XG_FOB_USD',
          counterpart: 'CHN',
          frequency: 'A',
          period: '2024',
          value: '132902972288',
        },
      ]),
    );
    const [exports] = await fetchFrom(baseUrl, target('KR-CN', '2024', '2024'));
    expect(exports?.value.toFixed()).toBe('132902972288');
    expect(exports).toMatchObject({ unit: 'USD', source: 'imf-imts', period: '2024' });
  });

  test('imports are CIF where the reporter has both bases', async () => {
    expect((await fetchBody(specimen('japan-annual.csv'), US_JP)).map(printed)).toEqual([
      'US-JP exports 2023 76154045176 FOB final',
      'US-JP imports 2023 151580564290 CIF final',
    ]);
  });

  test('imports are FOB, and say so, where the reporter has nothing else', async () => {
    const body = specimen('japan-annual.csv').replace('151580564290', '');
    expect((await fetchBody(body, US_JP)).map(printed)).toEqual([
      'US-JP exports 2023 76154045176 FOB final',
      'US-JP imports 2023 147340317186 FOB final',
    ]);
  });

  test('a period with imports FOB alone is left out of a series that is CIF', async () => {
    const [, , ...cifAndFob] = specimen('japan-annual.csv').split('\r\n');
    const fobOfAnotherYear = cifAndFob[1]?.replace(',2023,', ',2024,');
    const body = `${specimen('japan-annual.csv')}${fobOfAnotherYear}\r\n`;
    const observations = await fetchBody(body, target('US-JP', '2023', '2024'));
    expect(observations.map(printed)).not.toContainEqual(expect.stringContaining('2024'));
  });

  test.each([
    ['M', 'derivation M'],
    ['E', 'derivation E'],
    ['', 'derivation not stated'],
  ])('a figure of derivation "%s" is estimated and says why', async (derivation, note) => {
    const body = specimen('japan-annual.csv').replaceAll('USD,O,', `USD,${derivation},`);
    const [first] = await fetchBody(body, US_JP);
    expect(first).toMatchObject({ status: 'estimated', note: expect.stringContaining(note) });
  });

  test.each(['', 'null', 'NaN'])('a value of "%s" is absent', async (value) => {
    const body = specimen('japan-annual.csv').replace('76154045176', value);
    const observations = await fetchBody(body, US_JP);
    expect(observations.map(({ indicator }) => indicator)).toEqual(['imports']);
  });

  test('a zero is a figure', async () => {
    const body = specimen('japan-annual.csv').replace('76154045176', '0');
    expect((await fetchBody(body, US_JP))[0]?.value.toFixed()).toBe('0');
  });

  test('each pair gets only the periods that it asked for', async () => {
    const observations = await fetchBody(
      specimen('korea-monthly.csv'),
      target('KR-JP', '2026-01', '2026-04'),
      target('KR-US', '2026-02', '2026-02'),
    );
    expect(observations.map(({ period }) => period)).toEqual(['2026-02', '2026-02']);
  });

  test.each([
    ['204 with an empty body', null, 204],
    ['200 with the header alone', specimen('empty.csv'), 200],
  ])('%s is no data', async (_, body, status) => {
    const { baseUrl } = await answering(body, status);
    expect(await fetchFrom(baseUrl, US_JP)).toEqual([]);
  });
});

describe('what is refused', () => {
  test.each([
    ['reporter', ',USA,XG_FOB_USD', ',CAN,XG_FOB_USD', 'CAN.XG_FOB_USD.JPN.A 2023'],
    ['partner', 'XG_FOB_USD,JPN', 'XG_FOB_USD,CHN', 'USA.XG_FOB_USD.CHN.A 2023'],
    ['indicator', 'USA,XG_FOB_USD', 'USA,TBG_USD', 'USA.TBG_USD.JPN.A 2023'],
    ['indicator named like a part of every object', 'USA,XG_FOB_USD', 'USA,toString', 'toString'],
    ['frequency', 'JPN,A,2023', 'JPN,Q,2023', 'USA.XG_FOB_USD.JPN.Q 2023'],
    ['period before the first', 'JPN,A,2023', 'JPN,A,2022', 'A 2022'],
    ['period after the last', 'JPN,A,2023', 'JPN,A,2024', 'A 2024'],
  ])('a row about another %s spoils the answer', async (_, was, becomes, named) => {
    const body = specimen('japan-annual.csv').replace(was, becomes);
    await expect(fetchBody(body, US_JP)).rejects.toMatchObject({
      code: 'source.echo',
      message: expect.stringContaining(named),
    });
  });

  test('a month within the asked years spoils it too', async () => {
    const body = specimen('japan-annual.csv').replace('JPN,A,2023', 'JPN,A,2023-M06');
    const fetching = fetchBody(body, target('US-JP', '2022', '2024'));
    await expect(fetching).rejects.toMatchObject({ code: 'source.echo' });
  });

  test('two rows for one key, though one of them writes the month differently', async () => {
    const body = specimen('korea-monthly.csv').replace('2026-M02', '2026-01');
    await expect(fetchBody(body, KR_US)).rejects.toMatchObject({
      code: 'source.duplicate',
      message: expect.stringContaining('KOR.XG_FOB_USD.USA.M 2026-01'),
    });
  });

  test('an error of the server, which is another matter than a refused answer', async () => {
    const { baseUrl } = await answering('busy', 503);
    await expect(fetchFrom(baseUrl, US_JP)).rejects.toMatchObject({ code: 'source.unreachable' });
  });
});
