import { Big } from 'big.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare } from '../../../functions/ingest/compare-sources.ts';
import type { Basis } from '../../../shared/domain/indicator.ts';
import { instant, type Observation, type Vintage } from '../../../shared/domain/observation.ts';
import { PROVIDERS, providerOf } from '../../../shared/sources/providers.ts';
import { comparableWith, toleranceBetween } from '../../../shared/sources/tolerances.ts';
import { assertLaw } from '../../support/law.ts';
import { dollars, type Provenance, vintagesOf } from '../../support/observations.ts';

const NOW = instant('2026-11-25T06:00:00Z');
const LAST_WEEK = '2026-11-19T06:00:00Z';
const FREE = { percent: 0.5, dollars: 0, because: 'a law needs none' };

function figure(amount: number | string, provenance: Provenance = {}): Vintage {
  const [vintage] = vintagesOf({ exports: { '2026-01': amount } }, provenance);
  if (!vintage) throw new Error('a figure was made');
  return vintage;
}

function between(one: string, other: string) {
  const tolerance = toleranceBetween(one, other);
  if (!tolerance) throw new Error(`nothing is known of ${one} and ${other}`);
  return tolerance;
}

/** The verdict in a word, with how far the two are apart. */
function verdict(
  stored: Vintage,
  other: Observation,
  { before = [] as Vintage[], tolerance = FREE } = {},
) {
  const judged = compare({ stored, before, other }, tolerance, NOW);
  return judged.kind === 'differs' ? `differs by ${judged.percent.toFixed(2)} %` : judged.kind;
}

describe('published figures', () => {
  const census = 'us-census';
  const comtrade = 'un-comtrade';
  const ofCensus = { source: census, basis: 'customs value' as const };
  const ofComtrade = { source: comtrade, basis: 'customs value' as const };

  it('of US imports from Korea agree between Census and Comtrade where both are of one restatement', () => {
    // January to April 2026, in millions: equal (compared on 2026-09-07).
    for (const amount of ['11642.0e6', '11412.1e6', '12853.1e6', '13564.0e6']) {
      const tolerance = between(census, comtrade);
      expect(verdict(figure(amount, ofCensus), figure(amount, ofComtrade), { tolerance })).toBe(
        'agrees',
      );
    }
  });

  it('of September 2025 differ, as Comtrade had not taken up the restatement of June 2026', () => {
    const tolerance = between(census, comtrade);
    const [stored, other] = [figure('10161.8e6', ofCensus), figure('9753.5e6', ofComtrade)];
    expect(verdict(stored, other, { tolerance })).toBe('differs by -4.02 %');
    // Who was there before it holds what Comtrade still says.
    const before = [figure('9753.5e6', ofCensus)];
    expect(verdict(stored, other, { before, tolerance })).toBe('earlier-vintage');
  });

  it('of the UN and the IMF agree: Korea to China in 2024, the United States from Japan in 2023', () => {
    const tolerance = between('imf-imts', comtrade);
    const of = (source: string, basis: Basis) => ({ source, basis });
    expect(
      verdict(
        figure('132902972287', of(comtrade, 'FOB')),
        figure('132902972288', of('imf-imts', 'FOB')),
        { tolerance },
      ),
    ).toBe('agrees');
    expect(
      verdict(
        figure('147340317186', of(comtrade, 'customs value')),
        figure('151580564290', of('imf-imts', 'CIF')),
        {
          tolerance,
        },
      ),
    ).toBe('agrees');
  });

  it('in millions agree with those in dollars to half a million', () => {
    const tolerance = between('fred', census);
    const stored = figure('6986859851', { source: census, basis: 'FAS' });
    const fred = (amount: string) => figure(amount, { source: 'fred', basis: 'FAS' });
    expect(verdict(stored, fred('6987000000'), { tolerance })).toBe('agrees');
    expect(verdict(stored, fred('6988000000'), { tolerance })).toBe('differs by 0.02 %');
  });
});

