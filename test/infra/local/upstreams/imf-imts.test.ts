import { describe, expect, test } from 'vitest';
import {
  createImfImtsUpstream,
  type ImtsFigure,
} from '../../../../infra/local/upstreams/imf-imts.ts';

const annual = {
  country: 'KOR',
  indicator: 'XG_FOB_USD',
  counterpart: 'CHN',
  frequency: 'A',
  period: '2024',
  value: '132902972288',
} as const satisfies ImtsFigure;

const months: ImtsFigure[] = ['12006733027', '12704240943', '16420151742'].map((value, index) => ({
  ...annual,
  counterpart: 'USA',
  frequency: 'M',
  period: `2026-M0${index + 1}`,
  value,
}));

const upstream = createImfImtsUpstream([annual, ...months]);

async function ask(path: string, accept = 'application/vnd.sdmx.data+csv;version=2.0.0') {
  const answer = await upstream.request(`/data/dataflow/${path}`, { headers: { accept } });
  const [header = '', ...rows] = (await answer.text()).split('\r\n').filter(Boolean);
  return { status: answer.status, header, rows };
}

describe('the key', () => {
  test.each([
    ['KOR.XG_FOB_USD.CHN.A', 1],
    ['KOR.XG_FOB_USD+MG_CIF_USD.CHN+USA.A+M', 4],
    ['*.*.*.M', 3],
    ['KOR.XG_FOB_USD..A', 0],
    ['JPN.XG_FOB_USD.CHN.A', 0],
  ])('%s finds %i rows', async (key, count) => {
    const { status, header, rows } = await ask(`IMF.STA/IMTS/+/${key}`);
    expect([status, rows.length]).toEqual([200, count]);
    expect(header).toMatch(/^STRUCTURE\[;\],STRUCTURE_ID,ACTION,COUNTRY,/);
  });

  test('with another number of slots is a 400', async () => {
    expect((await ask('IMF.STA/IMTS/+/KOR.XG_FOB_USD.CHN')).status).toBe(400);
  });
});

test.each([
  ['c[TIME_PERIOD]=ge:2026-02', ['2026-M02', '2026-M03']],
  ['c[TIME_PERIOD]=ge:2026-02%2Ble:2026-02', ['2026-M02']],
  ['c[TIME_PERIOD]=ge:2026-M01+le:2026-M02', ['2026-M01', '2026-M02']],
  ['startPeriod=2026-03', ['2026-M01', '2026-M02', '2026-M03']],
])('%s keeps %j', async (query, periods) => {
  const { rows } = await ask(`IMF.STA/IMTS/+/KOR.*.USA.M?${query}`);
  expect(rows.map((row) => row.split(',')[7])).toEqual(periods);
});

test('a dataflow that does not exist is a 204', async () => {
  expect(await ask('IMF.STA/DOT/+/*.*.*.A')).toMatchObject({ status: 204, rows: [] });
});

test('XML comes where CSV is not asked for', async () => {
  expect((await ask('IMF.STA/IMTS/+/*.*.*.A', '*/*')).header).toMatch(/^<\?xml/);
});
