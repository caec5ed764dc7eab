import { isSectorCode } from '../domain/commodity.ts';
import { commodityOf, type Pair } from '../domain/pair.ts';
import { SourceRefusal } from '../platform/errors.ts';

/**
 * The chapter or heading that a pair is about, for sources that tell of those; undefined where it is about all goods.
 * @throws SourceRefusal for a sector: a range of chapters would be asked for as a code that does not exist.
 */
export function singleCommodityOf(source: string, pair: Pair): string | undefined {
  const commodity = commodityOf(pair);
  if (!commodity || !isSectorCode(commodity)) return commodity;
  throw new SourceRefusal(
    source,
    'commodity',
    `goods are told by HS chapter and heading, not by sector, got: ${pair}`,
  );
}
