import { Big } from 'big.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pair } from '../../shared/domain/pair.ts';
import { period } from '../../shared/domain/period.ts';
import {
  announcedRate,
  entriesFor,
  pairsOf,
  type TariffEntry,
  termsOf,
} from '../../shared/domain/tariff-ledger.ts';
import { assertLaw } from '../support/law.ts';
import { chains, day, nothing, tariff } from '../support/tariffs.ts';

const LATER = '2030-01-01';

function rate(entries: readonly TariffEntry[], month: string, on = LATER): string | undefined {
  return announcedRate(entries, period(month), on)?.value.toFixed();
}

const months = fc.integer({ min: 1, max: 12 }).map((n) => `2025-${String(n).padStart(2, '0')}`);

/** The mean the long way round: day after day. */
function meanByDay(entries: readonly TariffEntry[], month: string): string | undefined {
  const days = Array.from({ length: 366 }, (_, number) => day(number)).filter((d) =>
    d.startsWith(month),
  );
  const rates = days.map((d) =>
    entries.filter(({ from, to }) => from <= d && (to === undefined || d <= to)),
  );
  if (rates.some((inForce) => inForce.length === 0)) return undefined;
  const sum = rates.flat().reduce((total, entry) => total.plus(entry.rate), new Big(0));
  return sum.div(days.length).round(4, 2).toFixed();
}

describe('the rate that was announced for a month', () => {
  it('is the rate itself where it is in force on every day', () => {
    expect(rate([tariff({ rate: 15 })], '2025-06')).toBe('15');
  });

  it('is the mean over the days where it changes within the month', () => {
    const entries = [
      tariff({ rate: 10, to: '2025-08-06', endKnown: '2025-07-31' }),
      tariff({ rate: 15, from: '2025-08-07', known: '2025-07-31' }),
    ];

    // Six days of ten percent and twenty-five of fifteen.
    expect(rate(entries, '2025-08')).toBe('14.0323');
  });

  it('adds up what is in force of several measures', () => {
    const entries = [
      tariff({ rate: 20 }),
      tariff({ rate: 125, measure: 'another', from: '2025-04-10', known: '2025-04-09' }),
    ];

    expect(rate(entries, '2025-03')).toBe('20');
    expect(rate(entries, '2025-04')).toBe('107.5');
    expect(rate(entries, '2025-05')).toBe('145');
  });

  it('is rounded once, half to even, to four decimals', () => {
    const ofADay = (percent: string) => [
      nothing('2025-01-01', '2025-02-27'),
      tariff({ rate: percent, from: '2025-02-28', known: '2025-01-01' }),
    ];

    // One day of twenty-eight: 0.00005 and 0.00015.
    expect(rate(ofADay('0.0014'), '2025-02')).toBe('0');
    expect(rate(ofADay('0.0042'), '2025-02')).toBe('0.0002');
  });

  it('is not known where the ledger does not speak of every day', () => {
    const entries = [tariff({ from: '2025-01-02', to: '2025-03-30', endKnown: '2025-01-01' })];

    expect(rate(entries, '2025-01')).toBeUndefined();
    expect(rate(entries, '2025-02')).toBe('10');
    expect(rate(entries, '2025-03')).toBeUndefined();
    expect(rate([], '2025-02')).toBeUndefined();
  });

  it('is nothing, and not unknown, where it is known that nothing is added', () => {
    expect(rate([nothing('2025-01-01')], '2025-02')).toBe('0');
  });

  it('agrees with counting every day', () => {
    assertLaw(
      fc.property(chains, months, (entries, month) => {
        expect(rate(entries, month)).toBe(meanByDay(entries, month));
      }),
    );
  });

  it('lies between the lowest and the highest rate of the month', () => {
    assertLaw(
      fc.property(chains, months, (entries, month) => {
        const found = announcedRate(entries, period(month), LATER);
        const rates = found?.of.map((entry) => entry.rate.toNumber()) ?? [];
        if (!found) return;
        expect(found.value.toNumber()).toBeGreaterThanOrEqual(Math.min(...rates));
        expect(found.value.toNumber()).toBeLessThanOrEqual(Math.max(...rates));
      }),
    );
  });
});

