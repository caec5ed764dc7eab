import type { MetricDefinition, MetricOutcome } from './metric.ts';
import { PERCENT_DECIMALS, percentage } from './quotient.ts';

export const tariffGap = {
  id: 'tariff-gap',
  title: 'Tariff gap',
  unit: 'percentage points',
  decimals: PERCENT_DECIMALS,
  definition:
    'Announced tariff rate less effective tariff rate, each rounded to four decimals: what was announced and is not, or not yet, collected.',
  caveat:
    'Positive where goods are exempt, enter free under an agreement, or came before the tariff did; negative where duties on sectors and lists of products, which the announced rate leaves out, weigh more. A restated month of duties moves it.',
  frequencies: ['M'],
  inputs: ['statutory-rate', 'duties', 'imports-for-consumption'],
  reach: () => 0,
  compute: (read, period): MetricOutcome => {
    const announced = read('statutory-rate', period);
    const duties = read('duties', period);
    const effective = percentage(duties, read('imports-for-consumption', period));
    if (announced === undefined) return { value: null, reason: 'numerator-missing' };
    if (effective.value !== null) return { value: announced.minus(effective.value) };
    const isMissing = effective.reason === 'numerator-missing';
    return { value: null, reason: isMissing ? 'denominator-missing' : effective.reason };
  },
} as const satisfies MetricDefinition;
