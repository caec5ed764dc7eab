import { Big } from 'big.js';
import { describe, expect, it } from 'vitest';
import {
  type Contributions,
  contributionsTo,
  reachOfSpan,
} from '../../shared/domain/contributions.ts';
import { pair, partsOfPair } from '../../shared/domain/pair.ts';
import { period } from '../../shared/domain/period.ts';
import { type ObservationSeries, seriesOf } from '../../shared/domain/series.ts';
import { amountsFrom, type Provenance, vintagesOf } from '../support/observations.ts';

/** Exports and imports of June 2024 and June 2025; an undefined one is not observed. */
type Flows = readonly [
  number | string | undefined,
  number | string | undefined,
  number | string | undefined,
  number | string | undefined,
];

const JUNE = period('2025-06');

function seriesIn(
  [exportsBefore, exports, importsBefore, imports]: Flows,
  provenance: Provenance = {},
): ObservationSeries {
  return seriesOf(
    vintagesOf(
      {
        exports: { '2024-06': exportsBefore, '2025-06': exports },
        imports: { '2024-06': importsBefore, '2025-06': imports },
      },
      provenance,
    ),
  );
}

function whenDivided(whole: Flows, goods: Record<string, Flows>): Contributions {
  const byCode = new Map(Object.entries(goods).map(([code, flows]) => [code, seriesIn(flows)]));
  return contributionsTo(seriesIn(whole), byCode, 'month', JUNE);
}

/** `within/commodity: value or reason`, a star for everything else. */
function told({ parts }: Contributions): string[] {
  return parts.map(
    ({ within, commodity, outcome }) =>
      `${within ?? ''}/${commodity ?? '*'}: ${outcome.value === null ? outcome.reason : outcome.value.toFixed()}`,
  );
}

describe('the change of a balance on the year before', () => {
  it('is divided into watched goods and everything else', () => {
    const divided = whenDivided([100, 110, 200, 260], {
      '87': [10, 12, 50, 90],
      '27': [40, 30, 5, 5],
    });

    expect(divided.change).toEqual({ value: new Big(-50) });
    expect(told(divided)).toEqual(['/27: -10', '/87: -38', '/*: -2']);
    expect(divided.parts[1]).toMatchObject({
      balance: { value: new Big(-78) },
      balanceBefore: { value: new Big(-40) },
    });
  });

  it('counts a heading within its watched chapter, and not beside it', () => {
    const divided = whenDivided([100, 110, 200, 260], {
      '8703': [4, 4, 30, 65],
      '87': [10, 12, 50, 90],
    });

    expect(told(divided)).toEqual(['/87: -38', '87/8703: -35', '87/*: -3', '/*: -12']);
  });

  it('counts a chapter within its watched sector, and a heading within the narrowest of both', () => {
    const divided = whenDivided([100, 110, 200, 260], {
      '86-89': [20, 22, 60, 101],
      '8703': [4, 4, 30, 65],
      '87': [10, 12, 50, 90],
    });

    expect(told(divided)).toEqual([
      ...['/86-89: -39', '86-89/87: -38', '87/8703: -35', '87/*: -3', '86-89/*: -1', '/*: -11'],
    ]);
  });

  it('counts a heading by itself where its chapter is not watched', () => {
    const divided = whenDivided([100, 110, 200, 260], { '8703': [4, 4, 30, 65] });
    expect(told(divided)).toEqual(['/8703: -35', '/*: -15']);
  });

  it('is all everything else where no goods are watched', () => {
    expect(told(whenDivided([100, 110, 200, 260], {}))).toEqual(['/*: -50']);
  });

  it.each<[Flows, string]>([
    [[10, undefined, 50, 90], 'numerator-missing'],
    [[10, 12, 50, undefined], 'denominator-missing'],
    [[undefined, 12, 50, 90], 'denominator-missing'],
    [[undefined, undefined, undefined, undefined], 'not-published'],
  ])('of which some goods are missing (%j) leaves what is left unknown as well', (cars, reason) => {
    const divided = whenDivided([100, 110, 200, 260], { '27': [40, 30, 5, 5], '87': cars });
    expect(told(divided)).toEqual(['/27: -10', `/87: ${reason}`, '/*: denominator-missing']);
  });

  it('of which a heading is missing leaves only its chapter undivided', () => {
    const divided = whenDivided([100, 110, 200, 260], {
      '87': [10, 12, 50, 90],
      '8703': [4, undefined, 30, 65],
    });
    expect(told(divided)).toEqual([
      ...['/87: -38', '87/8703: numerator-missing', '87/*: denominator-missing', '/*: -12'],
    ]);
  });

  it('that is not known itself leaves everything else unknown, and tells the goods that are', () => {
    const divided = whenDivided([100, undefined, 200, 260], { '87': [10, 12, 50, 90] });
    expect(divided.change).toEqual({ value: null, reason: 'numerator-missing' });
    expect(told(divided)).toEqual(['/87: -38', '/*: numerator-missing']);
  });

  it.each<Provenance>([{ source: 'un-comtrade' }, { basis: 'CIF' }])(
    'leaves goods that stand on other figures (%j) in everything else, and says so',
    (provenance) => {
      const goods = new Map([
        ['27', seriesIn([40, 30, 5, 5])],
        ['87', seriesIn([10, 12, 50, 90], provenance)],
      ]);
      const divided = contributionsTo(seriesIn([100, 110, 200, 260]), goods, 'month', JUNE);

      expect(told(divided)).toEqual(['/27: -10', '/*: -40']);
      expect(divided.leftOut).toEqual(['87']);
    },
  );
});

