import type { Indicator } from '../../../shared/domain/indicator.ts';
import type { Vintage } from '../../../shared/domain/observation.ts';
import { type Pair, pairOf, partnerOf, reporterOf } from '../../../shared/domain/pair.ts';
import { currentOf } from '../../../shared/store/observations.ts';
import type { Table } from '../../../shared/store/table.ts';
import type { WhatIfRequest } from './body.ts';

export const SIDES = ['reporter', 'partner'] as const;
/** Of the two economies the one whose tariff, and whose imports from the other, it is about. */
export type Side = (typeof SIDES)[number];

export const INPUTS = ['imports', 'marketImports', 'tariff'] as const;
export type InputName = (typeof INPUTS)[number];

/** What is stored of each input, year after year. */
export type Stored = Readonly<Record<Side, Readonly<Record<InputName, readonly Vintage[]>>>>;

const INDICATORS: Readonly<Record<Side, Readonly<Record<InputName, Indicator>>>> = {
  reporter: {
    imports: 'bilateral-imports',
    marketImports: 'market-imports',
    tariff: 'bilateral-tariff',
  },
  partner: {
    imports: 'partner-bilateral-imports',
    marketImports: 'partner-market-imports',
    tariff: 'partner-bilateral-tariff',
  },
};

const NOTHING: Stored = {
  reporter: { imports: [], marketImports: [], tariff: [] },
  partner: { imports: [], marketImports: [], tariff: [] },
};

/**
 * What is stored of a pair, or else of the same two economies named the other way round. Whoever gives every figure has nothing
 * read.
 */
export async function readStored(table: Table, { pair, base }: WhatIfRequest): Promise<Stored> {
  if (SIDES.every((side) => INPUTS.every((input) => base?.[side]?.[input] !== undefined))) {
    return NOTHING;
  }
  const own = await readSides(table, pair);
  const isKnown = SIDES.some((side) => INPUTS.some((input) => own[side][input].length > 0));
  if (isKnown) return own;
  const { reporter, partner } = await readSides(
    table,
    pairOf(partnerOf(pair), reporterOf(pair), pair),
  );
  return { reporter: partner, partner: reporter };
}

async function readSides(table: Table, pair: Pair): Promise<Stored> {
  const read = async (side: Side): Promise<Stored[Side]> => {
    const indicators = INDICATORS[side];
    const [imports, marketImports, tariff] = await Promise.all([
      currentOf(table, pair, indicators.imports),
      currentOf(table, pair, indicators.marketImports),
      currentOf(table, pair, indicators.tariff),
    ]);
    return { imports, marketImports, tariff };
  };
  const [reporter, partner] = await Promise.all([read('reporter'), read('partner')]);
  return { reporter, partner };
}
