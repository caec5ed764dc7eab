import { Big } from 'big.js';

/** One importing market before the change. */
export interface Market {
  /** What is imported from the economy whose tariff changes, in dollars. */
  readonly imports: Big;
  /** What is imported from all others; undefined where it is not known. */
  readonly fromOthers: Big | undefined;
}

/** From a tariff to another, both in percent of the value of the goods. */
export interface TariffChange {
  readonly from: Big;
  readonly to: Big;
}

/** All of them without their sign: an elasticity of demand of one means that imports rise by a percent where prices fall by one. */
export interface Elasticities {
  readonly importDemand: Big;
  /** Between what comes from one origin and what comes from others (Armington). */
  readonly substitution: Big;
  readonly exportSupply: Big | 'infinite';
}

/** What a change of a tariff does to imports from the economy that it is about, in dollars. */
export interface Effects {
  /** More is bought, because it costs less. */
  readonly creation: Big;
  /** It is bought from there rather than from others, who lose as much; undefined where what they sell is not known. */
  readonly diversion: Big | undefined;
  /** Sellers ask more, where they cannot sell any amount at the same price. */
  readonly priceEffect: Big;
}

/**
 * Partial equilibrium of one market as in SMART of the WITS (World Bank), after Laird and Yeats, The UNCTAD Trade Policy Simulation Model
 * (UNCTAD, 1986), and Jammes and Olarreaga, Explaining SMART and GSIM (World Bank, 2005). With t the tariff, e the elasticity of
 * import demand, s that of export supply, σ that of substitution, M imports from the economy and R those from others:
 *
 *     u = (t0 − t1) / (1 + t0)
 *     creation     = M · u · e · s / (s + e), which is M · u · e where s is infinite
 *     price effect = M · u · e / (s + e), which is nothing where s is infinite
 *     diversion    = M · R · σu / (M + R + M · σu), which never exceeds R
 *
 * Diversion is what brings the ratio of M to R from what it was to (1 + σu) times that, while their sum stays.
 * @returns undefined where the change is too large for it: all that is traded, or more, would be taken away.
 */
export function effectsOf(
  market: Market,
  change: TariffChange,
  elasticities: Elasticities,
): Effects | undefined {
  const cut = change.from.minus(change.to);
  const base = change.from.plus(100);
  const { creation, priceEffect } = ownEffects(market.imports.times(cut), base, elasticities);
  const shift = elasticities.substitution.times(cut);
  if (base.plus(shift).lt(0)) return undefined;
  const diversion = diverted(market, shift, base);
  const after = market.imports
    .plus(creation)
    .plus(priceEffect)
    .plus(diversion ?? 0);
  return after.lt(0) ? undefined : { creation, diversion, priceEffect };
}

/** Products first and one division each, so that what is proportional stays so to the last digit. */
function ownEffects(
  cutImports: Big,
  base: Big,
  { importDemand, exportSupply }: Elasticities,
): Pick<Effects, 'creation' | 'priceEffect'> {
  const wanted = cutImports.times(importDemand);
  if (exportSupply === 'infinite') return { creation: wanted.div(base), priceEffect: new Big(0) };
  const both = base.times(exportSupply.plus(importDemand));
  return { creation: wanted.times(exportSupply).div(both), priceEffect: wanted.div(both) };
}

function diverted({ imports, fromOthers }: Market, shift: Big, base: Big): Big | undefined {
  if (fromOthers === undefined) return undefined;
  const denominator = imports.plus(fromOthers).times(base).plus(imports.times(shift));
  // Without imports from anybody nothing can be bought elsewhere.
  return denominator.eq(0) ? new Big(0) : imports.times(fromOthers).times(shift).div(denominator);
}
