import type { Instant } from '../../shared/domain/observation.ts';
import { comtradeReleases } from './figures/comtrade-annual.ts';
import { gdpFigures } from './figures/gdp-per-capita.ts';
import { tariffLedgerReleases } from './figures/tariff-ledger.ts';
import { usTradeReleases } from './figures/us-trade.ts';
import { treasuryFigures } from './figures/us-treasury.ts';
import { witsReleases } from './figures/wits.ts';
import { publishedFiguresReleases } from './upstreams/published-figures.ts';

/** A day on which a source has something new. */
export interface Release {
  readonly source: string;
  readonly at: Instant;
}

/** Every release of the replay, in the order in which they happened. */
export function replayReleases(): Release[] {
  const of = (source: string, instants: readonly Instant[]): Release[] =>
    instants.map((at) => ({ source, at }));
  const usTrade = usTradeReleases();
  return [
    ...of('published-figures', publishedFiguresReleases),
    ...of('un-comtrade', comtradeReleases()),
    ...of('us-census', usTrade),
    ...of('wits', witsReleases()),
    ...of('us-treasury', releasesOf(treasuryFigures())),
    ...of('world-bank', releasesOf(gdpFigures())),
    // What is announced runs ahead of what is collected; the replay ends with the latter.
    ...of('tariff-ledger', tariffLedgerReleases((usTrade.at(-1) ?? '').slice(0, 10))),
  ].sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
}

/** The instants at which something was released, each once. */
function releasesOf(figures: readonly { readonly released: Instant }[]): Instant[] {
  return [...new Set(figures.map(({ released }) => released))];
}