describe('a change over twelve months', () => {
  const monthly = (exports: number, imports: number, months = 24): ObservationSeries =>
    seriesOf(
      vintagesOf({
        exports: amountsFrom('2023-07', growing(exports, months)),
        imports: amountsFrom('2023-07', growing(imports, months)),
      }),
    );
  const growing = (step: number, months: number): number[] =>
    Array.from({ length: months }, (_, index) => step * index);

  it('is that of the twelve-month balance on the same one a year before', () => {
    const whole = monthly(1, 3);
    const goods = new Map([['87', monthly(0, 2)]]);
    const { change, parts } = contributionsTo(whole, goods, '12m', JUNE);

    expect(change).toEqual({ value: new Big(-2 * 12 * 12) });
    expect(parts.map(({ outcome }) => outcome.value?.toNumber())).toEqual([-288, 0]);
  });

  it('is unknown with a month of the twenty-four missing', () => {
    const short = seriesOf(
      vintagesOf({
        exports: amountsFrom('2023-08', growing(1, 23)),
        imports: amountsFrom('2023-08', growing(1, 23)),
      }),
    );
    const { change } = contributionsTo(short, new Map(), '12m', JUNE);
    expect(change).toEqual({ value: null, reason: 'gap-in-window' });
  });

  it('reaches back as far as it reads', () => {
    expect(reachOfSpan('12m', JUNE)).toBe('2023-07');
    expect(reachOfSpan('month', JUNE)).toBe('2024-06');
    expect(reachOfSpan('year', period('2025'))).toBe('2024');
  });
});

describe('which pairs are parts of one', () => {
  const watched = ['XA-XB', 'XA-XB:8703', 'XA-XB:87', 'XA-XC:85', 'XB-XA:85', 'XA-XB:85'].map(pair);

  it('are those of its economies, the same way round, and of some of its goods', () => {
    expect(partsOfPair(pair('XA-XB'), watched)).toEqual(['XA-XB:85', 'XA-XB:87', 'XA-XB:8703']);
  });

  it('are for a pair of some goods the narrower ones', () => {
    expect(partsOfPair(pair('XA-XB:87'), watched)).toEqual(['XA-XB:8703']);
    expect(partsOfPair(pair('XA-XB:8703'), watched)).toEqual([]);
  });

  it('are of a sector its chapters and headings, and of a chapter never its sector', () => {
    const sectors = [...watched, pair('XA-XB:86-89')];
    expect(partsOfPair(pair('XA-XB:86-89'), sectors)).toEqual(['XA-XB:87', 'XA-XB:8703']);
    expect(partsOfPair(pair('XA-XB:87'), sectors)).toEqual(['XA-XB:8703']);
    expect(partsOfPair(pair('XA-XB'), sectors)).toContain('XA-XB:86-89');
  });
});
