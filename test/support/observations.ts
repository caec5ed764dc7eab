import { Big } from 'big.js';
import * as fc from 'fast-check';
import { type Basis, definitionOf, type Indicator } from '../../shared/domain/indicator.ts';
import {
  type Instant,
  instant,
  type ObservationStatus,
  type Vintage,
} from '../../shared/domain/observation.ts';
import { pair } from '../../shared/domain/pair.ts';
import { type Period, period, shift, windowEndingAt } from '../../shared/domain/period.ts';

/** Amounts by period, `{ '2025-01': 100 }`; an undefined one is not observed. */
export type Amounts = Record<string, number | string | undefined>;

/** What the vintages of one call share, where it differs from the usual. */
export interface Provenance {
  pair?: string;
  basis?: Basis;
  status?: ObservationStatus;
  source?: string;
  knownAt?: string;
  run?: string;
  print?: number;
}

const USUAL_BASIS: Partial<Record<Indicator, Basis>> = {
  exports: 'FAS',
  imports: 'customs value',
  'imports-for-consumption': 'customs value',
  'dutiable-value': 'customs value',
  duties: 'calculated duty',
};

/** What a source says of the fictional pair XA-XB: `vintagesOf({ exports: { '2025-01': 100 } })`. */
export function vintagesOf(
  amounts: Partial<Record<Indicator, Amounts>>,
  provenance: Provenance = {},
): Vintage[] {
  return (Object.entries(amounts) as [Indicator, Amounts][]).flatMap(([indicator, byPeriod]) =>
    Object.entries(byPeriod).flatMap(([text, amount]) =>
      amount === undefined
        ? []
        : [
            {
              pair: pair(provenance.pair ?? 'XA-XB'),
              indicator,
              period: period(text),
              value: new Big(amount),
              unit: definitionOf(indicator).unit,
              basis: provenance.basis ?? USUAL_BASIS[indicator] ?? 'current prices',
              status: provenance.status ?? ('final' as const),
              source: provenance.source ?? 'us-census',
              knownAt: instant(provenance.knownAt ?? '2026-01-29T13:30:00Z'),
              run: provenance.run ?? 'run-1',
              print: provenance.print ?? 1,
            },
          ],
    ),
  );
}

/** Consecutive amounts, the first of which is of `from`. */
export function amountsFrom(
  from: string,
  amounts: readonly (number | string | undefined)[],
): Amounts {
  const first = period(from);
  return Object.fromEntries(amounts.map((amount, index) => [shift(first, index), amount]));
}

/** The text of a value that is there, for `expect`; the reason of one that is not. */
export function said(value: { outcome: { value: Big } | { value: null; reason: string } }): string {
  return value.outcome.value === null ? value.outcome.reason : value.outcome.value.toString();
}

/** Amounts as trade statistics know them: whole dollars, from nothing to a trillion. */
export const dollars: fc.Arbitrary<number> = fc.integer({ min: 0, max: 1_000_000_000_000 });

/** As many amounts as a window has months. */
export function yearOf<T>(of: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(of, { minLength: 12, maxLength: 12 });
}

const INDICATOR = fc.constantFrom<Indicator>('exports', 'imports', 'duties');
const PERIOD = fc.constantFrom<Period>(...windowEndingAt(period('2025-06'), 4), period('2024'));
export const anyInstant: fc.Arbitrary<Instant> = fc
  .integer({ min: 0, max: 20 })
  .map((day) => instant(new Date(Date.UTC(2025, 0, 1 + day))));

/** Vintages of a few figures of one pair, several prints of some of them, in any order. */
export const someVintages: fc.Arbitrary<Vintage[]> = fc.uniqueArray(
  fc
    .tuple(INDICATOR, PERIOD, anyInstant, dollars)
    .map(([indicator, of, knownAt, amount]) =>
      vintagesOf({ [indicator]: { [of]: amount } }, { knownAt }),
    )
    .map(([vintage]) => vintage as Vintage),
  {
    maxLength: 30,
    selector: ({ indicator, period: of, knownAt }) => `${indicator} ${of} ${knownAt}`,
  },
);
