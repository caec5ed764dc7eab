import { frequencyOf, lastMonthOf, type Period, shift } from '../domain/period.ts';
import type { Provider } from './providers.ts';

const DAY_MS = 86_400_000;

/**
 * How many days after the usual one a release may come and be late only. The longest recorded delay of a regular month was that
 * of the United States in the autumn of 2025, when the government was shut: there nothing came for six weeks, which is to be told.
 */
const TOLERANCE_DAYS = { M: 20, A: 120 } as const;

/** The day on which the period after the newest one is usually out: `2026-08-04`; null where no lag is known. */
export function expectedRelease(source: Provider, newest: Period): string | null {
  const due = dueAt(source, newest);
  return due === undefined ? null : new Date(due).toISOString().slice(0, 10);
}

/** Whether what comes after the newest period is overdue by more than releases of its kind are late. */
export function isStale(source: Provider, newest: Period, now: Date): boolean {
  const due = dueAt(source, newest);
  const frequency = frequencyOf(newest);
  if (due === undefined || (frequency !== 'M' && frequency !== 'A')) return false;
  return now.getTime() > due + TOLERANCE_DAYS[frequency] * DAY_MS;
}

function dueAt({ lagDays }: Provider, newest: Period): number | undefined {
  const frequency = frequencyOf(newest);
  const lag = frequency === 'M' || frequency === 'A' ? lagDays[frequency] : undefined;
  if (lag === undefined) return undefined;
  const monthAfter = shift(lastMonthOf(shift(newest, 1)), 1);
  return Date.parse(`${monthAfter}-01T00:00:00Z`) + (lag - 1) * DAY_MS;
}
