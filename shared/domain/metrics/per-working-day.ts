import type { Indicator } from '../indicator.ts';
import { type Period, yearBefore } from '../period.ts';
import type { MetricDefinition, MetricOutcome, Read } from './metric.ts';
import { PERCENT_DECIMALS, percentage, quotient } from './quotient.ts';
import { yearReach } from './year-on-year.ts';

type Flow = 'exports' | 'imports';

const CAVEAT =
  'From flash releases, which are provisional and no part of the month that comes out later. Of 10 days and of 20 there is a series each.';

/** A flow of the first days of a month by working day, under its title. */
export function dailyAverageOf<F extends Flow>(flow: F, title: string) {
  return {
    id: `${flow}-per-working-day` as const,
    title: `${title} per working day, first days of a month`,
    unit: 'USD per working day',
    decimals: 0,
    definition: `${title} of goods in the first 10 or 20 days of a month / the working days in them as their publisher counts those (Korea Customs Service: Saturdays half); rounded to the dollar, half to even.`,
    caveat: CAVEAT,
    range: { least: 0 },
    frequencies: ['P'],
    inputs: [flow, 'working-days'],
    reach: () => 0,
    compute: (read, part) => perWorkingDay(read, flow, part),
  } as const satisfies MetricDefinition;
}

/** The change of that average on the same days of the same month a year before. */
export function dailyAverageYoyOf<F extends Flow>(flow: F, title: string) {
  return {
    id: `${flow}-per-working-day-yoy` as const,
    title: `${title} per working day, change on a year before`,
    unit: 'percent',
    decimals: PERCENT_DECIMALS,
    definition: `100 · (${flow} per working day in the first 10 or 20 days of a month / the same in the same days a year before − 1); no value if the base is not positive.`,
    caveat: CAVEAT,
    range: { least: -100 },
    frequencies: ['P'],
    inputs: [flow, 'working-days'],
    reach: yearReach,
    compute: (read, part) => perWorkingDayOnYear(read, flow, part),
  } as const satisfies MetricDefinition;
}

/** No calendar of ours stands in for a count of days that is missing. */
function perWorkingDay(read: Read, flow: Indicator, part: Period): MetricOutcome {
  const value = read(flow, part);
  return quotient(value, read('working-days', part), 0, 0);
}

/** Rounded once: the averages are not. */
function perWorkingDayOnYear(read: Read, flow: Indicator, part: Period): MetricOutcome {
  const before = yearBefore(part);
  const [value, days] = [read(flow, part), read('working-days', part)];
  const [base, daysBefore] = [read(flow, before), read('working-days', before)];
  if (value === undefined || days === undefined) {
    return { value: null, reason: 'numerator-missing' };
  }
  if (base === undefined || daysBefore === undefined) {
    return { value: null, reason: 'denominator-missing' };
  }
  if (days.lte(0) || daysBefore.lte(0) || base.lte(0)) {
    return { value: null, reason: 'zero-denominator' };
  }
  const scaledBase = base.times(days);
  return percentage(value.times(daysBefore).minus(scaledBase), scaledBase);
}
