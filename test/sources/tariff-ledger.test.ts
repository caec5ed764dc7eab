// Instruments and citations stand in shared/sources/tariff-ledger.csv, beside each rate.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Instant, instant, type Observation } from '../../shared/domain/observation.ts';
import { pair } from '../../shared/domain/pair.ts';
import { period } from '../../shared/domain/period.ts';
import type { SourceTarget } from '../../shared/sources/source.ts';
import { tariffLedger } from '../../shared/sources/tariff-ledger.ts';
import { contentHash } from '../../shared/store/observations.ts';
import { sourceContext } from '../support/source-context.ts';

const SHIPPED = readFileSync(
  new URL('../../shared/sources/tariff-ledger.csv', import.meta.url),
  'utf8',
);
const TODAY = instant('2026-11-25T06:00:00Z');

function target(of: string, from: string, to = from): SourceTarget {
  return { pair: pair(of), frequency: 'M', from: period(from), to: period(to) };
}

async function told(targets: SourceTarget[], knownAt: Instant = TODAY): Promise<Observation[]> {
  return tariffLedger.fetch({ targets }, sourceContext({ knownAt, shipped: { tariffs: SHIPPED } }));
}

/** The rates of some months in a row. */
async function rates(of: string, from: string, to: string): Promise<string[]> {
  return (await told([target(of, from, to)])).map(({ value }) => value.toFixed());
}

async function rateOf(of: string, month: string, on: string): Promise<Observation | undefined> {
  const [found] = await told([target(of, month)], instant(`${on}T23:00:00Z`));
  return found;
}

describe('the shipped ledger', () => {
  it('has the path of Korea: ten, fifteen, nothing for four days, ten, twelve and a half', async () => {
    expect(await rates('US-KR', '2025-01', '2026-10')).toEqual([
      // 10 % from 2025-04-05: 26 of 30 days.
      ...['0', '0', '0', '8.6667', '10', '10', '10'],
      // 15 % from 2025-08-07: 25 of 31 days; from 2025-11-14 with the base rate in it.
      ...['14.0323', '15', '15', '15', '15', '15'],
      // 15 % for 19 days, nothing for four, 10 % for five.
      ...['11.9643', '10', '10', '10', '10'],
      // 12.5 % from 2026-07-24: 8 of 31 days.
      ...['10.6452', '12.5', '12.5', '12.5'],
    ]);
  });

  it('has the same numbers for Japan, on other terms', async () => {
    expect(await rates('US-JP', '2025-01', '2026-10')).toEqual(
      await rates('US-KR', '2025-01', '2026-10'),
    );
    const [japan] = await told([target('US-JP', '2025-10')]);
    const [korea] = await told([target('US-KR', '2025-10')]);
    expect([japan?.terms, korea?.terms]).toEqual([
      'IEEPA reciprocal floor 15',
      'IEEPA reciprocal flat 15',
    ]);
  });

  it('has the path of China, where two measures add up, to 145 percent and back', async () => {
    expect(await rates('US-CN', '2025-01', '2026-08')).toEqual([
      ...['0', '8.9286', '19.0323', '111.6333', '78.2258'],
      ...['30', '30', '30', '30', '30', '23', '20', '20'],
      ...['15.3571', '10', '10', '10', '10', '10.6452', '12.5'],
    ]);
  });

  it('has the rate of the sector for cars, and none for the chapter that cars are a part of', async () => {
    expect(await rates('US-KR:8703', '2025-03', '2025-11')).toEqual([
      ...['0', '23.3333', '25', '25', '25', '25', '25', '25', '15'],
    ]);
    expect(await rates('US-JP:8703', '2025-08', '2025-10')).toEqual(['25', '20', '15']);
    expect(await rates('US-KR:87', '2025-03', '2025-11')).toEqual([]);
    expect(await rates('US-KR:8542', '2025-05', '2025-05')).toEqual(['10']);
  });

  it.each([
    ['US-KR', '2024-12'],
    ['KR-US', '2025-06'],
    ['US-MX', '2025-06'],
  ])('says nothing of %s in %s', async (of, month) => {
    expect(await told([target(of, month)])).toEqual([]);
  });

  it.each([
    ['US-KR:8703', '2025-11', '2025-12-02', '25', 'S232 cars flat 25'],
    ['US-KR:8703', '2025-11', '2025-12-03', '15', 'S232 cars floor 15'],
    ['US-KR', '2025-11', '2025-12-02', '15', 'IEEPA reciprocal flat 15'],
    ['US-KR', '2025-11', '2025-12-03', '15', 'IEEPA reciprocal flat 15, IEEPA reciprocal floor 15'],
    [
      'US-JP',
      '2025-08',
      '2025-09-03',
      '14.0323',
      'IEEPA reciprocal flat 10, IEEPA reciprocal flat 15',
    ],
    [
      'US-JP',
      '2025-08',
      '2025-09-04',
      '14.0323',
      'IEEPA reciprocal flat 10, IEEPA reciprocal floor 15',
    ],
  ])('says of %s in %s, as known on %s, %s percent: %s', async (of, month, on, value, terms) => {
    const found = await rateOf(of, month, on);

    expect(found?.value.toFixed()).toBe(value);
    expect(found?.terms).toBe(terms);
  });

  it('makes another vintage of other terms, though the number be the same', async () => {
    const [before, after, later] = [
      await rateOf('US-KR', '2025-11', '2025-12-02'),
      await rateOf('US-KR', '2025-11', '2025-12-03'),
      await rateOf('US-KR', '2025-11', '2026-01-01'),
    ].map((found) => found && contentHash(found));

    expect(after).not.toBe(before);
    expect(later).toBe(after);
  });
});

