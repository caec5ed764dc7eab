import { beforeAll, describe, expect, it } from 'vitest';
import {
  alertsAnswer,
  historyAnswer,
  observationsAnswer,
  pairAnswer,
  pairsAnswer,
  sourcesAnswer,
} from '../../support/answers.ts';
import { embeddedDatabase, type TestTable } from '../../support/embedded-database.ts';
import {
  type AskedApp,
  givenSeveralReleases,
  knownAt,
  queryOver,
  RESTATED_AT,
} from '../../support/query.ts';

const database = embeddedDatabase();
let table: TestTable;
let query: AskedApp;
beforeAll(async () => {
  table = await database.freshTable();
  await givenSeveralReleases(table);
  query = queryOver(table);
});

describe('GET /v1/pairs', () => {
  it('lists every watched pair, also one of which nothing is known yet', async () => {
    const { pairs } = await query.whenAsked('/v1/pairs', pairsAnswer);

    expect(pairs.map(({ pair, updatedAt }) => [pair, updatedAt])).toEqual([
      ['XA-XB', RESTATED_AT],
      ['XB-XC', null],
    ]);
    expect(pairs[0]?.metrics['balance']).toMatchObject({ period: '2025-06', value: -80 });
    expect(pairs[1]?.metrics).toEqual({});
  });

  it('is empty before anything was deployed', async () => {
    const empty = queryOver(await database.freshTable());

    expect(await empty.whenAsked('/v1/pairs', pairsAnswer)).toEqual({ pairs: [] });
    expect(await empty.whenAsked('/v1/sources', sourcesAnswer)).toEqual({ sources: [] });
    expect(await empty.whenAsked('/v1/alerts', alertsAnswer)).toEqual({ alerts: [], next: null });
    expect(await empty.whenRefused('/v1/pairs/XA-XB')).toMatchObject({ status: 404, known: [] });
  });
});

describe('GET /v1/pairs/{pair}', () => {
  it('answers the newest value of each metric with where it comes from', async () => {
    const { metrics, ...rest } = await query.whenAsked('/v1/pairs/XA-XB', pairAnswer);

    expect(rest).toMatchObject({ pair: 'XA-XB', reporter: 'XA', partner: 'XB' });
    expect(metrics['balance']).toMatchObject({
      period: '2025-06',
      value: -80,
      unit: 'USD',
      source: 'us-census',
      status: 'final',
      vintage: knownAt(6),
      previous: { period: '2025-05', value: -20 },
    });
  });

  it('says why a metric has no value, rather than 0', async () => {
    const { metrics } = await query.whenAsked('/v1/pairs/XA-XB', pairAnswer);

    expect(metrics['balance-12m']).toMatchObject({ value: null, reason: 'gap-in-window' });
  });

  it('knows a watched pair before there is anything to say of it', async () => {
    expect(await query.whenAsked('/v1/pairs/XB-XC', pairAnswer)).toMatchObject({
      pair: 'XB-XC',
      updatedAt: null,
      metrics: {},
    });
  });
});

describe('GET /v1/pairs/{pair}/metrics/{metric}', () => {
  const path = '/v1/pairs/XA-XB/metrics/balance';
  const periodsOf = async (parameters: string): Promise<string[]> =>
    (await query.whenAsked(`${path}${parameters}`, historyAnswer)).values.map(
      ({ period }) => period,
    );

  it('answers the months where there are months, oldest first', async () => {
    const { values, ...rest } = await query.whenAsked(path, historyAnswer);

    expect(values.map(({ value }) => value)).toEqual([-20, -30, -20, -80, -20, -80]);
    expect(values[1]).toEqual({ period: '2025-02', value: -30, vintage: RESTATED_AT });
    expect(rest).toMatchObject({ pair: 'XA-XB', metric: 'balance', unit: 'USD' });
    expect(rest).not.toHaveProperty('asOf');
  });

  it.each([
    ['?from=2025-03', ['2025-03', '2025-04', '2025-05', '2025-06']],
    ['?to=2025-02', ['2025-01', '2025-02']],
    ['?from=2025-02&to=2025-03', ['2025-02', '2025-03']],
    ['?from=2025-04&to=2025-04', ['2025-04']],
    ['?from=2026-01', []],
    ['?frequency=A', ['2024']],
    ['?from=2024', ['2024']],
    ['?to=2024&frequency=A', ['2024']],
    ['?frequency=Q', []],
  ])('keeps to %s, from and to included', async (parameters, periods) => {
    expect(await periodsOf(parameters)).toEqual(periods);
    const known = parameters ? `${parameters}&asOf=2099-01-01` : '?asOf=2099-01-01';
    expect(await periodsOf(known)).toEqual(periods);
  });

  it('answers what was known at an instant, that instant included', async () => {
    const before = new Date(Date.parse(RESTATED_AT) - 1).toISOString();
    const valueAsOf = async (asOf: string): Promise<unknown> =>
      (await query.whenAsked(`${path}?asOf=${asOf}`, historyAnswer)).values[1]?.value;

    expect(await valueAsOf(before)).toBe(-80);
    expect(await valueAsOf(RESTATED_AT)).toBe(-30);
  });

  it('takes a day as its end, and says which instant it took', async () => {
    const answer = await query.whenAsked(`${path}?asOf=2025-09-01`, historyAnswer);
    const dayBefore = await query.whenAsked(`${path}?asOf=2025-08-31`, historyAnswer);

    expect(answer.asOf).toBe('2025-09-01T23:59:59.999Z');
    expect(answer.values[1]?.value).toBe(-30);
    expect(dayBefore.values[1]?.value).toBe(-80);
  });

  it('is empty as of a day before anything was known, and of a metric without inputs', async () => {
    expect(await periodsOf('?asOf=2024-01-01')).toEqual([]);
    const duties = await query.whenAsked('/v1/pairs/XA-XB/metrics/duties', historyAnswer);
    expect(duties.values).toEqual([]);
  });
});

describe('GET /v1/pairs/{pair}/observations/{indicator}', () => {
  const path = '/v1/pairs/XA-XB/observations/imports';
  const february = async (parameters: string) =>
    (await query.whenAsked(`${path}${parameters}`, observationsAnswer)).values
      .filter(({ period }) => period === '2025-02')
      .map(({ value, vintage, print, run }) => [value, vintage, print, run]);

  it('answers what the source says now', async () => {
    expect(await february('')).toEqual([[130, RESTATED_AT, 2, 'run-7']]);
  });

  it('answers every vintage of it, oldest first, for history=all', async () => {
    expect(await february('?history=all')).toEqual([
      [180, knownAt(2), 1, 'run-2'],
      [130, RESTATED_AT, 2, 'run-7'],
    ]);
  });

  it('answers what it said as of an instant, and every vintage up to it for both', async () => {
    expect(await february('?asOf=2025-08-31')).toEqual([[180, knownAt(2), 1, 'run-2']]);
    expect(await february('?asOf=2025-08-31&history=all')).toHaveLength(1);
    expect(await february('?asOf=2025-09-01&history=all')).toHaveLength(2);
  });

  it('keeps periods in order, a year among the months where it ends', async () => {
    const { values } = await query.whenAsked(path, observationsAnswer);

    expect(values.map(({ period }) => period)).toEqual([
      '2024',
      ...['2025-01', '2025-02', '2025-03', '2025-04', '2025-05', '2025-06'],
    ]);
  });
});
