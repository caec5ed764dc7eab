import { Big } from 'big.js';
import { difference } from './difference.ts';
import type { MetricDefinition } from './metric.ts';

/**
 * What an import CIF is to the same export FOB. The IMF's factor since 2017, before it was 1.10 (Direction of Trade Statistics
 * Yearbook 2017).
 */
const CIF_OVER_FOB = new Big('1.06');

export const mirrorGap = {
  id: 'mirror-gap',
  title: 'Mirror gap of imports',
  unit: 'USD',
  decimals: 0,
  definition:
    "Imports as the reporter states them, where they are CIF divided by the IMF's factor of 1.06, less the exports that the partner states of the same trade; rounded to the dollar, half to even.",
  caveat:
    'Never zero: goods are recorded by origin on one side and by last known destination on the other, months apart, and confidential trade is left out. A change of the gap says more than its size.',
  frequencies: ['M', 'Q', 'A'],
  inputs: ['imports', 'mirror-exports'],
  reach: () => 0,
  compute: (read, period, basisOf) => {
    const imports = read('imports', period);
    const isCif = basisOf('imports', period) === 'CIF';
    const valued = imports && isCif ? roundedQuotient(imports) : imports;
    return difference(valued, read('mirror-exports', period));
  },
} as const satisfies MetricDefinition;

const HALF_EVEN = 2;

function roundedQuotient(imports: Big): Big {
  // Exact to twenty decimals before it is rounded once: 1.06 divides into a repeating fraction.
  return imports.times(100).div(CIF_OVER_FOB.times(100)).round(0, HALF_EVEN);
}
