import type { MetricDefinition } from './metric.ts';
import { observed } from './observed.ts';

export const appliedTariff = {
  id: 'applied-tariff',
  title: 'Applied tariff by schedule',
  unit: 'percent',
  decimals: null,
  definition:
    "Mean of the reporter's effectively applied tariffs over products, weighted by their imports (World Bank, WITS; UNCTAD TRAINS).",
  caveat:
    'From tariff schedules, one to three years old, and without duties imposed beside them: what is levied is the effective tariff rate.',
  range: { least: 0 },
  frequencies: ['A'],
  inputs: ['applied-tariff'],
  reach: () => 0,
  compute: (read, period) => observed(read('applied-tariff', period)),
} as const satisfies MetricDefinition;
