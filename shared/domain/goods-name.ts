import { commodityName } from './commodity-names.ts';
import { commodityOf, type Pair } from './pair.ts';

/** Which goods a pair is about, in words: `goods`, `cars (HS 8703)`. */
export function goodsName(of: Pair): string {
  const commodity = commodityOf(of);
  return commodity ? `${commodityName(commodity)} (HS ${commodity})` : 'goods';
}

/** A part of the goods of a pair: `cars`, or what is left beside the watched ones, `everything else in vehicles`. */
export function partName({
  commodity,
  within,
}: {
  readonly commodity: string | null;
  readonly within: string | null;
}): string {
  if (commodity !== null) return commodityName(commodity);
  return within === null ? 'everything else' : `everything else in ${commodityName(within)}`;
}
