import type { Big } from 'big.js';
import { greatest, least } from 'd3-array';
import { periodName } from '../../../shared/domain/figures-in-words.ts';
import { isBalance } from '../../../shared/domain/threshold-in-words.ts';
import { capital, inPeriod, shown } from '../words.ts';
import { type Chart, type ChartId, type Curve, FLOWS } from './chart.ts';
import type { Reading } from './readings.ts';

type Known = Reading & { readonly value: NonNullable<Reading['value']> };

/** The newest figures in a line: `deficit of $8.4bn in June 2026`, `exports $7.0bn, imports $15.4bn in June 2026`. */
export function summary({ id, curves, unit }: Chart): string {
  const newest = curves.flatMap(({ name, readings }) => {
    const last = known(readings).at(-1);
    return last
      ? [{ words: `${name.toLowerCase()} ${figureOf(id, last.value, unit)}`.trim(), ...last }]
      : [];
  });
  const [first] = newest;
  if (!first) return 'no figures yet';
  // One period said once, where it is that of all.
  return newest.every(({ period }) => period === first.period)
    ? `${newest.map(({ words }) => words).join(', ')} ${inPeriod(first.period, id)}`
    : newest.map(({ words, period }) => `${words} ${inPeriod(period, id)}`).join(', ');
}

function figureOf(id: ChartId, value: Big, unit: string): string {
  if (id === FLOWS || !isBalance(id)) return shown(value, unit);
  if (value.eq(0)) return `balance of ${shown(value, unit)}`;
  return `${value.lt(0) ? 'deficit' : 'surplus'} of ${shown(value.abs(), unit)}`;
}

/** What a chart shows, for whoever cannot see it; the table beside it has every figure. */
export function describe(chart: Chart): string {
  const { periods, shape, lines, curves } = chart;
  const [first, last] = [periods[0], periods.at(-1)];
  if (!first || !last) return 'There are no figures to draw.';
  const span = first === last ? periodName(first) : `${periodName(first)} to ${periodName(last)}`;
  const sentences = [
    `${shape === 'bars' ? 'Bars' : 'Line chart'}, ${span}`,
    `Newest: ${summary(chart)}`,
    ...curves.map((curve) => extremes(curve, chart.unit)),
    ...lines.map(({ label }) => `A rule ${label}`),
    ...curves.flatMap((curve) => restatements(curve, chart.unit)),
  ];
  return `${sentences.filter(Boolean).map(capital).join('. ')}.`;
}

function extremes({ name, readings }: Curve, unit: string): string {
  const figures = known(readings);
  const low = least(figures, (a, b) => a.value.cmp(b.value));
  const high = greatest(figures, (a, b) => a.value.cmp(b.value));
  if (!low || !high || figures.length < 3) return '';
  const of = name ? `${name}: ` : '';
  return `${of}lowest ${shown(low.value, unit)} in ${periodName(low.period)}, highest ${shown(high.value, unit)} in ${periodName(high.period)}`;
}

function restatements({ readings }: Curve, unit: string): string[] {
  return known(readings).flatMap(({ period, value, first }) =>
    first
      ? [
          `${periodName(period)} was first printed as ${shown(first.value, unit)} and restated to ${shown(value, unit)}`,
        ]
      : [],
  );
}

function known(readings: readonly Reading[]): Known[] {
  return readings.flatMap(({ value, ...rest }) => (value === null ? [] : [{ ...rest, value }]));
}
