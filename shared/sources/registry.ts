import { imfImts } from './imf-imts.ts';
import { publishedFigures } from './published-figures.ts';
import type { Source } from './source.ts';
import { unComtrade } from './un-comtrade.ts';
import { usCensus } from './us-census.ts';
import { usTreasury } from './us-treasury.ts';
import { worldBank } from './world-bank.ts';

/** Every source there is, by id. */
export const SOURCES: Readonly<Record<string, Source>> = Object.fromEntries(
  [usCensus, unComtrade, imfImts, publishedFigures, usTreasury, worldBank].map((source) => [
    source.id,
    source,
  ]),
);
