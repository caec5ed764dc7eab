import { Cron } from 'croner';
import { cronPattern, rateMs } from '../../schedule-expression.ts';

export const DAYS_A_MONTH = 365.25 / 12;
export const SECONDS_A_MONTH = DAYS_A_MONTH * 86_400;

/** How often a schedule fires in an average month of a year. */
export function firingsAMonth(expression: string, timezone: string, year: number): number {
  const pattern = cronPattern(expression);
  if (!pattern) return (SECONDS_A_MONTH * 1000) / (rateMs(expression) ?? Number.NaN);
  const cron = new Cron(pattern, { timezone, paused: true });
  const end = new Date(Date.UTC(year + 1, 0, 1));
  let firings = 0;
  // From the second before the year, whose first instant may be one.
  let next = cron.nextRun(new Date(Date.UTC(year, 0, 1) - 1000));
  for (; next && next < end; next = cron.nextRun(next)) firings += 1;
  return firings / 12;
}
