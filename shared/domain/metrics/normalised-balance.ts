import type { MetricDefinition } from './metric.ts';
import { RATIO_DECIMALS, ratio } from './quotient.ts';

export const normalisedBalance = {
  id: 'normalised-balance',
  title: 'Normalised trade balance',
  unit: 'ratio',
  decimals: RATIO_DECIMALS,
  definition:
    '(exports − imports) / (exports + imports) of goods, from −1 (imports only) to 1 (exports only) (Mikic & Gilbert, Trade Statistics in Policymaking, ESCAP 2009).',
  caveat: 'Exports and imports are on different bases, as in the trade balance.',
  range: { least: -1, most: 1 },
  frequencies: ['M', 'Q', 'A'],
  inputs: ['exports', 'imports'],
  reach: () => 0,
  compute: (read, period) => {
    const exports = read('exports', period);
    const imports = read('imports', period);
    if (exports === undefined) return { value: null, reason: 'numerator-missing' };
    if (imports === undefined) return { value: null, reason: 'denominator-missing' };
    return ratio(exports.minus(imports), exports.plus(imports));
  },
} as const satisfies MetricDefinition;
