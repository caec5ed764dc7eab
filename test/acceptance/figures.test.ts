// Publishers of the figures: test/support/figures-of-the-replay.ts.
import { describe, expect, it } from 'vitest';
import {
  historyAnswer,
  observationsAnswer,
  pairAnswer,
  pairsAnswer,
  sourcesAnswer,
} from '../support/answers.ts';
import { FIGURES_OF_THE_REPLAY } from '../support/figures-of-the-replay.ts';
import { givenTheReplay, givenTidemark, whenValueIsAsked } from '../support/tidemark.ts';

const tidemark = givenTidemark();
const { whenAsked } = tidemark;

describe('what the replay comes to', () => {
  givenTheReplay();

  it.each(FIGURES_OF_THE_REPLAY)('%s %s of %s is %d', async (pair, metric, period, value) => {
    expect(await whenValueIsAsked(tidemark, [pair, metric, period])).toBe(value);
  });

  it('shows the newest of them as the latest of the pair, with the value before and where it comes from', async () => {
    const { metrics, updatedAt, ...names } = await whenAsked('/v1/pairs/US-KR', pairAnswer);

    expect(names).toEqual({
      pair: 'US-KR',
      reporter: 'US',
      partner: 'KR',
      reporterName: 'United States',
      partnerName: 'South Korea',
    });
    expect(updatedAt).toBe('2026-08-04T12:30:00.000Z');
    expect(metrics['balance-12m']).toMatchObject({
      period: '2026-06',
      value: -61_095_865_732,
      unit: 'USD',
      basis: 'exports FAS, imports customs value',
      source: 'us-census',
      status: 'final',
      vintage: '2026-08-04T12:30:00.000Z',
      previous: { period: '2026-05', value: -58_504_199_003 },
    });
  });

  it('says beside every duty figure that HS chapters 98 and 99 are not in it', async () => {
    const duties = await whenAsked('/v1/pairs/US-KR/observations/duties', observationsAnswer);
    const rate = await whenAsked('/v1/pairs/US-KR/metrics/effective-tariff-rate', historyAnswer);

    expect(duties.values).toHaveLength(21);
    for (const { note } of duties.values) expect(note).toMatch(/exclude HS chapters 98 and 99/);
    expect(rate.notes.join(' ')).toMatch(/exclude HS chapters 98 and 99/);
  });

  // The replay ends in August 2026, and the clock then goes on with today.
  it('knows a source that is past its release as stale, and one that was not polled as waiting', async () => {
    const { sources } = await whenAsked('/v1/sources', sourcesAnswer);

    const inState = (wanted: string) =>
      sources.flatMap(({ source, state, newestPeriod }) =>
        state === wanted ? `${source} ${newestPeriod}` : [],
      );

    expect(inState('stale')).toEqual([
      ...['us-census 2026-06', 'un-comtrade 2024', 'published-figures 2022'],
      ...['tariff-ledger 2026-07', 'us-treasury 2026-02', 'world-bank 2022'],
    ]);
    expect(inState('ok')).toEqual(['wits 2023']);
    // Nothing of them is replayed: no pair has them, or they had nothing to say.
    const unheard = ['imf-imts', 'korea-customs', 'bank-of-korea', 'federal-register'];
    expect(inState('waiting')).toEqual(unheard.map((source) => `${source} null`));
    expect(sources).toHaveLength(6 + 1 + unheard.length);
    expect(sources[0]).toMatchObject({
      reason: 'nothing after 2026-06; the next period was expected on 2026-09-03',
      lastRun: { at: '2026-08-04T12:30:00.000Z', outcome: 'changed', changed: 17 },
      lastRelease: '2026-08-04T12:30:00.000Z',
      nextExpectedRelease: '2026-09-03',
      nextRelease: { period: '2026-07', basis: 'announced', state: 'stale' },
    });
  });
});

describe('the revision of November 2025', () => {
  givenTheReplay();
  const november = ['US-KR', 'effective-tariff-rate', '2025-11'] as const;

  it.each([
    ['a month that was not over', '2025-11-30', undefined],
    // What was announced for the month is known by then, and nothing of what was collected.
    ['the day before its first print', '2026-01-28', null],
    ['the millisecond before the first print', '2026-01-29T13:29:59.999Z', null],
    ['the first print', '2026-01-29T13:30:00Z', 13.8945],
    ['the millisecond before the revision', '2026-02-04T13:29:59.999Z', 13.8945],
    ['the same instant in Seoul', '2026-02-04T22:29:59.999+09:00', 13.8945],
    ['the revision', '2026-02-04T13:30:00Z', 8.5315],
    ['the day of the revision, at its end', '2026-02-04', 8.5315],
    ['today', undefined, 8.5315],
  ])('is known as of %s as the pair was known then', async (_when, asOf, value) => {
    expect(await whenValueIsAsked(tidemark, november, asOf)).toBe(value);
  });

  it('leaves both vintages to be read, the first print and the revision', async () => {
    const path = '/v1/pairs/US-KR/observations/duties?history=all';
    const { values } = await whenAsked(path, observationsAnswer);

    expect(
      values
        .filter(({ period }) => period === '2025-11')
        .map(({ value, vintage, print }) => [value, vintage, print]),
    ).toEqual([
      [1_159_932_188, '2026-01-29T13:30:00.000Z', 1],
      [712_221_022, '2026-02-04T13:30:00.000Z', 2],
    ]);
    expect(values).toHaveLength(22);
  });

  it('carries on into the rate over twelve months that holds the month', async () => {
    const whole = ['US-KR', 'effective-tariff-rate-12m', '2025-11'] as const;

    const before = await whenValueIsAsked(tidemark, whole, '2026-02-03');
    const after = await whenValueIsAsked(tidemark, whole);

    expect(before).toBeGreaterThan(after ?? Number.POSITIVE_INFINITY);
  });
});

