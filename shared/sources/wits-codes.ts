import { sectorOf } from '../domain/commodity.ts';
import { commodityOf, type Economy, type Pair, partnerOf, reporterOf } from '../domain/pair.ts';
import { imfCodeOf } from './imf-economies.ts';

export const ALL_GOODS = 'Total';

/** Names of products are WITS's own: sixteen ranges of chapters that add up to all goods, of which fuels are one chapter of the HS. */
const PRODUCTS: Readonly<Record<string, string>> = {
  '01-05': '01-05_Animal',
  '06-15': '06-15_Vegetable',
  '16-24': '16-24_FoodProd',
  '25-26': '25-26_Minerals',
  '27': '27-27_Fuels',
  '28-38': '28-38_Chemicals',
  '39-40': '39-40_PlastiRub',
  '41-43': '41-43_HidesSkin',
  '44-49': '44-49_Wood',
  '50-63': '50-63_TextCloth',
  '64-67': '64-67_Footwear',
  '68-71': '68-71_StoneGlas',
  '72-83': '72-83_Metals',
  '84-85': '84-85_MachElec',
  '86-89': '86-89_Transport',
  '90-99': '90-99_Miscellan',
};

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
  return commodity ? PRODUCTS[commodity] : ALL_GOODS;
}

/** Why a pair will never be told anything, for whoever puts it on the watch list. */
export function witsFault(pair: Pair): string | undefined {
  if (!witsCodesOf(pair)) return 'tariffs are told between two economies that have a code';
  return witsProductOf(pair) ? undefined : goodsFault(pair);
}

/** Fuels are chapter 27; every other chapter and heading lies in a sector. */
export function goodsFault(pair: Pair): string {
  const sector = sectorOf(commodityOf(pair) ?? '');
  const mended = `${reporterOf(pair)}-${partnerOf(pair)}:${sector ?? 27}`;
  return `of single chapters only 27 is told of, and else sectors: take ${mended}`;
}