describe('a figure of two sources', () => {
  it('agrees through the edge of what is allowed', () => {
    expect(verdict(figure(1000), figure(1005))).toBe('agrees');
    expect(verdict(figure(1000), figure(1006))).toBe('differs by 0.60 %');
    expect(verdict(figure(1000), figure(994))).toBe('differs by -0.60 %');
  });

  it('may be dearer by its journey where one is CIF, and not cheaper', () => {
    const [fob, cif] = [{ basis: 'FOB' as const }, { basis: 'CIF' as const }];
    expect(verdict(figure(1000, fob), figure(1100, cif))).toBe('agrees');
    expect(verdict(figure(1000, fob), figure(1120, cif))).toBe('differs by 1.82 %');
    expect(verdict(figure(1000, fob), figure(990, cif))).toBe('differs by -1.00 %');
    expect(verdict(figure(1100, cif), figure(1000, fob))).toBe('agrees');
    expect(verdict(figure(1000, cif), figure(1100, fob))).toBe('differs by 10.00 %');
  });

  it('on bases that nothing relates, or over other members, is not compared', () => {
    expect(verdict(figure(1000), figure(5000, { basis: 'cash' }))).toBe('not-comparable');
    expect(verdict(figure(1000), { ...figure(5000), composition: 'CPTPP as of 2024-12-15' })).toBe(
      'not-comparable',
    );
  });

  it('is not held against an estimate', () => {
    expect(verdict(figure(1000), figure(5000, { status: 'estimated' }))).toBe('estimated');
    expect(verdict(figure(1000, { status: 'estimated' }), figure(5000))).toBe('estimated');
  });

  it('that one of them brought within a week is waited for', () => {
    expect(verdict(figure(1000, { knownAt: LAST_WEEK }), figure(900))).toBe('settling');
    expect(verdict(figure(1000), { ...figure(900), releasedAt: instant(LAST_WEEK) })).toBe(
      'settling',
    );
    expect(verdict(figure(1000, { knownAt: '2026-11-18T06:00:00Z' }), figure(900))).toContain(
      'differs',
    );
  });

  it('is no earlier vintage of another basis', () => {
    const before = [figure(900, { basis: 'CIF' })];
    expect(verdict(figure(1000), figure(900), { before })).toBe('differs by -10.00 %');
  });

  it('agrees with itself, whatever it is', () => {
    assertLaw(
      fc.property(
        dollars,
        (amount) =>
          verdict(figure(amount), figure(amount), { tolerance: { ...FREE, percent: 0 } }) ===
          'agrees',
      ),
    );
  });

  it('is judged the same whichever of them is stored', () => {
    assertLaw(
      fc.property(dollars, dollars, (a, b) => {
        const [there, back] = [verdict(figure(a), figure(b)), verdict(figure(b), figure(a))];
        expect(there === 'agrees').toBe(back === 'agrees');
      }),
    );
  });

  it('that agrees agrees with more room as well', () => {
    const room = fc.record({
      percent: fc.integer({ min: 0, max: 20 }),
      dollars: fc.integer({ min: 0, max: 1e9 }),
    });
    assertLaw(
      fc.property(dollars, dollars, room, room, (a, b, less, more) => {
        const tolerance = { ...FREE, ...less };
        if (verdict(figure(a), figure(b), { tolerance }) !== 'agrees') return;
        const wider = {
          ...FREE,
          percent: less.percent + more.percent,
          dollars: less.dollars + more.dollars,
        };
        expect(verdict(figure(a), figure(b), { tolerance: wider })).toBe('agrees');
      }),
    );
  });

  it('differs by what its percentage says of the stored one', () => {
    assertLaw(
      fc.property(fc.integer({ min: 1, max: 1e9 }), dollars, (a, b) => {
        const judged = compare({ stored: figure(a), before: [], other: figure(b) }, FREE, NOW);
        if (judged.kind !== 'differs') return;
        expect(judged.percent.minus(new Big(b).minus(a).times(100).div(a)).abs().lt(1e-9)).toBe(
          true,
        );
      }),
    );
  });
});

describe('a tolerance', () => {
  it('is between two sources of flows, the same both ways, and has a reason', () => {
    const flows = Object.values(PROVIDERS).filter(({ role }) => role === 'flows');
    for (const { id } of flows) {
      for (const other of comparableWith(id)) {
        expect(providerOf(other)?.role).toBe('flows');
        expect(between(other, id)).toBe(between(id, other));
        expect(between(id, other).because).not.toBe('');
      }
    }
    expect(comparableWith('us-census')).toEqual(['fred', 'un-comtrade', 'imf-imts']);
    expect(comparableWith('tariff-ledger')).toEqual([]);
    expect(toleranceBetween('us-census', 'us-census')).toBeUndefined();
  });
});