describe('what was announced', () => {
  givenTheReplay();

  it.each([
    // The order for Japan restates August; the notice for Korea restates November: other terms, and the same numbers.
    ['US-JP', '2025-08', 14.0323, '2025-09-01T23:00:00.000Z', '2025-09-04T23:00:00.000Z'],
    ['US-KR', '2025-11', 15, '2025-12-01T23:00:00.000Z', '2025-12-03T23:00:00.000Z'],
  ])(
    'for %s in %s is kept as it was first known and as it was restated',
    async (pair, period, value, first, second) => {
      const path = `/v1/pairs/${pair}/observations/statutory-rate?history=all`;
      const { values } = await whenAsked(path, observationsAnswer);
      const [before, after, ...others] = values.filter((found) => found.period === period);

      expect(others).toEqual([]);
      expect(before).toMatchObject({ value, vintage: first, print: 1, basis: 'tariff ledger' });
      expect(after).toMatchObject({ value, vintage: second, print: 2 });
      expect(before?.note).not.toMatch(/with the base rate in it/);
      expect(after?.note).toMatch(/15% with the base rate in it/);
    },
  );

  it('is known when the month is over, before anything is collected', async () => {
    const july = ['US-KR', 'statutory-tariff-rate', '2026-07'] as const;
    const gap = ['US-KR', 'tariff-gap', '2026-07'] as const;

    expect(await whenValueIsAsked(tidemark, july, '2026-07-31')).toBeUndefined();
    expect(await whenValueIsAsked(tidemark, july, '2026-08-02')).toBe(10.6452);
    expect(await whenValueIsAsked(tidemark, gap)).toBeNull();
  });

  it('leaves a gap that the revision of November 2025 opened', async () => {
    const november = ['US-KR', 'tariff-gap', '2025-11'] as const;

    expect(await whenValueIsAsked(tidemark, november, '2026-02-03')).toBe(1.1055);
    expect(await whenValueIsAsked(tidemark, november)).toBe(6.4685);
  });
});

describe('a value that is not there', () => {
  givenTheReplay();

  it('is null with gap-in-window for twelve months before there are twelve, and never 0', async () => {
    const path = '/v1/pairs/US-KR/metrics/balance-12m';
    const { values } = await whenAsked(path, historyAnswer);

    const missing = values.filter(({ value }) => value === null);
    expect(missing.map(({ period }) => period)).toEqual([
      ...['2024-10', '2024-11', '2024-12'],
      ...['01', '02', '03', '04', '05', '06', '07', '08'].map((month) => `2025-${month}`),
      // Of this month only what was announced is known.
      '2026-07',
    ]);
    expect(missing).toSatisfy((all: object[]) =>
      all.every((value) => 'reason' in value && value.reason === 'gap-in-window'),
    );
  });

  it('is null for a month of which one side was never printed', async () => {
    const share = ['US-KR', 'dutiable-share', '2025-11'] as const;

    expect(await whenValueIsAsked(tidemark, share, '2026-02-03')).toBeNull();
    expect(await whenValueIsAsked(tidemark, share)).toBeCloseTo(40.981, 3);
  });

  it('is no gap that a year before could fill: 2022 of Korea with Japan stands alone', async () => {
    const { values } = await whenAsked('/v1/pairs/KR-JP/metrics/balance', historyAnswer);
    const known = values.flatMap(({ period, value }) => (value === null ? [] : period));
    expect(known).toEqual(['2018', '2019', '2022']);
    expect(await whenValueIsAsked(tidemark, ['KR-JP', 'balance-change-yoy', '2022'])).toBeNull();
    expect(await whenValueIsAsked(tidemark, ['KR-JP', 'balance-change-yoy', '2019'])).toBe(
      4_912_000_000,
    );
  });
});

describe('every metric of every pair', () => {
  it('has today the same history whether it was stored or is computed from the vintages', async () => {
    const { pairs } = await whenAsked('/v1/pairs', pairsAnswer);
    for (const { pair } of pairs) {
      const { metrics } = await whenAsked(`/v1/pairs/${pair}`, pairAnswer);
      for (const metric of Object.keys(metrics)) {
        const path = `/v1/pairs/${pair}/metrics/${metric}`;
        const stored = await whenAsked(path, historyAnswer);
        const computed = await whenAsked(`${path}?asOf=2099-12-31`, historyAnswer);
        const { asOf: _, ...known } = computed;
        expect(known, path).toEqual(stored);
      }
    }
  });

  it('stands in the latest with the last value of its history', async () => {
    const { pairs } = await whenAsked('/v1/pairs', pairsAnswer);
    for (const { pair } of pairs) {
      const { metrics } = await whenAsked(`/v1/pairs/${pair}`, pairAnswer);
      for (const [metric, { period, value }] of Object.entries(metrics)) {
        expect(await whenValueIsAsked(tidemark, [pair, metric, period]), metric).toBe(value);
      }
    }
  });
});
