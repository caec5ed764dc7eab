import * as z from './zod.ts';

/**
 * A reference period: the stretch of time that a figure is about, never the time at which it was known.
 * Written `2025-06` (month), `2025-Q2` (quarter), `2025` (year) or `2025-06/20` (the first 20 days of a month).
 * A partial month is a kind of its own, so that it is never compared with a full one.
 */
export type Period = string & { readonly __brand: 'Period' };

/** SDMX frequency codes; `P` is ours, for the partial months of flash releases. */
export type Frequency = 'M' | 'Q' | 'A' | 'P';

const FORMS: Record<Frequency, RegExp> = {
  M: /^\d{4}-(0[1-9]|1[0-2])$/,
  Q: /^\d{4}-Q[1-4]$/,
  A: /^\d{4}$/,
  P: /^\d{4}-(0[1-9]|1[0-2])\/(10|20)$/,
};

const MONTHS_IN: Record<Exclude<Frequency, 'P'>, number> = { M: 1, Q: 3, A: 12 };

function isPeriod(text: string): text is Period {
  return Object.values(FORMS).some((form) => form.test(text));
}

export const periodSchema = z.custom<Period>(
  (value) => typeof value === 'string' && isPeriod(value),
  'must be a period such as 2025-06, 2025-Q2, 2025 or 2025-06/20',
);

/** @throws Error when the text is not a period; parse input from outside with {@link periodSchema} instead. */
export function period(text: string): Period {
  if (!isPeriod(text)) {
    throw new Error(`period must be like 2025-06, 2025-Q2, 2025 or 2025-06/20, got: ${text}`);
  }
  return text;
}

export function month(year: number, monthOfYear: number): Period {
  return period(`${pad(year, 4)}-${pad(monthOfYear, 2)}`);
}

/** By length and one character, because a period has been held against its form already and this is asked a million times a poll. */
export function frequencyOf(of: Period): Frequency {
  if (of.length === 4) return 'A';
  if (of.length > 7) return 'P';
  return of.charAt(5) === 'Q' ? 'Q' : 'M';
}

/** The period `steps` places later (earlier when negative), of the same frequency. */
export function shift(from: Period, steps: number): Period {
  const { frequency, ordinal } = locate(from);
  return at(frequency, ordinal + steps, from);
}

/** How many steps lead from `from` to `to`; both of one frequency, and partial months of equally many days. */
export function stepsBetween(from: Period, to: Period): number {
  if (!areAlike(from, to)) {
    throw new Error(`periods of one frequency are needed, got: ${from} and ${to}`);
  }
  return locate(to).ordinal - locate(from).ordinal;
}

/** The same period of the year before. */
export function yearBefore(of: Period): Period {
  const frequency = frequencyOf(of);
  return shift(of, frequency === 'P' ? -12 : -12 / MONTHS_IN[frequency]);
}

/** `length` consecutive periods, the last being `end`, oldest first. */
export function windowEndingAt(end: Period, length: number): Period[] {
  return Array.from({ length }, (_, index) => shift(end, index - length + 1));
}

/** The periods from `from` to `to`, both included; empty when `to` comes first. */
export function periodsBetween(from: Period, to: Period): Period[] {
  const steps = stepsBetween(from, to);
  return steps < 0 ? [] : windowEndingAt(to, steps + 1);
}

/** January to `end`, for months; the quarters of the year to `end`, for quarters. */
export function yearToDate(end: Period): Period[] {
  const year = end.slice(0, 4);
  const frequency = frequencyOf(end);
  if (frequency === 'A') return [end];
  const first = frequency === 'Q' ? `${year}-Q1` : `${year}-01${end.slice(7)}`;
  return periodsBetween(period(first), end);
}

/** Earlier first; a period that ends earlier counts as earlier, whatever its frequency. */
export function comparePeriods(a: Period, b: Period): number {
  // Of one frequency they sort as text.
  if (frequencyOf(a) === frequencyOf(b)) return Number(a > b) - Number(a < b);
  return (
    monthsThrough(a) - monthsThrough(b) ||
    lastDayOf(a) - lastDayOf(b) ||
    (a < b ? -1 : Number(a > b))
  );
}

/** Whether two periods are of one series: of one frequency, and parts of months of equally many days. */
export function areAlike(a: Period, b: Period): boolean {
  return frequencyOf(a) === frequencyOf(b) && lastDayOf(a) === lastDayOf(b);
}

/** The first days of a month up to a day of it: 10 or 20. */
export function partOf(monthly: Period, days: 10 | 20): Period {
  return period(`${monthly}/${days}`);
}

/** The month in which the period ends. */
export function lastMonthOf(of: Period): Period {
  const months = monthsThrough(of);
  return month(Math.floor((months - 1) / 12), ((months - 1) % 12) + 1);
}

/** The period of a frequency that holds a given month. */
export function periodHolding(monthly: Period, frequency: Exclude<Frequency, 'P'>): Period {
  const year = monthly.slice(0, 4);
  if (frequency === 'A') return period(year);
  if (frequency === 'M') return monthly;
  return period(`${year}-Q${Math.ceil(Number(monthly.slice(5, 7)) / 3)}`);
}

function locate(of: Period): { frequency: Frequency; ordinal: number } {
  const frequency = frequencyOf(of);
  const year = Number(of.slice(0, 4));
  if (frequency === 'A') return { frequency, ordinal: year };
  if (frequency === 'Q') return { frequency, ordinal: year * 4 + Number(of.slice(6)) - 1 };
  return { frequency, ordinal: year * 12 + Number(of.slice(5, 7)) - 1 };
}

function at(frequency: Frequency, ordinal: number, like: Period): Period {
  if (frequency === 'A') return period(pad(ordinal, 4));
  if (frequency === 'Q')
    return period(`${pad(Math.floor(ordinal / 4), 4)}-Q${(((ordinal % 4) + 4) % 4) + 1}`);
  const text = `${pad(Math.floor(ordinal / 12), 4)}-${pad((((ordinal % 12) + 12) % 12) + 1, 2)}`;
  return period(frequency === 'P' ? `${text}${like.slice(7)}` : text);
}

/** Months since year 0 up to and including the last month of the period. */
function monthsThrough(of: Period): number {
  const { frequency, ordinal } = locate(of);
  return frequency === 'P' ? ordinal + 1 : (ordinal + 1) * MONTHS_IN[frequency];
}

/** The day of its last month on which a partial month ends; a number past all of them for a full period. */
function lastDayOf(of: Period): number {
  return frequencyOf(of) === 'P' ? Number(of.slice(8)) : 31;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
