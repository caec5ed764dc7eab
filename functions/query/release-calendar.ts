import { periodName } from '../../shared/domain/figures-in-words.ts';
import type { Instant } from '../../shared/domain/observation.ts';
import { frequencyOf, type Period, shift } from '../../shared/domain/period.ts';
import { expectedRelease } from '../../shared/sources/expected-release.ts';
import type { Provider } from '../../shared/sources/providers.ts';
import type { Run } from '../../shared/store/runs.ts';
import { nameUuid } from './name-uuid.ts';

/** A release that is awaited: of which source, of which period, on which day by the lag that is usual. */
interface ExpectedRelease {
  readonly source: Provider;
  readonly period: Period;
  readonly on: string;
  /** When that became the next one: with the release before. */
  readonly knownAt: Instant;
}

/** How many are foreseen: a year of months, or the next year's. */
const FORESEEN = { M: 12, Q: 4, A: 1, P: 0 } as const;

/** The releases that are awaited of a source, the overdue one first; none where it has brought nothing yet. */
export function releasesAwaited(source: Provider, last: Run | undefined): ExpectedRelease[] {
  if (!last?.newestPeriod) return [];
  const { newestPeriod, at } = last;
  return Array.from({ length: FORESEEN[frequencyOf(newestPeriod)] }, (_, steps) => {
    const before = shift(newestPeriod, steps);
    const on = expectedRelease(source, before);
    return on ? [{ source, period: shift(before, 1), on, knownAt: at }] : [];
  }).flat();
}

/** An RFC 5545 calendar: a day-long event for each release. `url` tells how the sources stand. */
export function releaseCalendar(releases: readonly ExpectedRelease[], url: string): string {
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

function event({ source, period, on, knownAt }: ExpectedRelease, url: string): string[] {
  const what = `Figures of ${periodName(period)}: ${source.title}`;
  return [
    'BEGIN:VEVENT',
    `UID:${nameUuid(`release of ${source.id} ${period}`)}`,
    `DTSTAMP:${knownAt.replace(/[-:]|\.\d+/g, '')}`,
    `DTSTART;VALUE=DATE:${on.replaceAll('-', '')}`,
    `SUMMARY:${escaped(what)}`,
    `DESCRIPTION:${escaped(`Expected by the usual lag of ${source.id}; the publisher sets the day.`)}`,
    // Nobody has promised it, and nobody's day is taken by it.
    'STATUS:TENTATIVE',
    'TRANSP:TRANSPARENT',
    `CATEGORIES:${escaped(source.id)}`,
    `URL:${url}`,
    'END:VEVENT',
  ];
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
