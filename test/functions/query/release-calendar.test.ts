import * as fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { releaseCalendar, releasesAwaited } from '../../../functions/query/release-calendar.ts';
import { instant } from '../../../shared/domain/observation.ts';
import { period } from '../../../shared/domain/period.ts';
import { PROVIDERS, type Provider } from '../../../shared/sources/providers.ts';
import type { Run } from '../../../shared/store/runs.ts';
import { embeddedDatabase } from '../../support/embedded-database.ts';
import { assertLaw } from '../../support/law.ts';
import { givenSeveralReleases, queryOver } from '../../support/query.ts';

const CENSUS = PROVIDERS['us-census'];

function ran(newest: string | null, at = '2026-08-04T12:30:00Z'): Run {
  return {
    ...{
      source: 'us-census',
      run: 'run-1',
      outcome: 'changed',
      changed: 1,
      code: null,
      reason: null,
    },
    at: instant(at),
    newestPeriod: newest === null ? null : period(newest),
    lastChangeAt: instant(at),
  };
}

function calendarOf(source: Provider, run: Run): string {
  return releaseCalendar(releasesAwaited(source, run), 'https://api.example/v1/sources');
}

/** As a calendar program reads it. */
function eventsIn(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    const { uid, summary, description, startDate, endDate } = event;
    return { uid, summary, description, start: `${startDate}`, end: `${endDate}`, component };
  });
}

describe('the releases that are awaited', () => {
  it('are the next of a source, the first being that of /v1/sources, and a year of them', () => {
    const releases = releasesAwaited(CENSUS, ran('2026-06'));

    expect(releases.map(({ period: of, on }) => [of, on])).toEqual([
      ...[
        ['2026-07', '2026-09-04'],
        ['2026-08', '2026-10-05'],
        ['2026-09', '2026-11-04'],
      ],
      ...[
        ['2026-10', '2026-12-05'],
        ['2026-11', '2027-01-04'],
        ['2026-12', '2027-02-04'],
      ],
      ...[
        ['2027-01', '2027-03-07'],
        ['2027-02', '2027-04-04'],
        ['2027-03', '2027-05-05'],
      ],
      ...[
        ['2027-04', '2027-06-04'],
        ['2027-05', '2027-07-05'],
        ['2027-06', '2027-08-04'],
      ],
    ]);
  });

  it('of a source of years are one, and of one that has brought nothing are none', () => {
    const comtrade = PROVIDERS['un-comtrade'];
    expect(releasesAwaited(comtrade, ran('2025')).map(({ on }) => on)).toEqual(['2027-06-29']);
    expect(releasesAwaited(CENSUS, ran(null))).toEqual([]);
    expect(releasesAwaited(CENSUS, undefined)).toEqual([]);
  });
});

describe('the calendar', () => {
  it('is read by a calendar program as days of one event each', () => {
    const [first, ...others] = eventsIn(calendarOf(CENSUS, ran('2026-06')));

    expect(others).toHaveLength(11);
    expect(first).toMatchObject({
      summary: 'Figures of July 2026: U.S. Census Bureau, International Trade in Goods',
      start: '2026-09-04',
      end: '2026-09-05',
    });
    const [status, busy] = ['status', 'transp'].map((name) =>
      first?.component.getFirstPropertyValue(name),
    );
    expect([status, busy]).toEqual(['TENTATIVE', 'TRANSPARENT']);
    expect(`${first?.component.getFirstPropertyValue('dtstamp')}`).toBe('2026-08-04T12:30:00Z');
    expect(`${first?.component.getFirstPropertyValue('url')}`).toBe(
      'https://api.example/v1/sources',
    );
  });

  it('gives a release one UID for ever, so that it moves in a calendar and is not doubled', () => {
    const [before] = eventsIn(calendarOf(CENSUS, ran('2026-06')));
    // A month later it is the second that was foreseen.
    const [, again] = eventsIn(calendarOf(CENSUS, ran('2026-05', '2026-07-07T12:30:00Z')));
    const uids = eventsIn(calendarOf(CENSUS, ran('2026-06'))).map(({ uid }) => uid);

    expect(before?.uid).toBe('8a216f3c-cde6-587d-b9a3-48cc4cf6ffa1');
    expect(again?.uid).toBe(before?.uid);
    expect(new Set(uids).size).toBe(12);
  });

  it('ends every line with CRLF and folds it after 75 octets, between characters', () => {
    const unit = fc.constantFrom(...'a ,;\\\n:"é🌊日');
    const title = fc.string({ unit, maxLength: 300, size: 'max' });
    assertLaw(
      fc.property(title, (text) => {
        const calendar = calendarOf({ ...CENSUS, title: text }, ran('2026-06'));
        const lines = calendar.split('\r\n');

        expect(lines.pop()).toBe('');
        for (const line of lines) {
          expect(line).not.toMatch(/[\r\n]/);
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          expect(line.isWellFormed()).toBe(true);
        }
        // Nothing is lost on the way to a calendar and back.
        const [first] = eventsIn(calendar);
        expect(first?.summary).toBe(`Figures of July 2026: ${text}`);
      }),
    );
  });

  it('holds something also where no release is known, as the standard wants', () => {
    const empty = new ICAL.Component(ICAL.parse(releaseCalendar([], 'https://api.example')));

    expect(empty.getAllSubcomponents('vevent')).toEqual([]);
    expect(empty.getAllSubcomponents().length).toBeGreaterThan(0);
  });
});

const database = embeddedDatabase();

describe('GET /v1/releases.ics', () => {
  it('answers the releases of the sources that are watched', async () => {
    const table = await database.freshTable();
    await givenSeveralReleases(table);
    const response = await queryOver(table).app.request('/v1/releases.ics');

    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const [first] = eventsIn(await response.text());
    expect(first).toMatchObject({ start: '2025-09-04' });
  });
});
