import { Big } from 'big.js';
import {
  exactFigure,
  figure,
  line,
  magnitudeOf,
  periodName,
} from '../../shared/domain/figures-in-words.ts';
import type { NullReason } from '../../shared/domain/metrics/metric.ts';
import type { Period } from '../../shared/domain/period.ts';

// Figures stand between words and in columns here, not in the ASCII of a mail: a true minus, and a narrow space before %.
const MINUS = '\u2212';
const BEFORE_PERCENT = '\u202f';

/** A figure to be read in passing: `−$61.1bn`, `8.53 %`, `0.6408`. */
export function shown(value: Big, unit: string): string {
  return typeset(figure(value, unit, 1));
}

/** A round figure, such as a threshold or a tick: `$60bn`, `10 %`. */
export function shownRound(value: number, unit: string): string {
  return typeset(line(new Big(value), unit));
}

const THOUSANDS = { from: 1e3, short: 'k' } as const;

/** A tick of an axis, in the magnitude of the largest one: `$0.5bn` below `$1bn`; of points the number alone, so that it has room. */
export function shownTick(value: number, unit: string, largest: number): string {
  if (!unit.startsWith('USD') || value === 0) return withoutPoints(shownRound(value, unit));
  const magnitude = magnitudeOf(new Big(largest), 0) ?? (largest >= 10_000 ? THOUSANDS : undefined);
  if (!magnitude) return shownRound(value, unit);
  const size = new Big(Math.abs(value)).div(magnitude.from);
  return typeset(`${value < 0 ? '-' : ''}$${size.toString()}${magnitude.short}`);
}

/** A figure beside the end of its line: the title says what is counted. */
export function shownAtEnd(value: Big, unit: string): string {
  return withoutPoints(shown(value, unit));
}

function withoutPoints(text: string): string {
  return text.replace(/ points$/, '');
}

/** Every digit there is: `−61,095,865,732`, `8.5315`. The unit stands at the head of the column. */
export function shownExactly(value: Big, unit: string): string {
  return typeset(exactFigure(value, unit).replace(/ (USD.*|%|percentage points)$/, ''));
}

/** How far a figure moved: `$2.6bn`, `1.28 points`. Percents differ by points. */
export function shownDistance(distance: Big, unit: string): string {
  const size = distance.abs();
  return unit.startsWith('percent') ? `${size.toFixed(2)} points` : shown(size, unit);
}

/** A text that a mail would write in ASCII, as it stands on a page. */
export function typeset(text: string): string {
  return text
    .replace(/(^|[ (])-(?=[$\d])/g, `$1${MINUS}`)
    .replace(/(\d)%/g, `$1${BEFORE_PERCENT}%`);
}

/** Of the units whose names are not words. */
const UNIT_NAMES: Readonly<Record<string, string>> = {
  USD: 'US dollars',
  'USD per person': 'US dollars per person',
  'USD per working day': 'US dollars per working day',
};

export function unitName(unit: string): string {
  return UNIT_NAMES[unit] ?? unit;
}

/** When a figure is of: `in the twelve months to June 2026`, `in June 2026`, `in 2024`. */
export function inPeriod(period: Period, metric: string): string {
  return `in ${metric.endsWith('-12m') ? 'the twelve months to ' : ''}${periodName(period)}`;
}

/** Why there is no value, as a reader wants to know it. */
export const NO_VALUE: Readonly<Record<NullReason, string>> = {
  'not-published': 'not published',
  'numerator-missing': 'one of its two figures is missing',
  'denominator-missing': 'one of its two figures is missing',
  'gap-in-window': 'a month of the twelve is missing',
  'partial-period': 'a part of a month',
  'zero-denominator': 'nothing to divide by',
};

/** The publisher of a source, out of how it wants to be cited: `U.S. Census Bureau`. */
export function publisherOf(title: string): string {
  return title.split(',', 1)[0] ?? title;
}

/** As a sentence begins. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
