import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asOf } from '../../shared/domain/as-of.ts';
import { instant, type Vintage } from '../../shared/domain/observation.ts';
import { seriesOf } from '../../shared/domain/series.ts';
import { assertLaw } from '../support/law.ts';
import { anyInstant, someVintages, vintagesOf } from '../support/observations.ts';

const first = vintagesOf(
  { duties: { '2025-11': '1159932188' } },
  { knownAt: '2026-01-29T13:30:00Z' },
);
const revised = vintagesOf(
  { duties: { '2025-11': '712221022' } },
  { knownAt: '2026-02-19T13:30:00Z', print: 2 },
);

function knownAt(at: string): string[] {
  return asOf([...revised, ...first], instant(at)).map(({ value }) => value.toString());
}

function key({ indicator, period }: Vintage): string {
  return `${indicator} ${period}`;
}

describe('what was known at an instant', () => {
  it('is nothing before the first print, the first print until the revision, and then that', () => {
    expect(knownAt('2026-01-29T13:29:59.999Z')).toEqual([]);
    expect(knownAt('2026-02-01T00:00:00Z')).toEqual(['1159932188']);
    expect(knownAt('2026-08-01T00:00:00Z')).toEqual(['712221022']);
  });

  it('includes what became known at that very instant', () => {
    expect(knownAt('2026-01-29T13:30:00Z')).toEqual(['1159932188']);
    expect(knownAt('2026-02-19T13:30:00Z')).toEqual(['712221022']);
  });

  it('is one vintage per indicator and period: the latest that was known', () => {
    assertLaw(
      fc.property(someVintages, anyInstant, (vintages, at) => {
        const known = asOf(vintages, at);
        const eligible = vintages.filter((vintage) => vintage.knownAt <= at);
        expect(known.map(key).sort()).toEqual([...new Set(eligible.map(key))].sort());
        for (const held of known) {
          const rivals = eligible.filter((vintage) => key(vintage) === key(held));
          expect(rivals.every((rival) => rival.knownAt <= held.knownAt)).toBe(true);
        }
      }),
    );
  });

  it('never forgets: what is known later covers what was known, no older than it was', () => {
    assertLaw(
      fc.property(someVintages, anyInstant, anyInstant, (vintages, a, b) => {
        const [early, late] = a <= b ? [a, b] : [b, a];
        const later = new Map(asOf(vintages, late).map((vintage) => [key(vintage), vintage]));
        for (const held of asOf(vintages, early)) {
          const successor = later.get(key(held));
          expect(successor !== undefined && successor.knownAt >= held.knownAt).toBe(true);
        }
      }),
    );
  });

  it('makes the same series as the vintages known by then, in whatever order they come', () => {
    assertLaw(
      fc.property(someVintages, anyInstant, (vintages, at) => {
        const direct = seriesOf(vintages.filter((vintage) => vintage.knownAt <= at));
        const through = seriesOf(asOf([...vintages].reverse(), at));
        expect(new Set(through.observations())).toEqual(new Set(direct.observations()));
      }),
    );
  });
});
