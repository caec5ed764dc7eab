import { extent, tickStep } from 'd3-array';
import { type ScaleLinear, scaleBand, scaleLinear } from 'd3-scale';
import { frequencyOf, type Period } from '../../../shared/domain/period.ts';
import { type Chart, type Curve, isFew } from './chart.ts';
import type { Line } from './threshold-lines.ts';

/** The room a chart is drawn in, and how much of it is for the words around it. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
  /** About how many ticks have room. */
  readonly ticks: { readonly x: number; readonly y: number };
}

/** Where things stand in a frame. */
export interface Scales {
  /** The middle of a period. */
  readonly x: (period: Period) => number;
  /** How wide a bar is. */
  readonly bar: number;
  readonly y: (value: number) => number;
  /** The periods that are named below the axis. */
  readonly named: readonly Period[];
  readonly rungs: readonly number[];
  /** The lines that lie within the axis. */
  readonly lines: readonly Line[];
}

const WIDEST_BAR = 48;
const LEAST_RUNG = 17;

/** In months. */
const YEAR = 12;

// Beyond the end of a bar, in pixels.
const ROOM_FOR_FIGURE = 18;
const ROOM_FOR_SIGN = 14;

export function scalesOf(chart: Chart, frame: Frame): Scales {
  const { periods } = chart;
  const band = scaleBand<Period>()
    .domain(periods)
    .range([frame.left, frame.width - frame.right])
    .paddingInner(0.3)
    .paddingOuter(0.3);
  const { domain, lines } = domainOf(chart);
  const endRoom =
    (isFew(periods) ? ROOM_FOR_FIGURE : 4) + (chart.alerts.length > 0 ? ROOM_FOR_SIGN : 0);
  const beyond = (side: boolean): number => (chart.shape === 'bars' && side ? endRoom : 0);
  const y = scaleLinear()
    .domain(domain)
    .nice(frame.ticks.y)
    .range([
      frame.height - frame.bottom - beyond(domain[0] < 0),
      frame.top + beyond(domain[1] > 0),
    ]);
  return {
    x: (period) => (band(period) ?? frame.left) + band.bandwidth() / 2,
    bar: Math.min(band.bandwidth(), WIDEST_BAR),
    y,
    named: namedPeriods(periods, frame.ticks.x),
    rungs: rungsOf(y, frame.ticks.y),
    lines,
  };
}

/** Fewer than are wanted where they would stand closer than a line of text is high. */
function rungsOf(y: ScaleLinear<number, number>, wanted: number): number[] {
  for (let count = wanted; count > 1; count -= 1) {
    const [first = 0, second = first, ...rest] = y.ticks(count);
    if (Math.abs(y(first) - y(second)) >= LEAST_RUNG) return [first, second, ...rest];
  }
  return y.ticks(1);
}

/**
 * From the least to the greatest of what is drawn. Bars stand on zero; a line is drawn from zero where that leaves it half of the
 * height. A threshold is left out that lies farther away than the figures are spread: it would press them flat.
 */
function domainOf(chart: Chart): { domain: [number, number]; lines: Line[] } {
  const [low = 0, high = 0] = extent(valuesOf(chart));
  const spread = high - low || Math.abs(high) || 1;
  const lines = chart.lines.filter(({ value }) => value >= low - spread && value <= high + spread);
  const isNearZero = Math.min(Math.abs(low), Math.abs(high)) <= high - low;
  const zero = chart.shape === 'bars' || isNearZero ? [0] : [];
  const [from = 0, to = 0] = extent([low, high, ...zero, ...lines.map(({ value }) => value)]);
  return { domain: from === to ? [from - spread / 2, to + spread / 2] : [from, to], lines };
}

function valuesOf({ curves, alerts }: Chart): number[] {
  const read = curves.flatMap(({ readings }: Curve) => readings);
  return [
    ...read.flatMap(({ value, first }) => [value, first?.value ?? null]),
    ...alerts.map(({ value }) => value),
  ].flatMap((value) => (value === null ? [] : [value.toNumber()]));
}

/** All of them where there is room; else those that a calendar would name: every third month, every year, every fifth. */
function namedPeriods(periods: readonly Period[], room: number): Period[] {
  const [first, last] = [periods[0], periods.at(-1)];
  if (!first || !last || periods.length <= room) return [...periods];
  const step = stepBetween(monthOf(first), monthOf(last), room);
  return periods.filter((period) => monthOf(period) % step === 0);
}

/** How many months lie between one name and the next, where about so many names have room. */
function stepBetween(first: number, last: number, room: number): number {
  const wanted = (last - first) / room;
  // The step whose ratio to what is wanted is nearer to 1: about the geometric means of 1 and 3, and of 3 and 12.
  if (wanted < 1.71) return 1;
  if (wanted < 5.95) return 3;
  return YEAR * Math.max(1, tickStep(first / YEAR, last / YEAR, room));
}

/** The month that a period begins with, counted from the year 0. */
function monthOf(period: Period): number {
  const year = Number(period.slice(0, 4));
  const month = { M: Number(period.slice(5, 7)), Q: Number(period.slice(6)) * 3 - 2, A: 1, P: 1 };
  return year * YEAR + month[frequencyOf(period)] - 1;
}
