import { yearBefore } from '../period.ts';
import { balanceOf } from './balance.ts';
import { difference } from './difference.ts';
import type { MetricDefinition } from './metric.ts';
import { yearReach } from './year-on-year.ts';

export const balanceChangeYoy = {
  id: 'balance-change-yoy',
  title: 'Trade balance, change on a year before',
  unit: 'USD',
  decimals: null,
  definition:
    'The trade balance less that of the same period a year before, the units ch1 of FRED; a difference, because a percent of what can cross zero means nothing.',
  caveat: 'Negative when a deficit widened or a surplus narrowed.',
  frequencies: ['M', 'Q', 'A'],
  inputs: ['exports', 'imports'],
  reach: yearReach,
  compute: (read, period) => {
    const current = balanceOf(read, period).value;
    const before = balanceOf(read, yearBefore(period)).value;
    return difference(current ?? undefined, before ?? undefined);
  },
} as const satisfies MetricDefinition;
