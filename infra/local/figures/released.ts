import { type Instant, instant } from '../../../shared/domain/observation.ts';

/** What is on display at an instant: of each cell the figure that was released last, those of the future left out. */
export function releasedBy<Figure extends { readonly released: Instant }>(
  figures: readonly Figure[],
  now: Date,
  cellOf: (figure: Figure) => string,
): Figure[] {
  const latest = new Map<string, Figure>();
  for (const figure of figures) {
    if (figure.released > instant(now)) continue;
    const cell = cellOf(figure);
    const known = latest.get(cell);
    if (known === undefined || known.released < figure.released) latest.set(cell, figure);
  }
  return [...latest.values()];
}
