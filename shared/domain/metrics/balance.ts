import type { Period } from '../period.ts';
import { difference } from './difference.ts';
import type { MetricDefinition, MetricOutcome, Read } from './metric.ts';

export const balance = {
  id: 'balance',
  title: 'Trade balance',
  unit: 'USD',
  decimals: null,
  definition:
    'Exports less imports of goods, both as the reporter states them; a deficit is negative (Mikic & Gilbert, Trade Statistics in Policymaking, ESCAP 2009).',
  caveat:
    'Exports and imports are on different bases (the US states exports FAS and general imports at customs value; Korea and Japan FOB and CIF), so it is not the negative of the balance that the partner reports.',
  frequencies: ['M', 'Q', 'A'],
  inputs: ['exports', 'imports'],
  reach: () => 0,
  compute: balanceOf,
} as const satisfies MetricDefinition;

/** Exports less imports of one period. */
export function balanceOf(read: Read, period: Period): MetricOutcome {
  const exports = read('exports', period);
  return difference(exports, read('imports', period));
}
