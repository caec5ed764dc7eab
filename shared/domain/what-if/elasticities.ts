import { Big } from 'big.js';

export const CASES = ['low', 'central', 'high'] as const;
export type Case = (typeof CASES)[number];

/** One parameter of the model in three cases, and why it is these. */
interface Parameter {
  readonly parameter: 'import-demand' | 'substitution' | 'export-supply';
  readonly values: Readonly<Record<Case, Big | 'infinite'>>;
  /** Who published it, or who gave it. */
  readonly source: string;
  /** Why it is taken, and why low and high are what they are. */
  readonly reason: string;
}

export interface Parameters {
  readonly importDemand: Parameter & { readonly values: Readonly<Record<Case, Big>> };
  readonly substitution: Parameter & { readonly values: Readonly<Record<Case, Big>> };
  readonly exportSupply: Parameter;
}

/**
 * For all goods of an economy together, which is what the tariffs and imports that are stored are about. Elasticities of single
 * products (Kee, Nicita and Olarreaga, 2008; ProTEE of CEPII) are larger, and would have to be weighted by products: they
 * belong in a request about those products.
 */
export const PUBLISHED: Parameters = {
  importDemand: {
    parameter: 'import-demand',
    values: { low: new Big('0.5'), central: new Big(1), high: new Big(2) },
    source:
      'A. Senhadji, Time-Series Estimation of Structural Import Demand Equations: A Cross-Country Analysis, IMF Staff Papers 45 (1998)',
    reason:
      'The average price elasticity of imports across countries is there "slightly higher than one in the long run" and close to zero in the short run: central is one. Low and high are half and double of it, and not estimates: half stands for the first years, double for goods that are easily replaced. Creation is in proportion to it.',
  },
  substitution: {
    parameter: 'substitution',
    values: { low: new Big('1.5'), central: new Big('3.8'), high: new Big('5.1') },
    source:
      'Low: the default of SMART (World Bank, WITS). Central and high: J. Bajzik, T. Havranek, Z. Irsova and J. Schwarz, Estimating the Armington Elasticity: The Importance of Study Design and Publication Bias, Journal of International Economics 127 (2020)',
    reason:
      'A survey of 3,524 estimates that comes, corrected for what is left unpublished, to 2.5 to 5.1 with a median of 3.8. It is about domestic and foreign goods, and is taken here for goods of two foreign origins. The default of SMART lies below that range, and is the low case.',
  },
  exportSupply: {
    parameter: 'export-supply',
    values: { low: 'infinite', central: 'infinite', high: 'infinite' },
    source:
      'O. Jammes and M. Olarreaga, Explaining SMART and GSIM, World Bank (2005), assumption 3',
    reason:
      'Sellers are taken to sell any amount at the price of the world market, as in the simplest SMART, so that there is no price effect. A finite one would make creation smaller and goods dearer.',
  },
};
