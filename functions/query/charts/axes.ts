import { html } from 'hono/html';
import { frequencyOf, type Period } from '../../../shared/domain/period.ts';
import type { Markup } from '../markup.ts';
import { shownTick } from '../words.ts';
import type { Frame, Scales } from './scales.ts';

const MONTH = new Intl.DateTimeFormat('en-US', { month: 'short', timeZone: 'UTC' });

/** Rungs with their values on the left, the zero line heavier than the rest, and periods below. */
export function axes({ x, y, named, rungs }: Scales, frame: Frame, unit: string): Markup {
  const end = frame.width - frame.right;
  const foot = frame.height - frame.bottom;
  const texts = tickTexts(rungs, unit);
  const onlyYears = named.length > 1 && named.every((period) => /^\d{4}-(01|Q1)$/.test(period));
  return html`${rungs.map((value, index) => {
    const at = round(y(value));
    return html`<path class="${value === 0 ? 'zero' : 'rung'}" d="M${frame.left} ${at}H${end}"/><text class="tick" x="${frame.left - 8}" y="${at}" dy=".32em" text-anchor="end">${texts[index]}</text>`;
  })}${named.map((period, index) => {
    const [above, below] = onlyYears ? [period.slice(0, 4)] : tickWords(period, named[index - 1]);
    const at = round(x(period));
    return html`<path class="nick" d="M${at} ${foot}v5"/><text class="tick" x="${at}" y="${foot + 19}" text-anchor="middle">${above}</text>${
      below &&
      html`<text class="tick year" x="${at}" y="${foot + 35}" text-anchor="middle">${below}</text>`
    }`;
  })}`;
}

/** The values of the rungs, all of them in one magnitude. */
export function tickTexts(rungs: readonly number[], unit: string): string[] {
  const largest = Math.max(...rungs.map(Math.abs));
  return rungs.map((value) => shownTick(value, unit, largest));
}

/** A month or quarter, with its year below where that is another than the one before. */
function tickWords(
  period: Period,
  before: Period | undefined,
): [above: string, below: string | undefined] {
  const year = period.slice(0, 4);
  const below = before?.slice(0, 4) === year ? undefined : year;
  const frequency = frequencyOf(period);
  if (frequency === 'A') return [year, undefined];
  if (frequency === 'Q') return [period.slice(5), below];
  return [MONTH.format(new Date(`${period.slice(0, 7)}-01T00:00:00Z`)), below];
}

/** Half a pixel is as near as anybody sees. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
