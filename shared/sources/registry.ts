import { federalRegister } from './federal-register.ts';
import { imfImts } from './imf-imts.ts';
import { publishedFigures } from './published-figures.ts';
import type { Bulletin, Source } from './source.ts';
import { tariffLedger } from './tariff-ledger.ts';
import { unComtrade } from './un-comtrade.ts';
import { usCensus } from './us-census.ts';
import { usTreasury } from './us-treasury.ts';
import { worldBank } from './world-bank.ts';

const ALL: readonly (Source | Bulletin)[] = [
  ...[usCensus, unComtrade, imfImts, publishedFigures, usTreasury, worldBank, tariffLedger],
  federalRegister,
];

/** Every source there is, by id. */
export const SOURCES: Readonly<Record<string, Source | Bulletin>> = Object.fromEntries(
  ALL.map((source) => [source.id, source]),
);
