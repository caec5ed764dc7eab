import { goodsName } from '../../shared/domain/goods-name.ts';
import {
  commodityOf,
  type Economy,
  economyName,
  type Pair,
  partnerOf,
  reporterOf,
} from '../../shared/domain/pair.ts';

/** `South Korea with the United States`: the reporter first, whose figures they are; and which goods, where not all of them. */
export function pairName(pair: Pair): string {
  const economies = `${economyName(reporterOf(pair))} with ${economyWithArticle(partnerOf(pair))}`;
  return commodityOf(pair) ? `${economies}: ${goodsName(pair)}` : economies;
}

/** The names that have an article within a sentence; Intl gives them without one. */
const WITH_ARTICLE =
  /^(United |European |Euro |Netherlands$|Philippines$|Bahamas$|Gambia$|Maldives$)|(Islands|Republic)$/;

/** An economy as it is named within a sentence: `the United States`. */
export function economyWithArticle(economy: Economy): string {
  const name = economyName(economy);
  return WITH_ARTICLE.test(name) ? `the ${name}` : name;
}
