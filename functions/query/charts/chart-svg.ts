import { html, raw } from 'hono/html';
import { dayName } from '../../../shared/domain/figures-in-words.ts';
import type { Instant } from '../../../shared/domain/observation.ts';
import type { Markup } from '../markup.ts';
import { pairName } from '../pair-name.ts';
import { capital, publisherOf, shownAtEnd } from '../words.ts';
import { endLabels, firstPrints, marks, thresholds } from './annotations.ts';
import { axes, tickTexts } from './axes.ts';
import { type Chart, isFew } from './chart.ts';
import { ALONE_STYLE } from './chart-style.ts';
import { describe, summary } from './description.ts';
import { legend as entriesAt, legendOf } from './legend.ts';
import { type Frame, scalesOf } from './scales.ts';
import { bars, lines } from './shapes.ts';

/**
 * Two drawings of one shape, of which the narrow one has the larger letters; a style shows the one that fits. Nothing is then
 * smaller than 11 pixels from 320 to 1200 pixels of width, and no script is needed.
 */
const SIZES = [
  { name: 'narrow', width: 400, ticks: { x: 5, y: 4 } },
  { name: 'wide', width: 800, ticks: { x: 10, y: 6 } },
] as const;

/** How a chart is framed: on its own it has its title above and its source below it. */
interface Framing {
  /** Height by width. */
  readonly shape: number;
  /** What stands above and below the plot, in pixels. */
  readonly top: number;
  readonly bottom: number;
  readonly style: Markup | '';
  readonly around: (frame: Frame) => Markup | '';
}

/** A chart for the middle of a page, which says in words what it is. */
export function chartOnPage(chart: Chart): Markup {
  return svg(chart, { shape: 0.6, top: 10, bottom: 44, style: '', around: () => '' });
}

/** A chart as a document: with its title, its sources, its style, and the day it is turned back to. */
export function chartAlone(
  chart: Chart,
  sources: readonly string[],
  at: Instant | undefined,
): Markup {
  const known = at ? `As known on ${dayName(at)}. ` : '';
  const feet = [sources, sources.map(publisherOf)].map((named) => known + named.join('; '));
  return svg(chart, {
    shape: 0.75,
    top: 78,
    bottom: 62,
    style: html`<style>${raw(ALONE_STYLE)}</style>`,
    around: ({ width, height }) =>
      html`<rect class="sheet" width="${width}" height="${height}"/><text class="title" x="12" y="27">${chart.title}</text><text class="under" x="12" y="46">${fitting([pairName(chart.pair)], width)}</text><text class="under" x="12" y="63">${fitting(summariesOf(chart).map(capital), width)}</text><text class="foot" x="12" y="${height - 8}">${fitting(feet, width)}</text>`,
  });
}

/** All that is newest, and of the first line alone where that is too long: the others are named at their ends. */
function summariesOf(chart: Chart): string[] {
  return [summary(chart), summary({ ...chart, curves: chart.curves.slice(0, 1) })];
}

/** The first wording that has room, or as much of the last one as has; letters are at most 6.6 pixels wide on average. */
function fitting(wordings: readonly string[], width: number): string {
  const room = Math.floor((width - 24) / 6.6);
  const text = wordings.find(({ length }) => length <= room) ?? wordings.at(-1) ?? '';
  return text.length <= room ? text : `${text.slice(0, room - 1).trimEnd()}…`;
}

function svg(chart: Chart, framing: Framing): Markup {
  const [, { width }] = SIZES;
  const { shape, style, around } = framing;
  const id = `${chart.id}-${chart.frequency}`;
  const legend = legendOf(chart);
  const drawings = SIZES.map((size) => {
    const frame = frameOf(chart, size, framing, legend.length > 0);
    return html`<svg class="${size.name}" width="${width}" height="${width * shape}" viewBox="0 0 ${frame.width} ${frame.height}" data-left="${frame.left}" data-right="${frame.width - frame.right}">${around(frame)}${plot(chart, frame)}${entriesAt(legend, frame.width, framing.top + 4)}</svg>`;
  });
  return html`<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${width * shape}" role="img" aria-labelledby="${id}-t ${id}-d"><title id="${id}-t">${chart.title}, ${chart.pair}</title><desc id="${id}-d">${describe(chart)}</desc>${style}${drawings}</svg>`;
}

/** A few bars are labelled each by itself. */
function hasEndLabels({ shape, periods }: Chart): boolean {
  return shape === 'lines' || !isFew(periods);
}

function frameOf(
  chart: Chart,
  { width, ticks }: (typeof SIZES)[number],
  { shape, top, bottom }: Framing,
  hasLegend: boolean,
): Frame {
  const frame = {
    width,
    height: width * shape,
    ticks,
    left: 0,
    right: hasEndLabels(chart) ? roomAtEnd(chart) : 34,
    top: top + (hasLegend ? 30 : 10),
    // Years need no second line of words below the axis.
    bottom: chart.frequency === 'A' ? bottom - 16 : bottom,
  };
  return { ...frame, left: roomForTicks(chart, frame) };
}

/** Figures are at most 7.6 pixels wide, with 8 between them and the rungs; where the rungs are does not hang on it. */
function roomForTicks(chart: Chart, frame: Frame): number {
  const { rungs } = scalesOf(chart, frame);
  return 12 + 7.6 * Math.max(3, ...tickTexts(rungs, chart.unit).map(({ length }) => length));
}

/** Bold letters are some 8 pixels wide, and begin 10 from the end of the line, which is some way from the edge. */
function roomAtEnd({ curves, unit }: Chart): number {
  const lengths = curves.flatMap(({ name, readings }) => {
    const value = readings.findLast(({ value: each }) => each !== null)?.value;
    return [name.length, value ? shownAtEnd(value, unit).length : 0];
  });
  return 12 + 8 * Math.max(4, ...lengths);
}

function plot(chart: Chart, frame: Frame): Markup {
  if (chart.periods.length === 0) {
    const middle = (frame.top + frame.height - frame.bottom) / 2;
    return html`<text class="under" x="${frame.width / 2}" y="${middle}" text-anchor="middle">No figures to draw</text>`;
  }
  const scales = scalesOf(chart, frame);
  const isBars = chart.shape === 'bars';
  return html`${axes(scales, frame, chart.unit)}${isBars ? bars(chart, scales) : lines(chart, scales)}${thresholds(chart, scales, frame)}${firstPrints(chart, scales)}${
    hasEndLabels(chart) && endLabels(chart, scales, frame)
  }${marks(chart, scales)}`;
}
