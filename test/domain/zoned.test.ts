import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant } from '../../shared/domain/observation.ts';
import { addDays, dayIn, daysBetween, instantIn } from '../../shared/domain/zoned.ts';
import { assertLaw } from '../support/law.ts';

const NEW_YORK = 'America/New_York';

describe('a time by a clock', () => {
  it.each([
    ['in winter', NEW_YORK, '2026-12-08', '08:30', '2026-12-08T13:30:00.000Z'],
    ['in summer', NEW_YORK, '2026-09-03', '08:30', '2026-09-03T12:30:00.000Z'],
    [
      'on the day on which summer time ends',
      NEW_YORK,
      '2026-11-01',
      '08:30',
      '2026-11-01T13:30:00.000Z',
    ],
    ['on the day on which it begins', NEW_YORK, '2026-03-08', '08:30', '2026-03-08T12:30:00.000Z'],
    ['that is left out', NEW_YORK, '2026-03-08', '02:30', '2026-03-08T07:30:00.000Z'],
    ['that comes twice', NEW_YORK, '2026-11-01', '01:30', '2026-11-01T05:30:00.000Z'],
    [
      'that comes twice south of the equator',
      'Australia/Lord_Howe',
      '2026-04-05',
      '01:45',
      '2026-04-04T14:45:00.000Z',
    ],
    [
      'where there is no summer time',
      'Asia/Seoul',
      '2026-07-15',
      '09:00',
      '2026-07-15T00:00:00.000Z',
    ],
    [
      'of a zone at half an hour',
      'Asia/Kolkata',
      '2026-07-15',
      '09:00',
      '2026-07-15T03:30:00.000Z',
    ],
    ['in UTC', 'UTC', '2026-07-15', '09:00', '2026-07-15T09:00:00.000Z'],
  ])('%s is an instant', (_, zone, day, time, expected) => {
    expect(instantIn(zone, day, time)).toBe(expected);
  });

  const zones = fc.constantFrom(
    ...[NEW_YORK, 'Asia/Seoul', 'Europe/Berlin', 'UTC', 'Pacific/Apia'],
    ...['Australia/Lord_Howe', 'America/St_Johns', 'Pacific/Kiritimati'],
  );
  const times = fc
    .integer({ min: Date.parse('2000-01-01'), max: Date.parse('2040-01-01') })
    .map((time) => instant(new Date(Math.floor(time / 60_000) * 60_000)));

  it('is shown by that clock at that instant, but where the clock leaves it out', () => {
    assertLaw(
      fc.property(zones, times, (zone, at) => {
        const day = dayIn(zone, at);
        const shown = shownIn(zone, at);
        const again = instantIn(zone, day, shown);

        // Which of two it is cannot be seen on the clock: it is the first.
        expect([dayIn(zone, again), shownIn(zone, again)]).toEqual([day, shown]);
        expect(again <= at).toBe(true);
        expect(Date.parse(at) - Date.parse(again)).toBeLessThanOrEqual(3_600_000);
      }),
    );
  });

  it('is later on a later day', () => {
    const days = fc.integer({ min: 0, max: 14_000 }).map((count) => addDays('2000-01-01', count));
    assertLaw(
      fc.property(
        zones,
        days,
        fc.constantFrom('00:00', '02:30', '08:30', '23:59'),
        (zone, day, time) => {
          expect(instantIn(zone, day, time) < instantIn(zone, addDays(day, 1), time)).toBe(true);
        },
      ),
    );
  });
});

describe('days', () => {
  it('are counted on and between, over the end of February and of the year', () => {
    expect(addDays('2028-02-28', 2)).toBe('2028-03-01');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(daysBetween('2027-12-31', '2028-03-01')).toBe(61);
  });

  it('begin by the clock of their zone', () => {
    const at = instant('2026-12-08T03:00:00Z');
    expect(['UTC', NEW_YORK, 'Asia/Seoul'].map((zone) => dayIn(zone, at))).toEqual([
      ...['2026-12-08', '2026-12-07', '2026-12-08'],
    ]);
  });
});

/** Another way to the time on a clock than that of the code. */
function shownIn(timeZone: string, at: string): string {
  const parts = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const;
  return new Intl.DateTimeFormat('en-GB', parts).format(new Date(at));
}
