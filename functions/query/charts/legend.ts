import { html } from 'hono/html';
import { isBalance } from '../../../shared/domain/threshold-in-words.ts';
import type { Markup } from '../markup.ts';
import { glyph, glyphOf } from './annotations.ts';
import { type Chart, FLOWS } from './chart.ts';
import { widthOf } from './free-place.ts';

interface Entry {
  readonly words: string;
  readonly sign: (x: number, y: number) => Markup;
}

/** What the signs of a chart mean, those of them that are there. */
export function legendOf(chart: Chart): Entry[] {
  const told = new Set(chart.alerts.map(glyphOf));
  const alerts = (['fired', 'cleared', 'retracted'] as const)
    .filter((kind) => told.has(kind))
    .map((kind) => ({
      words: `alert ${kind}`,
      sign: (x: number, y: number) => glyph(kind, x, y),
    }));
  return [...sides(chart), ...alerts, ...(hasRestated(chart) ? [FIRST_PRINT] : [])];
}

const FIRST_PRINT: Entry = {
  words: 'first print, restated',
  sign: (x, y) => html`<g class="first"><circle cx="${x}" cy="${y}" r="4.5"/></g>`,
};

function hasRestated({ curves }: Chart): boolean {
  return curves.some(({ readings }) => readings.some(({ first }) => first));
}

/** Deficits and surpluses of a balance that is drawn as bars. */
function sides({ id, shape, curves }: Chart): Entry[] {
  if (shape !== 'bars' || id === FLOWS || !isBalance(id)) return [];
  const values = curves.flatMap(({ readings }) => readings.flatMap(({ value }) => value ?? []));
  const side = (words: 'deficit' | 'surplus'): Entry => ({
    words,
    sign: (x, y) =>
      html`<rect class="bar last ${words}" x="${x - 5}" y="${y - 5}" width="10" height="10"/>`,
  });
  return [
    ...(values.some((value) => value.lt(0)) ? [side('deficit')] : []),
    ...(values.some((value) => value.gt(0)) ? [side('surplus')] : []),
  ];
}

/** One beside the other from the left edge on; where they would not fit, without the word that they share. */
export function legend(entries: readonly Entry[], width: number, y: number): Markup {
  const isNarrow = entries.reduce((sum, { words }) => sum + widthOf(words) + 33, 8) > width;
  let next = 19;
  return html`${entries.map(({ words: full, sign }) => {
    const words = isNarrow ? full.replace(/^alert |, restated$/, '') : full;
    const x = next;
    next += widthOf(words) + 33;
    return html`${sign(x, y)}<text class="tick" x="${x + 11}" y="${y}" dy=".32em">${words}</text>`;
  })}`;
}
