import { difference } from './difference.ts';
import type { MetricDefinition } from './metric.ts';
import { PERCENT_DECIMALS, percentage } from './quotient.ts';

export const balanceShare = {
  id: 'balance-share',
  title: "Share of the reporter's total balance",
  unit: 'percent',
  decimals: PERCENT_DECIMALS,
  definition:
    "100 · balance with the partner / balance of the reporter with the whole world: which part of the reporter's deficit or surplus the partner accounts for.",
  caveat:
    'Negative where the two balances have different signs; beyond 100 where other partners set it off. It says little where the total balance is close to zero.',
  frequencies: ['M', 'Q', 'A'],
  inputs: ['exports', 'imports', 'total-exports', 'total-imports'],
  reach: () => 0,
  compute: (read, period) => {
    const exports = read('exports', period);
    const own = difference(exports, read('imports', period));
    const allExports = read('total-exports', period);
    const all = difference(allExports, read('total-imports', period));
    if (own.value === null) return own;
    // Whichever of the two totals is missing, it is the denominator that cannot be had.
    return percentage(own.value, all.value ?? undefined);
  },
} as const satisfies MetricDefinition;
