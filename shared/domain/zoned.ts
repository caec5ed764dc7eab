import { type Instant, instant } from './observation.ts';

const DAY_MS = 86_400_000;

/** A calendar day, `2026-12-08`, by some clock. */
export type Day = string;

/** The day that a clock of an IANA time zone shows at an instant. */
export function dayIn(timeZone: string, at: Instant): Day {
  const time = Date.parse(at);
  return new Date(time + offsetMs(timeZone, time)).toISOString().slice(0, 10);
}

/**
 * The instant at which a clock of a time zone shows a time, `08:30`. Of a time that comes twice, as summer time ends, it is the
 * first; of one that is left out, as summer time begins, the time as much later as is left out.
 */
export function instantIn(timeZone: string, day: Day, time: string): Instant {
  const shown = Date.parse(`${day}T${time}:00Z`);
  // Zones change their offset at most once within two days.
  const [before, after] = [shown - DAY_MS, shown + DAY_MS].map((at) => offsetMs(timeZone, at));
  const candidates = [before, after].map((offset = 0) => shown - offset).sort((a, b) => a - b);
  const right = candidates.find((at) => at + offsetMs(timeZone, at) === shown);
  return instant(new Date(right ?? shown - (before ?? 0)));
}

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** How many days lead from one day to another. */
export function daysBetween(from: Day, to: Day): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}

/** 0 for a Sunday, 6 for a Saturday. */
export function weekdayOf(day: Day): number {
  return new Date(day).getUTCDay();
}

const CLOCKS = new Map<string, Intl.DateTimeFormat>();

/** Each is made once: to make one takes ten times as long as to ask it. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const clock =
    CLOCKS.get(timeZone) ?? new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  CLOCKS.set(timeZone, clock);
  return clock;
}

/** How far a zone's clock is ahead of UTC: `GMT+09:00`, `GMT-04:56:02` before zones had whole minutes, `GMT` for none. */
function offsetMs(timeZone: string, at: number): number {
  const name = clockOf(timeZone)
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const [, sign, hours = 0, minutes = 0, seconds = 0] =
    /^GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(name ?? '') ?? [];
  const ahead = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return (sign === '-' ? -1000 : 1000) * ahead;
}
