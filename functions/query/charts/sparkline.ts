import { extent } from 'd3-array';
import { scaleLinear, scalePoint } from 'd3-scale';
import { line } from 'd3-shape';
import { html } from 'hono/html';
import { periodName } from '../../../shared/domain/figures-in-words.ts';
import { type Period, periodsBetween } from '../../../shared/domain/period.ts';
import type { Markup } from '../markup.ts';
import { round } from './axes.ts';

export interface Spark {
  readonly period: Period;
  readonly value: number | null;
}

const WIDTH = 320;
const HEIGHT = 56;
const EDGE = 6;

/** A chart as small as a word, without axes: its words stand beside it. Nothing where there is nothing to compare. */
export function sparkline(values: readonly Spark[], label: string): Markup | '' {
  const known = values.filter(({ value }) => value !== null);
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last || known.length < 2) return '';
  const periods = periodsBetween(first.period, last.period);
  const byPeriod = new Map(values.map(({ period, value }) => [period, value]));
  const [low = 0, high = 0] = extent(known, ({ value }) => value ?? 0);
  const x = scalePoint<Period>()
    .domain(periods)
    .range([EDGE, WIDTH - EDGE]);
  const y = scaleLinear()
    .domain(low === high ? [low - 1, high + 1] : [low, high])
    .range([HEIGHT - EDGE, EDGE]);
  const at = (period: Period): number => x(period) ?? 0;
  const through = line<Period>()
    .digits(1)
    .defined((period) => (byPeriod.get(period) ?? null) !== null)
    .x(at)
    .y((period) => y(byPeriod.get(period) ?? 0));
  const zero = low < 0 && high > 0 && html`<path class="zero" d="M0 ${round(y(0))}H${WIDTH}"/>`;
  const dots = known.length <= 6 ? known : [last];
  return html`<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}">${zero}<path d="${through(periods) ?? ''}"/>${dots.map(
    ({ period, value }) =>
      html`<circle cx="${round(at(period))}" cy="${round(y(value ?? 0))}" r="3.5"/>`,
  )}</svg><p class="ends" aria-hidden="true"><span>${periodName(first.period)}</span><span>${periodName(last.period)}</span></p>`;
}
