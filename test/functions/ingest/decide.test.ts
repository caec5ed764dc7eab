import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideChanges } from '../../../functions/ingest/decide.ts';
import { instant, type Observation } from '../../../shared/domain/observation.ts';
import {
  accepted,
  decided,
  LATER,
  PLAUSIBILITY,
  vintageInWords,
} from '../../support/ingest-decisions.ts';
import { assertLaw } from '../../support/law.ts';
import { amountsFrom, someVintages, vintagesOf } from '../../support/observations.ts';

function exportsOf(...values: (number | undefined)[]) {
  return vintagesOf({ exports: amountsFrom('2025-01', values) });
}

/** What is written of an answer that is accepted. */
function written(...given: Parameters<typeof decided>): string[] {
  return accepted(...given).changes.map(({ vintage }) => vintageInWords(vintage));
}

/** Why an answer is refused, or undefined. */
function refusal(...given: Parameters<typeof decided>): string | undefined {
  const decision = decided(...given);
  return decision.kind === 'refused' ? decision.message : undefined;
}

describe('an answer', () => {
  it('that says what is known changes nothing', () => {
    expect(accepted(exportsOf(100, 120), exportsOf(100, 120))).toEqual({
      kind: 'accepted',
      changes: [],
      broughtBy: [],
    });
  });

  it('brings a first print of a period that is new', () => {
    const { changes } = accepted(exportsOf(100, 120), exportsOf(100));
    expect(changes.map(({ vintage }) => vintageInWords(vintage))).toEqual([
      'exports 2025-02 120, print 1 of run-2',
    ]);
    expect(changes[0]?.replaces).toBeUndefined();
    expect(changes[0]?.vintage.knownAt).toBe(LATER);
  });

  it('brings exactly one vintage of a value that changed, one print on', () => {
    const current = vintagesOf({ exports: { '2025-01': 100, '2025-02': 120 } }, { print: 3 });
    const { changes } = accepted(exportsOf(100, 121), current);
    expect(changes.map(({ vintage }) => vintageInWords(vintage))).toEqual([
      'exports 2025-02 121, print 4 of run-2',
    ]);
    expect(changes[0]?.replaces).toBe(current[1]);
  });

  it.each([
    { basis: 'FOB' as const },
    { status: 'provisional' as const },
    { source: 'un-comtrade' },
  ])('brings a vintage where %j is new, though the value is not', (changed) => {
    const incoming = vintagesOf({ exports: { '2025-01': 100 } }, changed);
    expect(written(incoming, exportsOf(100))).toEqual(['exports 2025-01 100, print 2 of run-2']);
  });

  it('with a reworded note changes nothing', () => {
    const reworded = exportsOf(100).map((vintage) => ({ ...vintage, note: 'Reworded.' }));
    expect(written(reworded, exportsOf(100))).toEqual([]);
  });

  it.each(['2026-01-29T13:29:59Z', '2026-01-29T13:30:00Z'])(
    'that was known at %s never overwrites what was known at 13:30',
    (knownAt) => {
      expect(written(exportsOf(150), exportsOf(100), { knownAt: instant(knownAt) })).toEqual([]);
    },
  );

  it('takes nothing away that it leaves out', () => {
    expect(written(exportsOf(undefined, 120), exportsOf(100))).toEqual([
      'exports 2025-02 120, print 1 of run-2',
    ]);
  });

  it('given again to the same run is counted as brought by it and not written again', () => {
    const first = accepted(exportsOf(100, 121), exportsOf(100, 120));
    const stored = [...exportsOf(100), ...first.changes.map(({ vintage }) => vintage)];
    const retry = accepted(exportsOf(100, 121), stored, {
      knownAt: instant('2026-02-19T13:31:00Z'),
    });
    expect(retry).toEqual({ kind: 'accepted', changes: [], broughtBy: first.broughtBy });
    expect(accepted(exportsOf(100, 121), stored, { run: 'run-3' }).broughtBy).toEqual([]);
  });
});

