import { commodityOf, type Economy, type Pair, partnerOf, reporterOf } from '../domain/pair.ts';
import { imfCodeOf } from './imf-economies.ts';

export const ALL_GOODS = 'Total';

/** Names of products are of WITS's own 31 groups, of which chapter 27 is the only one that is one chapter of the HS. */
const GROUP_OF_CHAPTER: Readonly<Record<string, string>> = { '27': '27-27_Fuels' };

export const SINGLE_CHAPTERS = `of single chapters only ${Object.keys(GROUP_OF_CHAPTER).join(', ')} is told of`;

/** Two economies have codes here that ISO 3166-1 has given up. */
const LEGACY_CODES: Readonly<Record<string, string>> = { ROU: 'ROM', SRB: 'SER' };

/** The codes of both; undefined where one is a bloc, or Tidemark knows no code for it. */
export function witsCodesOf(pair: Pair): readonly [reporter: string, partner: string] | undefined {
  const [reporter, partner] = [codeOf(reporterOf(pair)), codeOf(partnerOf(pair))];
  return reporter && partner ? [reporter, partner] : undefined;
}

function codeOf(economy: Economy): string | undefined {
  const code = imfCodeOf(economy);
  return code && (LEGACY_CODES[code] ?? code);
}

/** What the goods of a pair are called; undefined where nothing is told of them. */
export function witsProductOf(pair: Pair): string | undefined {
  const commodity = commodityOf(pair);
  return commodity ? GROUP_OF_CHAPTER[commodity] : ALL_GOODS;
}

/** Why a pair will never be told anything, for whoever puts it on the watch list. */
export function witsFault(pair: Pair): string | undefined {
  if (!witsCodesOf(pair)) return 'tariffs are told between two economies that have a code';
  return witsProductOf(pair) ? undefined : SINGLE_CHAPTERS;
}
