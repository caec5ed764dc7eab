import { commodityName } from './commodity-names.ts';
import { commodityOf, type Pair } from './pair.ts';

/** Which goods a pair is about, in words: `goods`, `cars (HS 8703)`. */
export function goodsName(of: Pair): string {
  const commodity = commodityOf(of);
  return commodity ? `${commodityName(commodity)} (HS ${commodity})` : 'goods';
}