describe('what is told', () => {
  it('is a rate in percent with what was announced, by which instrument and where it is printed', async () => {
    const [found, ...others] = await told([target('US-KR', '2025-08')]);

    expect(others).toEqual([]);
    expect(found).toMatchObject({
      pair: 'US-KR',
      indicator: 'statutory-rate',
      period: '2025-08',
      unit: 'percent',
      basis: 'tariff ledger',
      status: 'final',
      source: 'tariff-ledger',
    });
    expect(found?.note).toBe(
      'Announced: 10%, IEEPA (Executive Order 14257 of 2025-04-02, 90 FR 15041; doc. 2025-06063); ' +
        '15%, IEEPA (Executive Order 14326 of 2025-07-31, 90 FR 37963; doc. 2025-15010).',
    );
  });

  it('says where the base rate is in a rate, and where a rate is not of these goods alone', async () => {
    const [floor] = await told([target('US-KR', '2025-12')]);
    const [chips] = await told([target('US-KR:8542', '2025-12')]);
    const [cars] = await told([target('US-KR:8703', '2025-12')]);
    const [before] = await told([target('US-KR', '2025-03')]);

    expect(floor?.note).toMatch(/^Announced: 15% with the base rate in it, IEEPA /);
    expect(chips?.note).toMatch(/Country-wide: what is particular to these goods is not in it\.$/);
    expect(cars?.note).not.toMatch(/Country-wide/);
    expect(before?.note).toMatch(/^Announced: 0% \(no general additional duty, /);
  });

  it('is of every pair and month that was asked for', async () => {
    const found = await told([target('US-KR', '2025-05', '2025-06'), target('US-CN', '2025-05')]);

    expect(found.map((of) => `${of.pair} ${of.period}`)).toEqual([
      'US-KR 2025-05',
      'US-KR 2025-06',
      'US-CN 2025-05',
    ]);
  });

  it('is nothing without a ledger, which is refused with how to mend it', async () => {
    await expect(
      tariffLedger.fetch({ targets: [target('US-KR', '2025-05')] }, sourceContext()),
    ).rejects.toThrow(
      expect.objectContaining({
        code: 'source.no-ledger',
        message: expect.stringContaining('shared/sources/tariff-ledger.csv'),
      }),
    );
  });
});
