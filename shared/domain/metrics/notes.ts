import type { MetricValue } from './metric.ts';

/** What the inputs of a value say beside their figures, each note once. */
export function notesOf({ inputs }: MetricValue): string[] {
  return [...new Set(inputs.flatMap(({ note }) => note ?? []))];
}
