import type { Big } from 'big.js';
import type { Instant } from './observation.ts';
import { frequencyOf, type Period } from './period.ts';

const MAGNITUDES = [
  { from: 1e12, word: 'trillion', short: 'tn' },
  { from: 1e9, word: 'billion', short: 'bn' },
  { from: 1e6, word: 'million', short: 'mn' },
] as const;

/**
 * A metric's value as a reader writes it: `$61.10bn`, `15.28%`, `0.6408`. Signs are written out: `-$8.41bn`.
 * @param decimals of an amount in millions or more
 */
export function figure(value: Big, unit: string, decimals = 2): string {
  if (unit === 'percent') return `${value.toFixed(2)}%`;
  if (unit === 'percentage points') return `${value.toFixed(2)} points`;
  if (!isAmount(unit)) return value.toFixed(4);
  const size = value.abs();
  const magnitude = magnitudeOf(size, decimals);
  const text = magnitude
    ? `$${size.div(magnitude.from).toFixed(decimals)}${magnitude.short}`
    : `$${inGroups(size.toFixed(0))}`;
  return value.lt(0) ? `-${text}` : text;
}

/** Millions, billions or trillions; rounded first, so that 999,999,999 is a billion and not a thousand millions. */
export function magnitudeOf(size: Big, decimals: number): (typeof MAGNITUDES)[number] | undefined {
  return MAGNITUDES.find(({ from }) => size.div(from).round(decimals).gte(1));
}

/** A threshold without the decimals it does not have: `$60bn`, `10%`. */
export function line(value: Big, unit: string): string {
  return figure(value, unit)
    .replace(/(\.\d*?)0+(?=\D*$)/, '$1')
    .replace(/\.(?=\D*$)/, '');
}

/** A dollar amount to the dollar: `-61,095,865,732`. */
export function exactFigure(value: Big, unit: string): string {
  if (unit === 'percent') return `${value.toFixed(4)} %`;
  if (unit === 'percentage points') return `${value.toFixed(4)} percentage points`;
  if (!isAmount(unit)) return value.toFixed(6);
  const [whole = '', fraction] = value.toFixed().split('.');
  return `${fraction ? `${inGroups(whole)}.${fraction}` : inGroups(whole)} ${unit}`;
}

function isAmount(unit: string): boolean {
  return unit === 'USD' || unit.startsWith('USD per ');
}

function inGroups(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `4 February 2026`, of a day or of the day (in UTC) of an instant. */
export function dayName(at: string): string {
  return `${Number(at.slice(8, 10))} ${MONTHS[Number(at.slice(5, 7)) - 1]} ${at.slice(0, 4)}`;
}

/** `4 February 2026, 13:30 UTC`. */
export function instantName(at: Instant): string {
  return `${dayName(at)}, ${at.slice(11, 16)} UTC`;
}

/** `2 months`, `1 year`: so many periods of the frequency of a period. */
export function spanName(periods: number, like: Period): string {
  const unit = { M: 'month', Q: 'quarter', A: 'year', P: 'month' }[frequencyOf(like)];
  return `${periods} ${unit}${periods === 1 ? '' : 's'}`;
}

/** `June 2026`, `second quarter of 2026`, `2026`: no order of day and month to be mistaken. */
export function periodName(period: Period): string {
  const year = period.slice(0, 4);
  switch (frequencyOf(period)) {
    case 'A':
      return year;
    case 'Q':
      return `${['first', 'second', 'third', 'fourth'][Number(period.slice(6)) - 1]} quarter of ${year}`;
    case 'M':
      return `${MONTHS[Number(period.slice(5, 7)) - 1]} ${year}`;
    case 'P':
      return `first ${period.slice(8)} days of ${MONTHS[Number(period.slice(5, 7)) - 1]} ${year}`;
  }
}
