import { goodsName } from '../../shared/domain/goods-name.ts';
import {
  commodityOf,
  economyName,
  type Pair,
  partnerOf,
  reporterOf,
} from '../../shared/domain/pair.ts';

/** `United States with South Korea`: the reporter first, whose figures they are; and which goods, where not all of them. */
export function pairName(pair: Pair): string {
  const economies = `${economyName(reporterOf(pair))} with ${economyName(partnerOf(pair))}`;
  return commodityOf(pair) ? `${economies}: ${goodsName(pair)}` : economies;
}
