import type { MetricDefinition } from './metric.ts';
import { observed } from './observed.ts';

export const bilateralTariff = {
  id: 'bilateral-tariff',
  title: "Applied tariff on the partner's goods",
  unit: 'percent',
  decimals: null,
  definition:
    "Mean of the reporter's effectively applied tariffs (AHS) on the partner's goods, weighted by imports (World Bank, WITS; UNCTAD TRAINS).",
  caveat:
    'From schedules two to three years old, preferences included, without duties imposed beside them. A tariff that keeps goods out weighs nothing in it.',
  range: { least: 0 },
  frequencies: ['A'],
  inputs: ['bilateral-tariff'],
  reach: () => 0,
  compute: (read, period) => observed(read('bilateral-tariff', period)),
} as const satisfies MetricDefinition;
