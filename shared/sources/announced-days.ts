import type { Day } from '../domain/zoned.ts';

/** Days of releases as their publisher has announced them, by period, and on which day they were read. */
export interface AnnouncedDays {
  readonly readOn: Day;
  readonly days: Readonly<Record<string, Day>>;
}

/**
 * FT-900, 8:30 a.m. Eastern: https://www.census.gov/foreign-trade/reference/release_schedule.html, as ETRX has it (FT900_SCHEDULE
 * in index_build.py), whose releases of 2026-09-03 and 2026-10-06 came on their day. What is read later is added as another
 * reading, which wins, so that calendars know that a day has moved and when. Months that are not in it go by their lag.
 */
export const FT900: readonly AnnouncedDays[] = [
  {
    readOn: '2026-10-06',
    days: {
      '2026-07': '2026-09-03',
      '2026-08': '2026-10-06',
      '2026-09': '2026-11-04',
      '2026-10': '2026-12-08',
    },
  },
];
