import { periodName } from '../../shared/domain/figures-in-words.ts';
import { type Instant, instant } from '../../shared/domain/observation.ts';
import { frequencyOf, type Period, shift, stepsBetween } from '../../shared/domain/period.ts';
import {
  type Arrivals,
  type AwaitedRelease,
  inOrder,
  releaseOf,
} from '../../shared/sources/expected-release.ts';
import type { Provider } from '../../shared/sources/providers.ts';
import type { Run } from '../../shared/store/runs.ts';
import { nameUuid } from './name-uuid.ts';

/** A release that is awaited of a source, and how its day came to be. */
interface ForeseenRelease extends AwaitedRelease {
  readonly source: Provider;
  /** How often its day or time has moved since it was first foreseen. */
  readonly sequence: number;
  /** When it last did, or was first foreseen. */
  readonly modifiedAt: Instant;
}

/** How many are foreseen: a year of months, or the next year's. */
const FORESEEN = { M: 12, Q: 4, A: 1, P: 0 } as const;

/** The releases that are awaited of a source, the overdue one first; none where it has brought nothing yet. */
export function releasesAwaited(source: Provider, last: Run | undefined): ForeseenRelease[] {
  if (!last?.newestPeriod) return [];
  const { newestPeriod, lastChangeAt, at, arrivals } = last;
  return Array.from({ length: FORESEEN[frequencyOf(newestPeriod)] }, (_, steps) => {
    const period = shift(newestPeriod, steps + 1);
    const release = releaseOf(source, period, arrivals);
    if (!release) return [];
    const { sequence, modifiedAt = lastChangeAt ?? at } = movesOf(source, period, arrivals);
    return [{ ...release, source, sequence, modifiedAt }];
  }).flat();
}

/**
 * How often the day of a release has moved, and when it last did: looked up again at each moment at which something was learned,
 * because no calendar is stored. At the first of them it was foreseen, which is no move.
 */
function movesOf(
  source: Provider,
  period: Period,
  arrivals: Arrivals,
): { readonly sequence: number; readonly modifiedAt?: Instant } {
  let moves:
    | { readonly start: string; readonly sequence: number; readonly modifiedAt: Instant }
    | undefined;
  const [first] = inOrder(arrivals);
  // Each arrival that is kept followed the newest period before it.
  const atFirst = first && shift(first.period, -1);
  for (const moment of momentsOf(source, arrivals)) {
    const known = inOrder(arrivals).filter(({ at }) => at <= moment);
    const newest = known.at(-1)?.period ?? atFirst;
    if (newest && !isForeseen(newest, period)) continue;
    const then = asKnownAt(source, moment);
    const arrived = Object.fromEntries(known.map(({ period: of, at }) => [of, at]));
    const release = releaseOf(then, period, arrived);
    const start = release?.at ?? release?.on;
    if (start === undefined || start === moves?.start) continue;
    moves = { start, sequence: moves ? moves.sequence + 1 : 0, modifiedAt: moment };
  }
  return moves ?? { sequence: 0 };
}

/** When a period came in, or announced days were read. */
function momentsOf({ habit }: Provider, arrivals: Arrivals): Instant[] {
  const read = habit?.announced?.map(({ readOn }) => instant(`${readOn}T00:00:00Z`)) ?? [];
  return [...read, ...Object.values(arrivals)].sort();
}

function asKnownAt(source: Provider, moment: Instant): Provider {
  const { habit } = source;
  if (!habit?.announced) return source;
  const announced = habit.announced.filter(({ readOn }) => readOn <= moment.slice(0, 10));
  return { ...source, habit: { ...habit, announced } };
}

function isForeseen(newest: Period, period: Period): boolean {
  const frequency = frequencyOf(newest);
  if (frequency !== frequencyOf(period)) return false;
  return stepsBetween(newest, period) <= FORESEEN[frequency];
}

/** An RFC 5545 calendar: a day-long event for each release. `url` tells how the sources stand. */
export function releaseCalendar(releases: readonly ForeseenRelease[], url: string): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Tidemark//Releases//EN',
    'CALSCALE:GREGORIAN',
    // RFC 7986, and the older names that calendars go by.
    ...['NAME', 'X-WR-CALNAME'].map((name) => `${name}:Tidemark: releases of trade figures`),
    'REFRESH-INTERVAL;VALUE=DURATION:PT12H',
    'X-PUBLISHED-TTL:PT12H',
    ...releases.flatMap((release) => event(release, url)),
    // A calendar must hold something (RFC 5545, 3.6).
    ...(releases.length > 0 ? [] : COORDINATED_UNIVERSAL_TIME),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

const COORDINATED_UNIVERSAL_TIME = [
  'BEGIN:VTIMEZONE',
  'TZID:Etc/UTC',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0000',
  'END:STANDARD',
  'END:VTIMEZONE',
];

function event(release: ForeseenRelease, url: string): string[] {
  const { source, period, on, at, basis, sequence, modifiedAt } = release;
  const what = `Figures of ${periodName(period)}: ${source.title}`;
  return [
    'BEGIN:VEVENT',
    `UID:${nameUuid(`release of ${source.id} ${period}`)}`,
    // Without a METHOD it is the same as LAST-MODIFIED (RFC 5545, 3.8.7.2).
    `DTSTAMP:${onWire(modifiedAt)}`,
    `LAST-MODIFIED:${onWire(modifiedAt)}`,
    `SEQUENCE:${sequence}`,
    at ? `DTSTART:${onWire(at)}` : `DTSTART;VALUE=DATE:${on.replaceAll('-', '')}`,
    `SUMMARY:${escaped(what)}`,
    `DESCRIPTION:${escaped(reasonOf(release))}`,
    // What nobody has announced nobody has promised; and nobody's day is taken by it.
    `STATUS:${basis === 'announced' ? 'CONFIRMED' : 'TENTATIVE'}`,
    'TRANSP:TRANSPARENT',
    `CATEGORIES:${escaped(source.id)}`,
    `URL:${url}`,
    'END:VEVENT',
  ];
}

const BASIS_WORDS = {
  announced: 'Announced by the publisher.',
  'business-day': "Expected by the publisher's rule.",
  'usual-lag': 'Expected by the usual lag; the publisher sets the day.',
} as const;

function reasonOf({ basis, movedDays, timeZone }: ForeseenRelease): string {
  const days = `${Math.abs(movedDays)} ${Math.abs(movedDays) === 1 ? 'day' : 'days'}`;
  const moved =
    movedDays &&
    `Moved by ${days}, as much ${movedDays > 0 ? 'later' : 'earlier'} as the last releases came.`;
  return [BASIS_WORDS[basis], moved, `A day in ${timeZone}.`].filter(Boolean).join(' ');
}

function onWire(at: Instant): string {
  return at.replace(/[-:]|\.\d+/g, '');
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');
}

/** At most 75 octets a line, the blank that continues one included, and never in the middle of a character. */
function folded(line: string): string {
  let text = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > 75) {
      text += '\r\n ';
      octets = 1;
    }
    text += character;
    octets += size;
  }
  return text;
}
