import { describe, expect, test } from 'vitest';
import { createBankOfKoreaUpstream } from '../../infra/local/upstreams/bank-of-korea.ts';
import { period } from '../../shared/domain/period.ts';
import { PROVIDERS } from '../../shared/sources/providers.ts';
import { answering, fetchFrom, KEY, printed, specimen, target } from '../support/bank-of-korea.ts';
import { serveLoopback } from '../support/loopback.ts';

const EXPORTS = specimen('exports.json');
const IMPORTS = specimen('imports.json');

/** Asks for three months and gets this answer about exports. */
async function fetching(exports: string, status = 200) {
  return fetchFrom((await answering(exports, { status })).baseUrl);
}

/** The specimen with members of its row changed. */
function changed(members: Record<string, unknown>): string {
  const answer = JSON.parse(EXPORTS) as { StatisticSearch: { row: object[] } };
  const { row } = answer.StatisticSearch;
  return JSON.stringify({
    StatisticSearch: { list_total_count: 1, row: row.map((of) => ({ ...of, ...members })) },
  });
}

describe('what is asked', () => {
  test('is table 901Y118, exports and imports, by rows enough for the months', async () => {
    const { baseUrl, asked } = await answering(EXPORTS);
    await fetchFrom(baseUrl, [target('KR-WORLD', '2015-01', '2026-03')]);

    expect(asked).toEqual([
      `/StatisticSearch/${KEY}/json/kr/1/135/901Y118/M/201501/202603/T002`,
      `/StatisticSearch/${KEY}/json/kr/1/135/901Y118/M/201501/202603/T004`,
    ]);
  });

  test('stays within its part of the path, whatever the key is', async () => {
    const { baseUrl, asked } = await answering(EXPORTS);
    await fetchFrom(baseUrl, [target()], '../a?b#c');

    expect(asked[0]).toMatch(/^\/StatisticSearch\/..%2Fa%3Fb%23c\/json\/kr\//);
  });

  test('is nothing without a key, and nothing where nothing is wanted', async () => {
    const { baseUrl, asked } = await answering(EXPORTS);

    await expect(fetchFrom(baseUrl, [target()], '')).rejects.toMatchObject({
      name: 'SourceKeyRefused',
    });
    await expect(fetchFrom(baseUrl, [])).resolves.toEqual([]);
    expect(asked).toEqual([]);
  });

  test.each(['KR-US', 'KR-WORLD:85', 'US-WORLD'])(
    'is nothing of %s: the Bank tells of all countries and all goods',
    async (text) => {
      const { baseUrl, asked } = await answering(EXPORTS);

      await expect(fetchFrom(baseUrl, [target(), target(text)])).rejects.toMatchObject({
        code: 'source.unsupported-pair',
        message: expect.stringContaining(text),
      });
      expect(asked).toEqual([]);
    },
  );

  test('is nothing of years', async () => {
    const years = {
      ...target(),
      frequency: 'A',
      from: period('2024'),
      to: period('2025'),
    } as const;
    const { baseUrl } = await answering(EXPORTS);

    await expect(fetchFrom(baseUrl, [years])).rejects.toMatchObject({
      code: 'source.unsupported-pair',
    });
  });
});

describe('what is read', () => {
  test('is exports FOB and imports CIF, thousands of dollars in dollars', async () => {
    const { baseUrl } = await answering(EXPORTS, { imports: IMPORTS });
    const observations = await fetchFrom(baseUrl);

    expect(observations.map(printed)).toEqual([
      'KR-WORLD exports 2026-01 65843937000 FOB',
      'KR-WORLD imports 2026-01 57143469000 CIF',
    ]);
    expect(observations[0]).toMatchObject({
      unit: 'USD',
      status: 'final',
      source: 'bank-of-korea',
      note: expect.stringContaining('thousand dollars'),
    });
    expect(observations.map(({ indicator }) => indicator)).toEqual([
      ...PROVIDERS['bank-of-korea'].indicators,
    ]);
  });

  test.each([['천불 '], ['천달러']])('may be in %j', async (unit) => {
    await expect(fetching(changed({ UNIT_NAME: unit }))).resolves.toHaveLength(1);
  });

  test.each(['백만불', '천원', '', null])('is refused in any other unit, as %j', async (unit) => {
    await expect(fetching(changed({ UNIT_NAME: unit }))).rejects.toMatchObject({
      code: 'source.unit',
      message: expect.stringContaining(`got: ${unit ?? ''}`),
    });
  });

  test('keeps decimals to the dollar', async () => {
    const [first] = await fetching(changed({ DATA_VALUE: '65843936.782' }));
    expect(first?.value.toFixed()).toBe('65843936782');
  });

  test('is absent where there is no value, and where there are no rows', async () => {
    await expect(fetching(changed({ DATA_VALUE: null }))).resolves.toEqual([]);
    await expect(fetching(changed({ DATA_VALUE: '' }))).resolves.toEqual([]);
    await expect(fetching(specimen('nothing.json'))).resolves.toEqual([]);
  });
});

describe('an answer', () => {
  const twice = JSON.parse(EXPORTS) as { StatisticSearch: { row: object[] } };
  twice.StatisticSearch.row.push(...twice.StatisticSearch.row);

  test.each([
    ['that is cut', EXPORTS.replace('"list_total_count":1', '"list_total_count":11'), 'cut'],
    ['with a month twice', JSON.stringify(twice).replace('_count":1', '_count":2'), 'duplicate'],
    ['about another table', changed({ STAT_CODE: '901Y011' }), 'echo'],
    ['about another item', changed({ ITEM_CODE1: 'T001' }), 'echo'],
    ['about a month before the first', changed({ TIME: '202512' }), 'echo'],
    ['about a month after the last', changed({ TIME: '202604' }), 'echo'],
    ['about a day', changed({ TIME: '20260101' }), 'echo'],
    ['about a quarter', changed({ TIME: '2026Q1' }), 'echo'],
    ['with commas in a number', changed({ DATA_VALUE: '65,843,937' }), 'number'],
    ['with a number below zero', changed({ DATA_VALUE: '-1' }), 'number'],
    ['whose numbers are no text', changed({ DATA_VALUE: 65843937 }), 'shape'],
    ['without a unit', changed({ UNIT_NAME: undefined }), 'shape'],
    ['of another shape', '{"row":[]}', 'shape'],
    ['that is XML', '<StatisticSearch/>', 'shape'],
    ['that ends early', EXPORTS.slice(0, 200), 'shape'],
    ['that is empty', '', 'shape'],
  ])('%s is refused', async (_, body, rule) => {
    await expect(fetching(body)).rejects.toMatchObject({ code: `source.${rule}` });
  });

  test('of another status is refused with it', async () => {
    await expect(fetching('Bad Request', 400)).rejects.toMatchObject({
      code: 'source.provider-error',
      message: expect.stringContaining('HTTP 400: Bad Request'),
    });
  });
});

describe('an error, which comes with status 200 and in another shape', () => {
  const result = (CODE: string) => JSON.stringify({ RESULT: { CODE, MESSAGE: 'words' } });

  test('may be about the key', async () => {
    await expect(fetching(specimen('error-key.json'))).rejects.toMatchObject({
      name: 'SourceKeyRefused',
      message: expect.stringContaining('INFO-100: 인증키가'),
    });
  });

  test.each(['ERROR-500', 'ERROR-600', 'ERROR-601', 'ERROR-602'])(
    'goes away by itself: %s',
    async (code) => {
      await expect(fetching(result(code))).rejects.toMatchObject({
        code: 'source.unreachable',
        retryable: true,
      });
    },
  );

  test.each(['ERROR-100', 'ERROR-101', 'ERROR-301'])('does not go away: %s', async (code) => {
    await expect(fetching(result(code))).rejects.toMatchObject({
      code: 'source.provider-error',
      message: expect.stringContaining(`${code}: words`),
    });
  });
});

describe('the local upstream', () => {
  const figures = (['T002', 'T004'] as const).flatMap((item, index) =>
    ['202512', '202601'].map((time) => ({ item, time, value: String(600 - index) })),
  );

  test('is asked in words that it takes', async () => {
    const baseUrl = await serveLoopback(createBankOfKoreaUpstream(figures));

    expect((await fetchFrom(baseUrl)).map(printed)).toEqual([
      'KR-WORLD exports 2026-01 600000 FOB',
      'KR-WORLD imports 2026-01 599000 CIF',
    ]);
    await expect(fetchFrom(baseUrl, [target('KR-WORLD', '2026-02')])).resolves.toEqual([]);
  });

  test('knows its keys, its rows, and its months', async () => {
    const upstream = createBankOfKoreaUpstream(figures);
    const baseUrl = await serveLoopback(upstream);
    const asked = async (rest: string) =>
      (await upstream.request(`/StatisticSearch/${KEY}/json/kr/${rest}`)).json();

    await expect(fetchFrom(baseUrl, [target()], 'other')).rejects.toMatchObject({
      name: 'SourceKeyRefused',
    });
    expect(await asked('1/1/901Y118/M/202512/202601/T002')).toMatchObject({
      StatisticSearch: { list_total_count: 2, row: [{ TIME: '202512' }] },
    });
    expect(await asked('1/9/901Y118/M/2025-12/2026-01/T002')).toMatchObject({
      RESULT: { CODE: 'ERROR-101' },
    });
  });
});
