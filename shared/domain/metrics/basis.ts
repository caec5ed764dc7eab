import { type Basis, INDICATORS, type Indicator } from '../indicator.ts';
import { INDICATOR_WORDS } from '../indicator-words.ts';
import type { Vintage } from '../observation.ts';
import type { MetricValue } from './metric.ts';

/** How goods are valued. What is no value of goods has no such basis, and how it was arrived at is part of its name. */
const VALUATIONS: readonly Basis[] = ['CIF', 'FOB', 'FAS', 'customs value'];

/**
 * On which basis each flow stands that went into a value: `exports FAS, imports customs value`.
 * Where they come from more than one source, says which: `exports FAS (us-census), imports CIF (un-comtrade)`.
 * Empty where nothing went in.
 */
export function basisOf(value: MetricValue): string {
  const mixed = value.sources.length > 1;
  return (Object.keys(INDICATORS) as Indicator[])
    .map((indicator) => ({
      indicator,
      inputs: value.inputs.filter((input) => input.indicator === indicator),
    }))
    .filter(({ inputs }) => inputs.length > 0)
    .map(({ indicator, inputs }) => wordsOf(indicator, inputs, mixed))
    .join(', ');
}

function wordsOf(indicator: Indicator, inputs: readonly Vintage[], mixed: boolean): string {
  const words = flowOnBasis(indicator, distinct(inputs.map((input) => input.basis)));
  return mixed ? `${words} (${distinct(inputs.map((input) => input.source)).join(', ')})` : words;
}

function flowOnBasis(indicator: Indicator, bases: readonly Basis[]): string {
  const words = INDICATOR_WORDS[indicator];
  if (bases.join() === 'calculated duty') return `calculated ${words}`;
  return bases.every((basis) => VALUATIONS.includes(basis))
    ? `${words} ${bases.join(' and ')}`
    : words;
}

function distinct<T extends string>(words: readonly T[]): T[] {
  return [...new Set(words)].sort();
}
