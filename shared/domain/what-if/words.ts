import type { Big } from 'big.js';
import { figure } from '../figures-in-words.ts';
import { goodsName } from '../goods-name.ts';
import { commodityOf, economyName, type Pair, partnerOf, reporterOf } from '../pair.ts';
import type { BalanceChange, Direction } from './balance.ts';
import type { MissingReason } from './side.ts';

export const METHOD = {
  name: 'Partial equilibrium of one market as in SMART: trade creation, trade diversion and price effect',
  formulas: [
    'u = (t0 - t1) / (1 + t0), t0 and t1 the tariff before and after',
    'creation = M · u · e · s / (s + e), which is M · u · e where s is infinite',
    'diversion = M · R · σu / (M + R + M · σu), which others lose',
    'price effect = M · u · e / (s + e), which is nothing where s is infinite',
    'M imports from the economy, R imports from all others, e import demand, σ substitution, s export supply',
  ],
  sources: [
    'S. Laird and A. Yeats, The UNCTAD Trade Policy Simulation Model, UNCTAD (1986)',
    'O. Jammes and M. Olarreaga, Explaining SMART and GSIM, World Bank (2005)',
    'World Bank, WITS online help, SMART',
  ],
} as const;

/** What the figures are not: said with every answer. */
const LEAVES_OUT: readonly string[] = [
  'General equilibrium: incomes, wages and the rest of the economy stay as they are.',
  'Aggregation: all goods that it is about are one good with one tariff. What is levied on single products, and what a high tariff keeps out altogether, is not seen.',
  'Services, investment, and everything else that is no trade in goods.',
  'Rules of origin and the use of preferences: everything is taken to enter at the new tariff.',
  'Measures other than tariffs: standards, quotas, antidumping, and tariffs that are imposed beside the schedules.',
  'Exchange rates, which are taken to stay.',
  'Time: how fast it happens, tariffs that are lowered step by step, and what changes meanwhile.',
  'Goods made in several countries: what is exported of what was imported.',
];

const OF_SOME_GOODS = [
  'Elasticities of these goods: the published ones are those of all goods together, and others can be given.',
  'Other goods: what is bought more or less of them, and what becomes of the balance in all goods.',
];

export function leftOut(pair: Pair): string[] {
  return [...LEAVES_OUT, ...(commodityOf(pair) ? OF_SOME_GOODS : [])];
}

const GOES: Readonly<Record<Direction, string>> = {
  'deficit-widens': 'deficit widens',
  'deficit-narrows': 'deficit narrows',
  'surplus-widens': 'surplus widens',
  'surplus-narrows': 'surplus narrows',
  'turns-to-deficit': 'surplus turns into a deficit',
  'turns-to-surplus': 'deficit turns into a surplus',
  unchanged: 'balance stays',
};

const BECAUSE: Readonly<Record<MissingReason, string>> = {
  'market-imports-missing': 'what is imported from everybody is not known, and can be given',
  'beyond-existing-trade': 'so large a change is beyond the model',
  'imports-missing': 'what is traded the other way is not known, and can be given',
};

/** What comes out, in two sentences. */
export function headline(pair: Pair, { before, cases, least, most }: BalanceChange): string {
  const [reporter, partner] = [reporterOf(pair), partnerOf(pair)].map(economyName);
  const goods = commodityOf(pair) ? ` in ${goodsName(pair)}` : '';
  const balance = `the balance of ${reporter} with ${partner}${goods}`;
  const { direction, after, change, reason } = cases.central;
  if (!before || !direction || !after || !change) {
    const why = reason ? BECAUSE[reason] : '';
    return `What becomes of ${balance} cannot be said: ${why}.`;
  }
  const usd = (amount: Big): string => figure(amount, 'USD');
  const by = / (widens|narrows)$/.test(GOES[direction]) ? ` by ${usd(change.abs())}` : '';
  const central = `The${balance.slice(3)} goes from ${usd(before)} to ${usd(after)} in the central case: the ${GOES[direction]}${by}.`;
  const between =
    least && most
      ? `Between all cases it changes by ${usd(least)} to ${usd(most)}.`
      : 'In some cases the change is beyond the model.';
  return `${central} ${between}`;
}