describe('a rate as it was known on a day', () => {
  // In force from the first of November, published on the third of December.
  const cars = [
    tariff({ rate: 25, to: '2025-10-31', endKnown: '2025-12-03' }),
    tariff({ rate: 15, from: '2025-11-01', known: '2025-12-03' }),
  ];

  it.each([
    ['2025-12-02', '25'],
    ['2025-12-03', '15'],
  ])('on %s of a month that was restated retroactively is %s', (on, announced) => {
    expect(rate(cars, '2025-11', on)).toBe(announced);
  });

  it('counts nothing before it was public', () => {
    expect(rate([tariff({ known: '2025-03-05' })], '2025-01', '2025-03-04')).toBeUndefined();
    expect(rate([tariff({ known: '2025-03-05' })], '2025-01', '2025-03-05')).toBe('10');
  });

  it('goes on where it was not yet known that it ends', () => {
    const ended = [tariff({ to: '2025-02-19', endKnown: '2025-02-20' }), nothing('2025-02-20')];

    expect(rate(ended, '2025-02', '2025-02-19')).toBe('10');
    expect(rate(ended, '2025-02', '2025-02-20')).toBe('6.7857');
  });

  it('leaves out what was replaced from its first day on, from the day on which it was', () => {
    const replaced = [
      tariff({ endKnown: '2025-03-04' }),
      tariff({ rate: 12, kind: 'floor', known: '2025-03-04' }),
    ];

    expect(rate(replaced, '2025-01', '2025-03-03')).toBe('10');
    expect(rate(replaced, '2025-01', '2025-03-04')).toBe('12');
  });

  it('is not changed by what becomes known later', () => {
    assertLaw(
      fc.property(chains, chains, months, fc.nat(400), (entries, others, month, number) => {
        const on = day(number);
        const later = others.map((entry) => ({ ...entry, known: day(number + 1) }));
        expect(rate([...entries, ...later], month, on)).toBe(rate(entries, month, on));
      }),
    );
  });

  it('has other terms where the kind of rate changes and the number does not', () => {
    const flat = tariff({ rate: 15 });

    expect(termsOf([flat])).toBe('S301 general flat 15');
    expect(termsOf([{ ...flat, kind: 'floor' }])).not.toBe(termsOf([flat]));
    expect(termsOf([{ ...flat, citation: 'Gazette, page 2' }])).toBe(termsOf([flat]));
  });
});

describe('what the goods of a pair pay', () => {
  const countryWide = tariff({ partners: 'XB XC' });
  const cars = tariff({ goods: '8703', rate: 25 });
  const metals = tariff({ goods: '72 7601', rate: 50 });
  const inWords = tariff({ goods: 'steel articles of 7 kinds', rate: 50 });
  const ledger = [countryWide, cars, metals, inWords];

  it.each([
    ['XA-XB', [countryWide]],
    ['XA-XC', [countryWide]],
    ['XA-XB:8703', [cars]],
    ['XA-XB:72', [metals]],
    ['XA-XB:7208', [metals]],
    ['XA-XB:8542', [countryWide]],
    // A part of the chapter pays something else.
    ['XA-XB:87', []],
    ['XA-XB:76', []],
    ['XA-XB:72-83', []],
    ['XA-XB:86-89', []],
    ['XA-XB:84-85', [countryWide]],
    ['XB-XA', []],
    ['XA-QA', []],
  ])('%s', (of, entries) => {
    expect(entriesFor(ledger, pair(of))).toEqual(entries);
  });

  it('is told of the pairs that the ledger speaks of', () => {
    expect(pairsOf(ledger)).toEqual(['XA-XB', 'XA-XB:72', 'XA-XB:7601', 'XA-XB:8703', 'XA-XC']);
  });
});
