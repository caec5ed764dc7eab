import { Big } from 'big.js';
import * as fc from 'fast-check';
import type { Economy } from '../../shared/domain/pair.ts';
import type { TariffEntry } from '../../shared/domain/tariff-ledger.ts';

type Overrides = Partial<Omit<TariffEntry, 'rate' | 'partners' | 'codes'>> & {
  rate?: number | string;
  partners?: string;
};

/** A tariff of the fictional economy XA on all goods of XB, 10 percent, announced and in force from 2025-01-01 on. */
export function tariff({
  rate = 10,
  partners = 'XB',
  goods = 'all',
  ...rest
}: Overrides = {}): TariffEntry {
  return {
    reporter: 'XA' as Economy,
    partners: partners.split(' ') as Economy[],
    goods,
    codes: /^\d/.test(goods) ? goods.split(' ') : [],
    authority: 'S301',
    measure: 'general',
    kind: 'flat',
    rate: new Big(rate),
    from: '2025-01-01',
    to: undefined,
    known: '2025-01-01',
    endKnown: undefined,
    instrument: 'Order 1',
    citation: 'Gazette, page 1',
    ...rest,
  };
}

/** Nothing is added, and that is known: from one day to another. */
export function nothing(from: string, to?: string, endKnown = from): TariffEntry {
  const authority = { authority: 'none', measure: 'none', rate: 0 };
  return tariff({ ...authority, from, to, known: from, endKnown: to && endKnown });
}

/** The days of 2025 and on, from 0. */
export function day(number: number): string {
  return new Date(Date.UTC(2025, 0, 1 + number)).toISOString().slice(0, 10);
}

/** Entries of one measure that follow on each other, announced when they begin, up to some day of 2025 or 2026. */
export const chains: fc.Arbitrary<TariffEntry[]> = fc
  .array(
    fc.record({
      days: fc.integer({ min: 1, max: 90 }),
      rate: fc.integer({ min: 1, max: 1450 }).map((tenths) => tenths / 10),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((stretches) => {
    let next = 0;
    return stretches.map(({ days, rate: percent }) => {
      const [from, end] = [next, next + days];
      next = end;
      return tariff({
        ...{ rate: percent, from: day(from), known: day(from) },
        ...{ to: day(end - 1), endKnown: day(from) },
      });
    });
  });
