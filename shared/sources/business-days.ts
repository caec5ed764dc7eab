import type { Period } from '../domain/period.ts';
import { addDays, type Day, weekdayOf } from '../domain/zoned.ts';

/**
 * The nth business day of a month by the calendar of the United States' federal government, from 1. Only its first half is known:
 * of the holidays of 5 U.S.C. 6103 those that can fall there are left out.
 */
export function federalBusinessDay(month: Period, nth: number): Day {
  let day = `${month}-01`;
  for (let left = isBusinessDay(day) ? nth - 1 : nth; left > 0; ) {
    day = addDays(day, 1);
    if (isBusinessDay(day)) left -= 1;
  }
  return day;
}

function isBusinessDay(day: Day): boolean {
  const weekday = weekdayOf(day);
  return weekday !== SUNDAY && weekday !== SATURDAY && !isHoliday(day, weekday);
}

const SUNDAY = 0;
const MONDAY = 1;
const FRIDAY = 5;
const SATURDAY = 6;

/** New Year's Day, Independence Day and Veterans Day. */
const FIXED = ['01-01', '07-04', '11-11'];

/** On a working day. A holiday on a Saturday is kept on the Friday before, one on a Sunday on the Monday after. */
function isHoliday(day: Day, weekday: number): boolean {
  const kept = [day];
  if (weekday === FRIDAY) kept.push(addDays(day, 1));
  if (weekday === MONDAY) kept.push(addDays(day, -1));
  if (kept.some((of) => FIXED.includes(of.slice(5)))) return true;
  if (weekday !== MONDAY) return false;
  const [month, dayOfMonth] = [day.slice(5, 7), Number(day.slice(8))];
  const isLaborDay = month === '09' && dayOfMonth <= 7;
  const isColumbusDay = month === '10' && dayOfMonth > 7 && dayOfMonth <= 14;
  return isLaborDay || isColumbusDay;
}
