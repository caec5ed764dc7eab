import type { Big } from 'big.js';
import { html } from 'hono/html';
import type { Alert } from '../../../shared/domain/alert.ts';
import { dayName, periodName } from '../../../shared/domain/figures-in-words.ts';
import type { Markup } from '../markup.ts';
import { shown, shownAtEnd } from '../words.ts';
import { round } from './axes.ts';
import { type Chart, isFew } from './chart.ts';
import { freePlace, outline } from './free-place.ts';
import type { Frame, Scales } from './scales.ts';
import { byPeriod, lastKnown } from './shapes.ts';

/** What an alert did, as a shape that is told apart without colour. */
const GLYPHS = {
  fired: 'M0-6.5 6.5 0 0 6.5-6.5 0Z',
  cleared: 'M0-6.5 6.5 0 0 6.5-6.5 0Z',
  retracted: 'M-5-5 5 5M-5 5 5-5',
} as const;
type Glyph = keyof typeof GLYPHS;

export function glyphOf({ reason, firing }: Pick<Alert, 'reason' | 'firing'>): Glyph {
  if (reason === 'retracted') return 'retracted';
  return firing ? 'fired' : 'cleared';
}

export function glyph(of: Glyph, x: number, y: number, title?: string): Markup {
  return html`<path class="mark ${of}" transform="translate(${round(x)} ${round(y)})" d="${GLYPHS[of]}">${
    title && html`<title>${title}</title>`
  }</path>`;
}

/** The lines at which rules fire and clear, each named where nothing is drawn. */
export function thresholds(chart: Chart, scales: Scales, frame: Frame): Markup {
  const drawn = outline(chart, scales);
  const end = frame.width - frame.right;
  return html`${scales.lines.map(({ kind, value, label, short, side }) => {
    const text = frame.width < 600 ? short : label;
    const at = round(scales.y(value));
    const baseline = side === 'above' ? at - 6 : at + 15;
    const x = round(freePlace(drawn, { y: baseline - 5, text }, [frame.left + 4, end]));
    return html`<path class="line ${kind}" d="M${frame.left} ${at}H${end}"/><text class="label ${kind}" x="${x}" y="${baseline}">${text}</text>`;
  })}`;
}

/** First prints that were restated: a hollow dot where the figure first stood, tied to where it stands now. */
export function firstPrints({ curves, unit }: Chart, { x, y }: Scales): Markup {
  return html`${curves.flatMap(({ readings }) =>
    readings.flatMap(({ period, value, first }) => {
      if (!first || !value) return [];
      const [at, from, to] = [
        round(x(period)),
        round(y(first.value.toNumber())),
        round(y(value.toNumber())),
      ];
      const words = `${periodName(period)}: ${shown(first.value, unit)} as first printed, ${dayName(first.knownAt)}; restated to ${shown(value, unit)}`;
      return [
        html`<g class="first"><path d="M${at} ${from}V${to}"/><circle cx="${at}" cy="${from}" r="4.5"><title>${words}</title></circle></g>`,
      ];
    }),
  )}`;
}

/** What was told, at the figure it was told of; several of one figure stand above each other. */
export function marks({ alerts, shape, unit, periods }: Chart, { x, y }: Scales): Markup {
  // Beyond the end of its bar, and what is written there.
  const beyond = isFew(periods) ? 28 : 12;
  const before = new Map<string, number>();
  return html`${alerts.map((alert) => {
    const { period, value, reason } = alert;
    const place = `${period} ${value.toFixed()}`;
    const standing = before.get(place) ?? 0;
    before.set(place, standing + 1);
    const away = shape === 'bars' ? beyond * (value.lt(0) ? -1 : 1) : 0;
    const at = y(value.toNumber()) - away - standing * 15;
    return glyph(
      glyphOf(alert),
      x(period),
      at,
      `${periodName(period)}: ${reason}, ${shown(value, unit)}`,
    );
  })}`;
}

/** The newest figure of each line beside its end, with its name where there are several. */
export function endLabels(
  { curves, periods, shape, unit }: Chart,
  { x, y, bar }: Scales,
  frame: Frame,
): Markup {
  // A bar ends by itself and has its own colour.
  const isBar = shape === 'bars';
  const away = isBar ? bar / 2 + 6 : 10;
  const ends = curves.flatMap((curve) => {
    const readings = byPeriod([curve]);
    const period = lastKnown(periods, readings);
    const value = period && readings.get(period)?.value;
    return period && value ? [{ curve, value, x: x(period), y: y(value.toNumber()) }] : [];
  });
  return html`${spread(ends, frame).map(({ curve, value, x: at, y: height, own }) => {
    const words = curve.name
      ? html`<tspan x="${round(at + away)}" dy="-.25em">${curve.name}</tspan><tspan x="${round(at + away)}" dy="1.15em">${shownAtEnd(value, unit)}</tspan>`
      : html`<tspan dy=".32em">${shownAtEnd(value, unit)}</tspan>`;
    const tone = isBar ? sideOf(value) : curve.tone;
    return html`<g class="end ${tone}">${isBar || html`<circle cx="${round(at)}" cy="${round(own)}" r="3.5"/>`}<text x="${round(at + away)}" y="${round(height)}">${words}</text></g>`;
  })}`;
}

function sideOf(value: Big): 'deficit' | 'surplus' {
  return value.lt(0) ? 'deficit' : 'surplus';
}

/** Two lines of text. */
const LABEL_HEIGHT = 36;

/** Labels that would lie on each other move apart, and stay within the frame. */
function spread<T extends { readonly y: number }>(
  ends: readonly T[],
  frame: Frame,
): (T & { own: number })[] {
  let free = frame.top + 8;
  const placed = ends
    .map((end) => ({ ...end, own: end.y }))
    .sort((a, b) => a.y - b.y)
    .map((end) => {
      const at = Math.max(end.y, free);
      free = at + LABEL_HEIGHT;
      return { ...end, y: at };
    });
  const over = Math.max(0, (placed.at(-1)?.y ?? 0) - (frame.height - frame.bottom - 8));
  return placed.map((end) => ({ ...end, y: end.y - over }));
}
