import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contradictionsIn } from '../../shared/domain/tariff-ledger.ts';
import { assertLaw } from '../support/law.ts';
import { chains, nothing, tariff } from '../support/tariffs.ts';

describe('entries that contradict each other', () => {
  it('are those of one measure that overlap', () => {
    const [fault, ...others] = contradictionsIn([
      tariff({ to: '2025-06-30', endKnown: '2025-01-01' }),
      tariff({ from: '2025-06-30', known: '2025-01-01' }),
    ]);

    expect(fault).toBe(
      'XA-XB all: entries from 2025-01-01 and from 2025-06-30 overlap, as known on 2025-01-01',
    );
    expect(others).toEqual([]);
  });

  it('are something beside nothing', () => {
    expect(contradictionsIn([nothing('2025-01-01'), tariff()])).toHaveLength(1);
  });

  it('are those that leave days out', () => {
    const gap = contradictionsIn([
      tariff({ to: '2025-06-28', endKnown: '2025-01-01' }),
      tariff({ from: '2025-06-30', known: '2025-01-01' }),
    ]);

    expect(gap).toEqual([
      'XA-XB all: nothing is said of the days between 2025-06-28 and 2025-06-30, as known on 2025-01-01',
    ]);
  });

  it('are those that fit in the end and did not when the first of them became known', () => {
    const announcedTooEarly = contradictionsIn([
      tariff({ to: '2025-06-30', endKnown: '2025-06-20' }),
      tariff({ from: '2025-07-01', known: '2025-06-10' }),
    ]);

    expect(announcedTooEarly).toEqual([expect.stringContaining('as known on 2025-06-10')]);
  });

  it('are not those of other goods, other partners or another measure', () => {
    const together = [
      tariff(),
      tariff({ goods: '8703' }),
      tariff({ partners: 'XC' }),
      tariff({ measure: 'another' }),
    ];

    expect(contradictionsIn(together)).toEqual([]);
  });

  it('are not a short tariff beside a long one, and what follows on the long one', () => {
    const beside = [
      tariff({ to: '2025-06-30', endKnown: '2025-01-01' }),
      tariff({ measure: 'another', from: '2025-03-01', to: '2025-03-31', endKnown: '2025-01-01' }),
      nothing('2025-07-01'),
    ];

    expect(contradictionsIn(beside)).toEqual([]);
  });

  it('are told of every partner that they are of', () => {
    const twice = [tariff({ partners: 'XB XC' }), tariff({ partners: 'XC', rate: 12 })];

    expect(contradictionsIn(twice)).toEqual([expect.stringMatching(/^XA-XC all: /)]);
  });

  it('are none where each follows on the one before', () => {
    assertLaw(
      fc.property(chains, (entries) => {
        expect(contradictionsIn(entries)).toEqual([]);
      }),
    );
  });

  it('are found wherever one of them begins a day too early or too late', () => {
    const moved = fc.tuple(
      chains.filter(({ length }) => length > 1),
      fc.nat(),
      fc.constantFrom(-1, 1),
    );
    assertLaw(
      fc.property(moved, ([entries, which, by]) => {
        const at = 1 + (which % (entries.length - 1));
        const broken = entries.map((entry, index) => {
          if (index !== at) return entry;
          const from = new Date(Date.parse(entry.from) + by * 86_400_000);
          return { ...entry, from: from.toISOString().slice(0, 10) };
        });
        expect(contradictionsIn(broken)).not.toEqual([]);
      }),
    );
  });
});
