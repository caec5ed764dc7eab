import { least, range } from 'd3-array';
import type { Chart } from './chart.ts';
import type { Scales } from './scales.ts';

/** A point at which something is drawn. */
type Spot = readonly [x: number, y: number];

/** Closer than a letter is high, so that nothing slips through between two spots. */
const STEP = 7;

/** How far a label keeps from dots and signs, which are wider than what is drawn through them. */
const CLEARANCE = 10;

/** Proportional letters are a little over half as wide as they are high. */
export function widthOf(text: string): number {
  return text.length * 6.7;
}

/** Spots along all lines and bars of a chart. */
export function outline({ shape, periods, curves }: Chart, { x, y, bar }: Scales): Spot[] {
  return curves.flatMap(({ readings }) => {
    const values = new Map(readings.map(({ period, value }) => [period, value]));
    const ends = periods.flatMap((period): Spot[] => {
      const value = values.get(period);
      return value ? [[x(period), y(value.toNumber())]] : [];
    });
    if (shape === 'lines') return ends.flatMap((end, index) => along(ends[index - 1] ?? end, end));
    return ends.flatMap(([at, end]) =>
      [-bar / 2, 0, bar / 2].flatMap((aside) => along([at + aside, y(0)], [at + aside, end])),
    );
  });
}

function along([fromX, fromY]: Spot, [toX, toY]: Spot): Spot[] {
  const steps = Math.ceil(Math.hypot(toX - fromX, toY - fromY) / STEP);
  return Array.from({ length: steps + 1 }, (_, index) => {
    const part = steps === 0 ? 1 : index / steps;
    return [fromX + (toX - fromX) * part, fromY + (toY - fromY) * part];
  });
}

/** Where a line of text, whose middle is at a height, begins so that it lies on as little as possible; the leftmost such place. */
export function freePlace(
  spots: readonly Spot[],
  { y, text }: { readonly y: number; readonly text: string },
  [left, right]: readonly [number, number],
): number {
  const width = widthOf(text);
  const atHeight = spots.filter(([, spot]) => Math.abs(spot - y) < 11);
  const begins = range(left, Math.max(left + 1, right - width), STEP);
  const covered = (begin: number): number =>
    atHeight.filter(([x]) => x > begin - CLEARANCE && x < begin + width + CLEARANCE).length;
  return least(begins, (a, b) => covered(a) - covered(b)) ?? left;
}
