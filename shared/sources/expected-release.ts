import type { Instant } from '../domain/observation.ts';
import { comparePeriods, frequencyOf, lastMonthOf, type Period, shift } from '../domain/period.ts';
import { addDays, type Day, dayIn, daysBetween, instantIn, weekdayOf } from '../domain/zoned.ts';
import { federalBusinessDay } from './business-days.ts';
import type { Provider } from './providers.ts';

/** When periods came in, each with the poll that was the first to find it. */
export type Arrivals = Readonly<Record<string, Instant>>;

/** What the day of a release is expected by. */
type ReleaseBasis = 'announced' | 'business-day' | 'usual-lag';

/** The release of a period that is not in yet. */
export interface AwaitedRelease {
  readonly period: Period;
  /** By the publisher's clock. */
  readonly on: Day;
  /** Its instant, where the time of day is known as well as a day that is no guess. */
  readonly at: Instant | null;
  readonly timeZone: string;
  readonly basis: ReleaseBasis;
  /** By how many days the last releases came later than their basis says: `on` is moved by as many. */
  readonly movedDays: number;
  /** The last day on which it is not later than releases of this source have been. */
  readonly lateUntil: Day;
}

/** Before its day, on it, past it by no more than releases are late, and past that. */
export type ReleaseState = 'waiting' | 'due' | 'late' | 'stale';

/**
 * How many days after the expected one a release may come and be late only, where too little was observed. The longest recorded
 * delay of a regular month was that of the United States in the autumn of 2025, when the government was shut: there nothing came
 * for six weeks, which is to be told.
 */
const TOLERANCE_DAYS = { M: 20, A: 120 } as const;

/** A publisher who has always been on time is given a week, or a month for a year's figures, before anybody is told. */
const LEAST_TOLERANCE_DAYS = { M: 7, A: 30 } as const;

/** Of how many releases a delay is learned: half a year of months, so that one that was missed does not stay in it for long. */
export const RELEASES_LEARNED_FROM = 6;
/** Two releases may both be exceptions. */
const FEWEST_TO_LEARN_FROM = 3;

/** The release after the newest period; null where nothing says when it might come. */
export function nextRelease(
  source: Provider,
  newest: Period,
  arrivals: Arrivals,
): AwaitedRelease | null {
  return releaseOf(source, shift(newest, 1), arrivals);
}

/**
 * When a period is expected: on the day that its publisher has announced, or by his rule, or by the usual lag. The latter two are
 * moved by the median of how much the last releases were later (or earlier), in days by the publisher's clock.
 */
export function releaseOf(
  source: Provider,
  period: Period,
  arrivals: Arrivals,
): AwaitedRelease | null {
  const announced = announcedDay(source, period);
  const basis = announced ? 'announced' : ruleOf(source);
  const day = announced ?? usualDay(source, period);
  const frequency = frequencyOf(period);
  if (day === undefined || (frequency !== 'M' && frequency !== 'A')) return null;
  const timeZone = source.habit?.timeZone ?? 'UTC';
  const delays = delaysOf(source, period, arrivals, announced ? announcedDay : usualDay);
  const movedDays = basis === 'announced' ? 0 : usualDelay(delays);
  const on = movedDays === 0 ? day : onWorkday(source, addDays(day, movedDays));
  const time = basis === 'usual-lag' || movedDays !== 0 ? undefined : source.habit?.time;
  return {
    ...{ period, on, timeZone, basis, movedDays },
    at: time === undefined ? null : instantIn(timeZone, on, time),
    lateUntil: addDays(on, toleranceOf(delays, frequency)),
  };
}

/** How many days after its own a release is late only: twice as far as the latest lay behind the usual one, within bounds. */
function toleranceOf(delays: readonly number[], frequency: 'M' | 'A'): number {
  const most = TOLERANCE_DAYS[frequency];
  if (delays.length < FEWEST_TO_LEARN_FROM) return most;
  const spread = 2 * (Math.max(...delays) - usualDelay(delays));
  return Math.min(most, Math.max(LEAST_TOLERANCE_DAYS[frequency], spread));
}

/** How a release stands at an instant. Days are compared, by the publisher's clock: nobody is late within the day. */
export function releaseState(
  { on, lateUntil, timeZone }: AwaitedRelease,
  at: Instant,
): ReleaseState {
  const today = dayIn(timeZone, at);
  if (today < on) return 'waiting';
  if (today === on) return 'due';
  return today <= lateUntil ? 'late' : 'stale';
}

function announcedDay({ habit }: Provider, period: Period): Day | undefined {
  return habit?.announced?.map(({ days }) => days[period]).findLast((day) => day !== undefined);
}

function ruleOf({ habit }: Provider): ReleaseBasis {
  return habit?.businessDay === undefined ? 'usual-lag' : 'business-day';
}

/** By the publisher's rule, or so many days after the period's last. */
function usualDay(source: Provider, period: Period): Day | undefined {
  const monthAfter = shift(lastMonthOf(period), 1);
  const frequency = frequencyOf(period);
  if (frequency === 'M' && source.habit?.businessDay !== undefined) {
    return federalBusinessDay(monthAfter, source.habit.businessDay);
  }
  const lag = frequency === 'M' || frequency === 'A' ? source.lagDays[frequency] : undefined;
  return lag === undefined ? undefined : onWorkday(source, addDays(`${monthAfter}-01`, lag - 1));
}

/** Of an office a release on a Saturday or Sunday is expected on the Monday after. */
function onWorkday({ habit }: Provider, day: Day): Day {
  const weekday = weekdayOf(day);
  if (!habit || (weekday !== 0 && weekday !== 6)) return day;
  return addDays(day, weekday === 6 ? 2 : 1);
}

/** By how many days the last releases of the same frequency came later than `expected` says. */
function delaysOf(
  source: Provider,
  { length }: Period,
  arrivals: Arrivals,
  expected: (source: Provider, period: Period) => Day | undefined,
): number[] {
  const timeZone = source.habit?.timeZone ?? 'UTC';
  return inOrder(arrivals)
    .flatMap(({ period, at }) => {
      // Months and years are told apart by how they are written.
      const day = period.length === length ? expected(source, period) : undefined;
      return day === undefined ? [] : [{ day, at }];
    })
    .slice(-RELEASES_LEARNED_FROM)
    .map(({ day, at }) => daysBetween(day, dayIn(timeZone, at)));
}

/** Arrivals, oldest first: each period followed the one before it. */
export function inOrder(arrivals: Arrivals): { readonly period: Period; readonly at: Instant }[] {
  return Object.entries(arrivals)
    .map(([period, at]) => ({ period: period as Period, at }))
    .sort((a, b) => comparePeriods(a.period, b.period));
}

/**
 * The median, none where too little was observed. A whole number of days: of two in the middle the earlier one, because to be
 * expected too early costs a poll.
 */
function usualDelay(delays: readonly number[]): number {
  if (delays.length < FEWEST_TO_LEARN_FROM) return 0;
  return delays.toSorted((a, b) => a - b)[Math.floor((delays.length - 1) / 2)] ?? 0;
}
