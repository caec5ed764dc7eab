import type { Big } from 'big.js';
import type { Case, Parameters } from './elasticities.ts';
import { effectsOf, type Market, type TariffChange } from './smart.ts';

/**
 * Why a figure of an outcome is missing.
 * - `market-imports-missing`: what the importer buys from others is not known, so that nothing can be said of diversion or of the whole.
 * - `beyond-existing-trade`: the change is too large for a linear model, which would take away more than is traded.
 * - `imports-missing`: what is traded in the direction whose tariff stays is not known, and so neither is the balance.
 */
export type MissingReason = 'market-imports-missing' | 'beyond-existing-trade' | 'imports-missing';

/** What happens to imports of one economy from the other, in whole dollars. */
interface Outcome {
  readonly creation: Big | null;
  readonly diversion: Big | null;
  /** What others sell more, or less: exactly what is diverted, the other way. */
  readonly others: Big | null;
  readonly priceEffect: Big | null;
  /** The sum of creation, diversion and price effect. */
  readonly total: Big | null;
  readonly importsAfter: Big | null;
  readonly reason: MissingReason | null;
}

export type Outcomes = Readonly<Record<Case, Outcome>>;

/** The same change in each of the three cases. */
export function outcomesOf(market: Market, change: TariffChange, parameters: Parameters): Outcomes {
  const inCase = (name: Case): Outcome => outcomeOf(market, change, parameters, name);
  return { low: inCase('low'), central: inCase('central'), high: inCase('high') };
}

function outcomeOf(
  market: Market,
  change: TariffChange,
  { importDemand, substitution, exportSupply }: Parameters,
  name: Case,
): Outcome {
  const effects = effectsOf(market, change, {
    importDemand: importDemand.values[name],
    substitution: substitution.values[name],
    exportSupply: exportSupply.values[name],
  });
  if (!effects) return { ...NOTHING, reason: 'beyond-existing-trade' };
  const creation = inDollars(effects.creation);
  const priceEffect = inDollars(effects.priceEffect);
  if (effects.diversion === undefined) {
    return { ...NOTHING, creation, priceEffect, reason: 'market-imports-missing' };
  }
  const diversion = inDollars(effects.diversion);
  // Of what was rounded, so that the parts that are shown add up to the sum that is shown.
  const total = creation.plus(diversion).plus(priceEffect);
  return {
    ...{ creation, diversion, others: diversion.times(-1), priceEffect, total },
    importsAfter: market.imports.plus(total),
    reason: null,
  };
}

const NOTHING = {
  creation: null,
  diversion: null,
  others: null,
  priceEffect: null,
  total: null,
  importsAfter: null,
} as const;

/** Half to even, as everywhere. */
function inDollars(amount: Big): Big {
  return amount.round(0, HALF_EVEN);
}

const HALF_EVEN = 2;
