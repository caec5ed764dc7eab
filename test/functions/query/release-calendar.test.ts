import * as fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { ledgerEntry } from '../../../functions/ingest/ledger.ts';
import { releaseCalendar, releasesAwaited } from '../../../functions/query/release-calendar.ts';
import { type Instant, instant } from '../../../shared/domain/observation.ts';
import { type Period, period, shift } from '../../../shared/domain/period.ts';
import { addDays } from '../../../shared/domain/zoned.ts';
import { PROVIDERS, type Provider } from '../../../shared/sources/providers.ts';
import type { Run } from '../../../shared/store/runs.ts';
import { embeddedDatabase } from '../../support/embedded-database.ts';
import { assertLaw } from '../../support/law.ts';
import { vintagesOf } from '../../support/observations.ts';
import { givenSeveralReleases, queryOver } from '../../support/query.ts';

const CENSUS = PROVIDERS['us-census'];
const TREASURY = PROVIDERS['us-treasury'];
const COMTRADE = PROVIDERS['un-comtrade'];

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
    arrivals: {},
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

/** As the ledger of the source has it after a run that brought the period. */
function arrived(last: Run, of: Period, at: Instant): Run {
  const vintages = vintagesOf({ exports: { [of]: 100 } });
  const run = { source: last.source, run: `run-${of}`, at };
  return ledgerEntry({ kind: 'brought', vintages }, last, run) ?? last;
}

function propertiesOf(
  event: ReturnType<typeof eventsIn>[number] | undefined,
  ...names: readonly string[]
): string[] {
  return names.map((name) => `${event?.component.getFirstPropertyValue(name)}`);
}

/** Start, sequence and last modification of each event, by its UID. */
type Version = readonly [start: string, sequence: number, modified: string];
type Versions = ReadonlyMap<string, Version>;

function versionsOf(source: Provider, run: Run): Versions {
  return new Map(
    eventsIn(calendarOf(source, run)).map((of) => {
      const [sequence = '', modified = ''] = propertiesOf(of, 'sequence', 'last-modified');
      return [of.uid, [of.start, Number(sequence), modified]];
    }),
  );
}

/** With the announced days that had been read by then. */
function asDeployedOn(source: Provider, day: string): Provider {
  if (!source.habit?.announced) return source;
  const announced = source.habit.announced.filter(({ readOn }) => readOn <= day);
  return { ...source, habit: { ...source.habit, announced } };
}

function expectOneStep(before: Version | undefined, [start, sequence, modified]: Version): void {
  if (!before) return;
  const moves = start === before[0] ? 0 : 1;
  expect(sequence - before[1]).toBe(moves);
  expect(modified === before[2]).toBe(moves === 0);
  expect(modified >= before[2]).toBe(true);
}

describe('the releases that are awaited', () => {
  it('are the next of a source, the first being that of /v1/sources, and a year of them', () => {
    const releases = releasesAwaited(CENSUS, ran('2026-06'));

    expect(releases.map(({ period: of, on }) => [of, on])).toEqual([
      ...[
        ['2026-07', '2026-09-03'],
        ['2026-08', '2026-10-06'],
        ['2026-09', '2026-11-04'],
      ],
      // From November 2026 on nothing is announced yet: by the lag, and not on a Sunday.
      ...[
        ['2026-10', '2026-12-08'],
        ['2026-11', '2027-01-04'],
        ['2026-12', '2027-02-04'],
      ],
      ...[
        ['2027-01', '2027-03-08'],
        ['2027-02', '2027-04-05'],
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
    expect(releasesAwaited(COMTRADE, ran('2025')).map(({ on }) => on)).toEqual(['2027-06-29']);
    expect(releasesAwaited(CENSUS, ran(null))).toEqual([]);
    expect(releasesAwaited(CENSUS, undefined)).toEqual([]);
  });
});

describe('the calendar', () => {
  it('is read by a calendar program as an instant where one is announced, and as a day otherwise', () => {
    const [first, , , , guessed, ...others] = eventsIn(calendarOf(CENSUS, ran('2026-06')));

    expect(others).toHaveLength(7);
    expect(first).toMatchObject({
      summary: 'Figures of July 2026: U.S. Census Bureau, International Trade in Goods',
      description: 'Announced by the publisher. A day in America/New_York.',
      start: '2026-09-03T12:30:00Z',
      end: '2026-09-03T12:30:00Z',
    });
    expect(guessed).toMatchObject({ start: '2027-01-04', end: '2027-01-05' });
    expect(propertiesOf(first, 'status', 'transp')).toEqual(['CONFIRMED', 'TRANSPARENT']);
    expect(propertiesOf(guessed, 'status', 'transp')).toEqual(['TENTATIVE', 'TRANSPARENT']);
    expect(propertiesOf(first, 'url')).toEqual(['https://api.example/v1/sources']);
  });

  it('says by how much a day was moved, and why', () => {
    const arrivals = Object.fromEntries(
      ['2026-03', '2026-04', '2026-05'].map((of) => {
        const usual = releasesAwaited(TREASURY, ran(`${shift(period(of), -1)}`))[0]?.on ?? '';
        return [of, instant(`${addDays(usual, 1)}T15:00:00Z`)];
      }),
    );
    const run = { ...ran('2026-05'), arrivals };
    const [first] = eventsIn(calendarOf(TREASURY, run));

    // The eighth business day of July is the 13th.
    expect(first?.start).toBe('2026-07-14');
    expect(first?.description).toBe(
      "Expected by the publisher's rule. Moved by 1 day, as much later as the last releases came. A day in America/New_York.",
    );
  });

  it('says which version of an event it is, and since when', () => {
    const since = (run: Run) =>
      eventsIn(calendarOf(CENSUS, run)).map((of) => propertiesOf(of, 'sequence', 'last-modified'));
    // Four were foreseen by the lag before they were announced.
    const arrivals = { '2026-06': instant('2026-08-04T12:45:00Z') };
    const [july, , , october, november] = since({ ...ran('2026-06'), arrivals });

    expect(july).toEqual(['1', '2026-10-06T00:00:00Z']);
    expect(october).toEqual(['1', '2026-10-06T00:00:00Z']);
    expect(november).toEqual(['0', '2026-08-04T12:45:00Z']);
    // Where nothing was observed or read, it is as old as what the source brought last.
    const [unseen] = eventsIn(calendarOf(TREASURY, ran('2026-06')));
    expect(propertiesOf(unseen, 'sequence', 'dtstamp')).toEqual(['0', '2026-08-04T12:30:00Z']);
  });

  it('raises the sequence of an event exactly when its start moves, whatever is learned', () => {
    const delays = fc.array(fc.integer({ min: -3, max: 9 }), { minLength: 1, maxLength: 26 });
    assertLaw(
      fc.property(delays, fc.constantFrom(TREASURY, CENSUS, COMTRADE), (days, source) => {
        let run = ran('2026-01');
        let before: Versions = new Map();
        for (const late of days) {
          const [next] = releasesAwaited(source, run);
          if (!next) throw new Error('nothing is awaited');
          const day = addDays(next.on, late - next.movedDays);
          run = arrived(run, next.period, instant(`${day}T15:00:00Z`));
          const now = versionsOf(asDeployedOn(source, day), run);
          for (const [uid, version] of now) expectOneStep(before.get(uid), version);
          before = now;
        }
      }),
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
