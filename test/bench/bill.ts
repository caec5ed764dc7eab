import { READERS } from '../../infra/commands/cost/assumptions.ts';
import { monthlyBill } from '../../infra/commands/cost/monthly-bill.ts';
import type { Benchmark } from './benchmark.ts';

/** What a month on AWS costs with the settings of cdk.json, as npm run cost has it. */
export const bill: Benchmark = {
  name: 'bill',
  kind: 'counted',
  async measure() {
    const { bill: of } = await monthlyBill(READERS, new Date());
    return [
      {
        name: 'bill',
        value: of.due,
        unit: '$',
        target: { most: 0.05 },
        of: 'a month on AWS, after the free tiers that have no end',
      },
    ];
  },
};
