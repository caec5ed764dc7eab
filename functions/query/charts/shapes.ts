import { greatest, least } from 'd3-array';
import { area, curveStep, line } from 'd3-shape';
import { html } from 'hono/html';
import type { Period } from '../../../shared/domain/period.ts';
import type { Markup } from '../markup.ts';
import { shown } from '../words.ts';
import { round } from './axes.ts';
import { type Chart, type Curve, isFew } from './chart.ts';
import type { Reading } from './readings.ts';
import type { Scales } from './scales.ts';

/** Narrower than this, in pixels, there is no room within the outline of a bar. */
const HOLLOW_BAR = 6;

/** How wide a word within a chart is, in pixels. */
const WORD = 60;

/** How far apart two lines must be, in pixels, for a word between them. */
const ROOM_FOR_A_WORD = 28;

/** A bar from zero to each figure: a deficit hangs solid below the zero line, a surplus stands hollow above it. */
export function bars({ periods, curves, unit }: Chart, { x, y, bar }: Scales): Markup {
  const valueIn = valuesOf(curves[0]);
  const newest = periods.findLast((period) => valueIn(period) !== null);
  const zero = round(y(0));
  const outlines = { deficit: '', surplus: '', 'deficit last': '', 'surplus last': '' };
  for (const period of periods) {
    const value = valueIn(period);
    if (value === null) continue;
    const side = value < 0 ? 'deficit' : 'surplus';
    const left = round(x(period) - bar / 2);
    const outline = `M${left} ${zero}V${round(y(value))}h${round(bar)}V${zero}z`;
    outlines[period === newest ? (`${side} last` as const) : side] += outline;
  }
  const density = bar < HOLLOW_BAR ? ' dense' : '';
  return html`${Object.entries(outlines).map(
    ([kind, outline]) => outline && html`<path class="bar ${kind}${density}" d="${outline}"/>`,
  )}${isFew(periods) && labels({ periods, curves, unit }, { x, y })}`;
}

/** Each figure at the end of its bar, and where there is none, that. */
function labels(
  { periods, curves, unit }: Pick<Chart, 'periods' | 'curves' | 'unit'>,
  { x, y }: Pick<Scales, 'x' | 'y'>,
): Markup {
  const readings = byPeriod(curves);
  return html`${periods.map((period) => {
    const value = readings.get(period)?.value;
    const at = round(x(period));
    if (!value) {
      return html`<text class="missing" x="${at}" y="${round(y(0)) + 18}" text-anchor="middle">n/a</text>`;
    }
    const beyond = round(y(value.toNumber())) + (value.lt(0) ? 16 : -7);
    return html`<text class="value" x="${at}" y="${beyond}" text-anchor="middle">${shown(value, unit)}</text>`;
  })}`;
}

/** A line through each series, broken where there is no value, and the gap between two flows shaded. */
export function lines({ id, periods, curves }: Chart, scales: Scales): Markup {
  const { x, y } = scales;
  return html`${id === 'exports-imports' && gap(curves, periods, scales)}${curves.map((curve) => {
    const valueIn = valuesOf(curve);
    const through = line<Period>()
      .digits(1)
      .defined((period) => valueIn(period) !== null)
      .x((period) => x(period))
      .y((period) => y(valueIn(period) ?? 0));
    if (curve.tone === 'announced') through.curve(curveStep);
    const dots = periods.flatMap((period, index) => {
      const value = valueIn(period);
      const isAlone = [index - 1, index + 1].every((beside) => {
        const neighbour = periods[beside];
        return neighbour === undefined || valueIn(neighbour) === null;
      });
      if (value === null || !(isFew(periods) || isAlone)) return [];
      return [html`<circle class="dot" cx="${round(x(period))}" cy="${round(y(value))}" r="4"/>`];
    });
    return html`<g class="curve ${curve.tone}"><path d="${through(periods) ?? ''}"/>${dots}</g>`;
  })}`;
}

/** Deficit and surplus are the distance between the lines; which of them is on top says which it is. */
function gap(
  [exports, imports]: readonly Curve[],
  periods: readonly Period[],
  { x, y }: Scales,
): Markup {
  const [out, into] = [valuesOf(exports), valuesOf(imports)];
  const between = area<Period>()
    .digits(1)
    .defined((period) => out(period) !== null && into(period) !== null)
    .x((period) => x(period))
    .y0((period) => y(out(period) ?? 0))
    .y1((period) => y(into(period) ?? 0));
  const [first, second] = periods;
  const step = first && second ? x(second) - x(first) : WORD;
  // As many periods as a word covers, to both sides of its middle.
  const half = Math.max(1, Math.ceil(WORD / 2 / step));
  const distances = periods.flatMap((period, index) => {
    const around = periods.slice(Math.max(0, index - half), index + half + 1);
    const isWhole = around.length === 2 * half + 1;
    if (!isWhole || around.some((each) => out(each) === null || into(each) === null)) return [];
    const deficits = around.map((each) => y(out(each) ?? 0) - y(into(each) ?? 0));
    const middle = (y(out(period) ?? 0) + y(into(period) ?? 0)) / 2;
    return [{ x: x(period), middle, least: Math.min(...deficits), most: Math.max(...deficits) }];
  });
  // Named where the lines are far apart for a while: there a word has room.
  const deficit = greatest(distances, ({ least }) => least);
  const surplus = least(distances, ({ most }) => most);
  return html`<path class="gap" d="${between(periods) ?? ''}"/>${
    deficit && deficit.least > ROOM_FOR_A_WORD && word('deficit', deficit)
  }${surplus && -surplus.most > ROOM_FOR_A_WORD && word('surplus', surplus)}`;
}

function word(
  text: string,
  { x, middle }: { readonly x: number; readonly middle: number },
): Markup {
  return html`<text class="tick" x="${round(x)}" y="${round(middle)}" dy=".32em" text-anchor="middle">${text}</text>`;
}

function valuesOf(curve: Curve | undefined): (period: Period) => number | null {
  const readings = byPeriod(curve ? [curve] : []);
  return (period) => readings.get(period)?.value?.toNumber() ?? null;
}

export function byPeriod(curves: readonly Curve[]): Map<Period, Reading> {
  return new Map(
    curves.flatMap(({ readings }) => readings).map((reading) => [reading.period, reading]),
  );
}

export function lastKnown(
  periods: readonly Period[],
  readings: ReadonlyMap<Period, Reading>,
): Period | undefined {
  return periods.findLast((period) => (readings.get(period)?.value ?? null) !== null);
}