describe('an implausible value', () => {
  it('moves by more than the factor from its last print, up or down', () => {
    expect(refusal(exportsOf(1000), exportsOf(200))).toBeUndefined();
    expect(refusal(exportsOf(1001), exportsOf(200))).toContain(
      'XA-XB exports 2025-01: 1001 moves by more than a factor of 5 from 200 (its last print)',
    );
    expect(refusal(exportsOf(200), exportsOf(1000))).toBeUndefined();
    expect(refusal(exportsOf(199), exportsOf(1000))).toContain('from 1000 (its last print)');
  });

  it('moves by more than the factor from the period before, as stored or as it is told now', () => {
    const before = '(the period before, 2025-01)';
    expect(refusal(exportsOf(undefined, 1001), exportsOf(200))).toContain(before);
    expect(refusal(exportsOf(200, 1001), [])).toContain(before);
    expect(refusal(exportsOf(undefined, 199), exportsOf(1000))).toContain(before);
    expect(refusal(exportsOf(500, 1001), exportsOf(200))).toBeUndefined();
  });

  it('is held against its last print where there is one, whatever the period before was', () => {
    expect(refusal(exportsOf(undefined, 1100), exportsOf(200, 1000))).toBeUndefined();
  });

  it('is not seen where nothing stands to be held against', () => {
    expect(refusal(exportsOf(1), [])).toBeUndefined();
    expect(refusal(exportsOf(undefined, undefined, 10_000), exportsOf(200))).toBeUndefined();
    const annual = vintagesOf({ exports: { '2025': 12_000 } });
    expect(refusal(annual, exportsOf(200))).toBeUndefined();
  });

  it('is not seen between values below the floor, and counts from the floor above it', () => {
    expect(refusal(exportsOf(99), exportsOf(1))).toBeUndefined();
    expect(refusal(exportsOf(0), exportsOf(99))).toBeUndefined();
    expect(refusal(exportsOf(500), exportsOf(0))).toBeUndefined();
    expect(refusal(exportsOf(501), exportsOf(0))).toContain('factor of 5');
  });

  it('is any move from or to nothing where there is no floor', () => {
    const plausibility = { ...PLAUSIBILITY, floor: 0 };
    expect(refusal(exportsOf(1), exportsOf(0), { plausibility })).toContain('factor of 5');
    expect(refusal(exportsOf(0), exportsOf(1), { plausibility })).toContain('factor of 5');
    const restated = vintagesOf({ exports: { '2025-01': 0 } }, { status: 'provisional' });
    expect(refusal(restated, exportsOf(0), { plausibility })).toBeUndefined();
  });

  it('is another one for an indicator with a factor of its own, which the refusal names', () => {
    const plausibility = { ...PLAUSIBILITY, factorOf: { duties: 25 } };
    const current = vintagesOf({ duties: { '2025-01': 100 }, exports: { '2025-01': 100 } });
    const duties = (value: number) => vintagesOf({ duties: { '2025-01': value } });
    expect(refusal(duties(2500), current, { plausibility })).toBeUndefined();
    expect(refusal(duties(2501), current, { plausibility })).toContain(
      'raise plausibility.factorOf.duties of this source in cdk.json',
    );
    expect(refusal(exportsOf(501), current, { plausibility })).toContain('factor of 5');
  });

  it('is a negative flow, however small', () => {
    expect(refusal(exportsOf(-1), [])).toBe('XA-XB exports 2025-01: must not be negative, got -1');
  });

  it('is none where receipts are net of refunds', () => {
    const net = vintagesOf({ 'duties-collected': { '2026-04': -5_000_000_000 } });
    expect(accepted(net, []).changes).toHaveLength(1);
  });

  it('is a rate that no tariff ever had, while one may begin at nothing', () => {
    const rates = (percent: number) =>
      vintagesOf({ 'statutory-rate': { '2025-03': 0, '2025-04': percent } });
    expect(accepted(rates(145), []).changes).toHaveLength(2);
    expect(refusal(rates(1001), [])).toBe(
      'XA-XB statutory-rate 2025-04: must be a rate, got 1001 percent',
    );
  });

  it('is one in another unit', () => {
    const [one] = vintagesOf({ 'gdp-per-capita': { '2024': 36_000 } });
    if (!one) throw new Error('an observation was made');
    expect(refusal([{ ...one, unit: 'USD' }], [])).toBe(
      'XA-XB gdp-per-capita 2024: must be in USD per person, got USD',
    );
  });

  it('is a product per person that moves by more than the factor, however small', () => {
    const told = vintagesOf({ 'gdp-per-capita': { '2023': 100, '2024': 501 } });
    expect(refusal(told, [])).toContain('moves by more than a factor of 5');
  });

  it('refuses the whole answer, what is good of it included', () => {
    const decision = decided(exportsOf(100, 120, 130, -1), exportsOf(100));
    expect(decision).toMatchObject({ kind: 'refused', rule: 'implausible' });
  });
});

describe('the observations of an answer', () => {
  const anyComparison = fc.tuple(someVintages, someVintages).chain(([incoming, current]) =>
    fc.record({
      incoming: fc.constant(latest(incoming)),
      shuffled: fc.shuffledSubarray(latest(incoming), { minLength: latest(incoming).length }),
      current: fc.constant(latest(current)),
    }),
  );

  it('come in an order that means nothing', () => {
    assertLaw(
      fc.property(anyComparison, ({ incoming, shuffled, current }) => {
        expect(decided(shuffled, current)).toEqual(decided(incoming, current));
      }),
    );
  });

  it('are all known afterwards, where they are accepted: the same answer then brings nothing', () => {
    const plausibility = { ...PLAUSIBILITY, floor: 1e12 };
    assertLaw(
      fc.property(anyComparison, ({ incoming, current }) => {
        const first = accepted(incoming, current, { plausibility });
        const stored = new Map(current.map((vintage) => [keyOf(vintage), vintage]));
        for (const { vintage } of first.changes) stored.set(keyOf(vintage), vintage);
        const next = {
          current: [...stored.values()],
          knownAt: instant('2026-03-01'),
          run: 'run-3',
        };
        expect(decideChanges({ incoming, plausibility, ...next })).toMatchObject({ changes: [] });
      }),
    );
  });
});

/** One vintage a figure, as a source gives them. */
function latest<T extends Observation>(vintages: readonly T[]): T[] {
  return [...new Map(vintages.map((vintage) => [keyOf(vintage), vintage])).values()];
}

function keyOf({ indicator, period }: Observation): string {
  return `${indicator} ${period}`;
}
