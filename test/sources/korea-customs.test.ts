import { describe, expect, test } from 'vitest';
import { period } from '../../shared/domain/period.ts';
import { PROVIDERS } from '../../shared/sources/providers.ts';
import {
  answering,
  fetched,
  fetchFrom,
  KEY,
  printed,
  specimen,
  target,
} from '../support/korea-customs.ts';

const US = specimen('nationtrade-us.xml');
const WORLD = specimen('newtrade.xml');
const CHIPS = specimen('nitemtrade-cn-8542.xml');
const CHIPS_OF_ALL = specimen('itemtrade-8542.xml');

describe('what is asked', () => {
  test('is the table of countries for each partner, and that of all countries once for all of them', async () => {
    const { baseUrl, asked } = await answering({});
    await fetchFrom(baseUrl, [target('KR-US'), target('KR-JP', '2026-02', '2026-05')]);

    expect(asked).toEqual([
      `/nationtrade/getNationtradeList?serviceKey=${KEY}&strtYymm=202601&endYymm=202603&cntyCd=US`,
      `/nationtrade/getNationtradeList?serviceKey=${KEY}&strtYymm=202602&endYymm=202605&cntyCd=JP`,
      `/Newtrade/getNewtradeList?serviceKey=${KEY}&strtYymm=202601&endYymm=202605`,
    ]);
  });

  test('is no more than twelve months at a time, without a gap and without a month twice', async () => {
    const { baseUrl, asked } = await answering({});
    await fetchFrom(baseUrl, [target('KR-WORLD', '2023-10', '2026-01')]);

    expect(asked.map((url) => url.replace(/.*(strtYymm)/, '$1'))).toEqual([
      'strtYymm=202310&endYymm=202409',
      'strtYymm=202410&endYymm=202509',
      'strtYymm=202510&endYymm=202601',
    ]);
  });

  test('of goods are the tables by commodity, in calls of their own beside those for all goods', async () => {
    const { baseUrl, asked } = await answering({});
    await fetchFrom(baseUrl, [target('KR-CN'), target('KR-CN:8542')]);

    expect(asked.map((url) => url.replace(/serviceKey=.*endYymm=202603/, '…'))).toEqual([
      '/nationtrade/getNationtradeList?…&cntyCd=CN',
      '/Newtrade/getNewtradeList?…',
      '/nitemtrade/getNitemtradeList?…&cntyCd=CN&hsSgn=8542',
      '/Itemtrade/getItemtradeList?…&hsSgn=8542',
    ]);
  });

  test.each([
    ['as letters in base 64', 'ab+/cd=='],
    ['escaped already', 'ab%2B%2Fcd%3D%3D'],
  ])('carries a key that is given %s escaped once', async (_, key) => {
    const { baseUrl, asked } = await answering({});
    await fetchFrom(baseUrl, [target('KR-WORLD')], key);

    expect(asked[0]).toContain('serviceKey=ab%2B%2Fcd%3D%3D&');
  });

  test('is nothing where nothing is wanted', async () => {
    const { baseUrl, asked } = await answering({});
    await expect(fetchFrom(baseUrl, [])).resolves.toEqual([]);
    expect(asked).toEqual([]);
  });

  test('is nothing at all where one of the pairs is not reported by Korea, or wanted by year', async () => {
    const { baseUrl, asked } = await answering({});
    const years = {
      ...target('KR-US'),
      frequency: 'A',
      from: period('2025'),
      to: period('2025'),
    } as const;

    await expect(fetchFrom(baseUrl, [target('KR-US'), target('US-KR')])).rejects.toMatchObject({
      code: 'source.unsupported-pair',
      message: expect.stringContaining('US-KR'),
    });
    await expect(fetchFrom(baseUrl, [years])).rejects.toMatchObject({
      code: 'source.unsupported-frequency',
    });
    expect(asked).toEqual([]);
  });
});

