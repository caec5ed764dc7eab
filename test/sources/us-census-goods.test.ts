import { describe, expect, test } from 'vitest';
import {
  answering,
  CHINA,
  fetchFrom,
  fetchImports,
  imports,
  JAPAN,
  json,
  KOREA,
  printed,
  target,
} from '../support/census.ts';

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
