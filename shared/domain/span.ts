import type { Frequency } from './period.ts';

/** Of which balance a change is told, always on the same one a year before: of a month, of twelve months, of a year. */
export const SPANS = ['month', '12m', 'year'] as const;
export type Span = (typeof SPANS)[number];

/** Of which periods a span is. */
export function frequencyOfSpan(span: Span): Extract<Frequency, 'M' | 'A'> {
  return span === 'year' ? 'A' : 'M';
}