describe('what is read', () => {
  test('is exports FOB and imports CIF of each month, in whole dollars', async () => {
    const observations = await fetched({ nationtrade: US }, target('KR-US'));

    expect(observations.map(printed)).toEqual([
      'KR-US exports 2026-01 12006733027 FOB',
      'KR-US imports 2026-01 6762138027 CIF',
      'KR-US exports 2026-02 12704240943 FOB',
      'KR-US imports 2026-02 5759988642 CIF',
      'KR-US exports 2026-03 16420151742 FOB',
      'KR-US imports 2026-03 7236733451 CIF',
    ]);
    expect(observations[0]).toMatchObject({
      unit: 'USD',
      status: 'final',
      source: 'korea-customs',
    });
  });

  test('of all countries is the total beside each pair, and what Korea trades with the world', async () => {
    const observations = await fetched({ Newtrade: WORLD }, target('KR-US'), target('KR-WORLD'));

    expect(observations.map(printed)).toEqual([
      'KR-US total-exports 2026-01 65843936782 FOB',
      'KR-US total-imports 2026-01 57143468789 CIF',
      'KR-WORLD exports 2026-01 65843936782 FOB',
      'KR-WORLD imports 2026-01 57143468789 CIF',
    ]);
  });

  test('of goods is the sum of the parts that they come in', async () => {
    const observations = await fetched(
      { nitemtrade: CHIPS, Itemtrade: CHIPS_OF_ALL },
      target('KR-CN:8542'),
    );

    expect(observations.map(printed)).toEqual([
      'KR-CN:8542 exports 2026-01 5849927672 FOB',
      'KR-CN:8542 imports 2026-01 2209996288 CIF',
      'KR-CN:8542 total-exports 2026-01 2643722896 FOB',
      'KR-CN:8542 total-imports 2026-01 2727791664 CIF',
    ]);
  });

  test('of a chapter is the sum of its headings', async () => {
    const headings = CHIPS.replaceAll(/<hsCd>8542(\d\d)</g, '<hsCd>85$1<');
    const observations = await fetched({ nitemtrade: headings }, target('KR-CN:85'));

    expect(observations.map(printed)[0]).toBe('KR-CN:85 exports 2026-01 5849927672 FOB');
  });

  test('is every indicator that is said of the source', async () => {
    const observations = await fetched({ nationtrade: US, Newtrade: WORLD }, target('KR-US'));

    expect([...new Set(observations.map(({ indicator }) => indicator))]).toEqual([
      ...PROVIDERS['korea-customs'].indicators,
    ]);
  });

  test('is for each pair what it asked for, and not all of the widest span', async () => {
    const observations = await fetched(
      { Newtrade: WORLD },
      target('KR-US', '2026-02'),
      target('KR-JP', '2026-01'),
    );

    expect(new Set(observations.map(({ pair }) => pair))).toEqual(new Set(['KR-JP']));
  });

  test('a month that is not counted yet is absent, and an answer without rows is no error', async () => {
    const months = await fetched({ nationtrade: US }, target('KR-US', '2026-01', '2026-12'));

    expect(new Set(months.map((found) => found.period))).toEqual(
      new Set(['2026-01', '2026-02', '2026-03']),
    );
    await expect(fetched({}, target('KR-US'))).resolves.toEqual([]);
  });

  test('a zero that is stated is a figure', async () => {
    const none = US.replaceAll(/<impDlr>\d+</g, '<impDlr>0<').replaceAll(
      /<balPayments>\d+<(.*?)<expDlr>(\d+)</g,
      '<balPayments>$2<$1<expDlr>$2<',
    );
    const observations = await fetched({ nationtrade: none }, target('KR-US'));

    expect(observations.map(printed)[1]).toBe('KR-US imports 2026-01 0 CIF');
  });
});

describe('the total row', () => {
  const [total = ''] = /<item>(?:(?!<\/item>).)*총계<\/year><\/item>/.exec(CHIPS) ?? [];
  const without = CHIPS.replace(total, '');
  const expected = ['5849927672', '2209996288'];

  test.each([
    ['first', CHIPS],
    ['last', without.replace('</items>', `${total}</items>`)],
    ['in between', without.replace('</item><item>', `</item>${total}<item>`)],
    ['under its other name', CHIPS.replace('총계', '합계')],
    ['not at all', without],
  ])('is no month and no part, whether it stands %s', async (_, body) => {
    const observations = await fetched({ nitemtrade: body }, target('KR-CN:8542'));
    expect(observations.map(({ value }) => value.toFixed())).toEqual(expected);
  });

  test('shows that a row is missing', async () => {
    const short = CHIPS.replace(/<item>(?:(?!<\/item>).)*854233.*?<\/item>/, '');

    await expect(fetched({ nitemtrade: short }, target('KR-CN:8542'))).rejects.toMatchObject({
      code: 'source.total',
      message: expect.stringMatching(/exports 5849927672 .* got: exports 5849281799/),
    });
  });

  test('comes once', async () => {
    const twice = CHIPS.replace('</items>', `${total}</items>`);

    await expect(fetched({ nitemtrade: twice }, target('KR-CN:8542'))).rejects.toMatchObject({
      code: 'source.duplicate',
    });
  });
});
