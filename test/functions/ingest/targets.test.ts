import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  lastComplete,
  seriesOfSource,
  targetOf,
  type WatchedSeries,
} from '../../../functions/ingest/targets.ts';
import { instant } from '../../../shared/domain/observation.ts';
import { pair } from '../../../shared/domain/pair.ts';
import {
  comparePeriods,
  lastMonthOf,
  period,
  stepsBetween,
} from '../../../shared/domain/period.ts';
import { settingsSchema } from '../../../shared/domain/settings.ts';
import { assertLaw } from '../../support/law.ts';

const NOW = instant('2026-08-04T08:30:00-04:00');

const watched = { pair: pair('XA-XB'), mirrored: false };
const months: WatchedSeries = { ...watched, frequency: 'M', first: period('2015-01') };
const years: WatchedSeries = { ...watched, frequency: 'A', first: period('2015') };

const parts: WatchedSeries = { ...watched, frequency: 'P', first: period('2015-01/10') };

function window(series: WatchedSeries, hasHistory: boolean, now = NOW): string {
  const { from, to } = targetOf(series, now, hasHistory);
  return `${from} to ${to}`;
}

it('what stands beside flows is asked for where it stands alone, too', () => {
  const settings = settingsSchema.parse({
    pairs: { 'XA-XB:84-85': { with: ['wits'] } },
    sources: { wits: { schedule: 'rate(7 days)', timeZone: 'UTC', historyFrom: '2015-01' } },
    rules: [],
  });

  expect(seriesOfSource(settings, 'wits')).toEqual([
    { pair: 'XA-XB:84-85', frequency: 'A', first: '2015', mirrored: false },
  ]);
});

describe('a poll', () => {
  it('of months looks back over the three years that an annual revision restates', () => {
    expect(window(months, true)).toBe('2023-07 to 2026-07');
  });

  it('of years looks back over as many', () => {
    expect(window(years, true)).toBe('2022 to 2025');
  });

  it.each([
    ['2026-08-10T23:59:59.999Z', '2026-07/20'],
    ['2026-08-11T00:00:00.000Z', '2026-08/10'],
    ['2026-08-20T23:59:59.999Z', '2026-08/10'],
    ['2026-08-21T00:00:00.000Z', '2026-08/20'],
    ['2026-01-05T00:00:00.000Z', '2025-12/20'],
  ])('of the first days of months asks at %s up to %s, whole months back', (at, to) => {
    const now = instant(at);
    expect(lastComplete('P', now)).toBe(to);
    const { from } = targetOf({ ...parts, first: period('2015-01/10') }, now, true);
    expect(from).toMatch(/\/10$/);
    expect(stepsBetween(lastMonthOf(from), lastMonthOf(period(to)))).toBe(36);
  });

  it('asks for all of the history where none is stored', () => {
    expect(window(parts, false)).toBe('2015-01/10 to 2026-07/20');
    expect(window(months, false)).toBe('2015-01 to 2026-07');
    expect(window(years, false)).toBe('2015 to 2025');
  });

  it('asks for nothing from before the first period that its operator wants', () => {
    const recent = { ...months, first: period('2025-10') };
    expect(window(recent, true)).toBe('2025-10 to 2026-07');
    expect(window(recent, false)).toBe('2025-10 to 2026-07');
  });

  it('keeps to the pair and the frequency', () => {
    expect(targetOf(years, NOW, true)).toMatchObject({ pair: 'XA-XB', frequency: 'A' });
  });

  it('asks for nothing where the first period is still to come', () => {
    const { from, to } = targetOf({ ...months, first: period('2026-08') }, NOW, false);
    expect(comparePeriods(from, to)).toBeGreaterThan(0);
  });

  it('asks for nothing of the future, nor of a period that is not over', () => {
    const anyNow = fc
      .date({
        min: new Date('2000-01-01T00:00:00Z'),
        max: new Date('2100-01-01T00:00:00Z'),
        noInvalidDate: true,
      })
      .map(instant);
    assertLaw(
      fc.property(anyNow, fc.constantFrom(months, years), fc.boolean(), (now, series, known) => {
        const { to } = targetOf(series, now, known);
        expect(lastMonthOf(to) < now.slice(0, 7)).toBe(true);
      }),
    );
  });
});

describe('the last period that is over', () => {
  it('is the month or the year before, also on the first day of the next', () => {
    expect(lastComplete('M', instant('2026-08-01T00:00:00Z'))).toBe('2026-07');
    expect(lastComplete('M', instant('2026-01-31T23:59:59Z'))).toBe('2025-12');
    expect(lastComplete('A', instant('2026-01-01T00:00:00Z'))).toBe('2025');
    expect(lastComplete('A', instant('2025-12-31T23:59:59Z'))).toBe('2024');
  });
});

describe('the series of a source', () => {
  const source = { schedule: 'rate(1 day)', timeZone: 'UTC', historyFrom: '2024-10' };
  const settings = settingsSchema.parse({
    pairs: {
      'XA-XB': { M: 'monthly', A: 'annual' },
      'XA-XC': { M: 'monthly' },
      'XB-XA': { A: 'annual' },
    },
    sources: { monthly: source, annual: source, idle: source },
    rules: [],
  });

  it('are those that the watch list gives it, from the month or year in which history begins', () => {
    expect(seriesOfSource(settings, 'monthly')).toEqual([
      { pair: 'XA-XB', frequency: 'M', first: '2024-10', mirrored: false },
      { pair: 'XA-XC', frequency: 'M', first: '2024-10', mirrored: false },
    ]);
    expect(seriesOfSource(settings, 'annual')).toEqual([
      { pair: 'XA-XB', frequency: 'A', first: '2024', mirrored: false },
      { pair: 'XB-XA', frequency: 'A', first: '2024', mirrored: false },
    ]);
  });

  it('are mirrored where it says what the partner states, at the frequencies that the pair has', () => {
    const mirrored = settingsSchema.parse({
      pairs: {
        'XA-XB': { M: 'monthly', mirror: 'imf-imts' },
        'XA-XC': { M: 'imf-imts', A: 'annual', mirror: 'us-census' },
      },
      sources: { monthly: source, annual: source, 'imf-imts': source, 'us-census': source },
      rules: [],
    });
    const first = { M: '2024-10', A: '2024' };

    expect(seriesOfSource(mirrored, 'imf-imts')).toEqual([
      { pair: 'XA-XB', frequency: 'M', first: first.M, mirrored: true },
      { pair: 'XA-XC', frequency: 'M', first: first.M, mirrored: false },
    ]);
    // The Census Bureau has no years.
    expect(seriesOfSource(mirrored, 'us-census')).toEqual([
      { pair: 'XA-XC', frequency: 'M', first: first.M, mirrored: true },
    ]);
  });

  it.each(['imf-imts', 'un-comtrade', 'korea-customs'])(
    "are those of one source only, of several that could give Korea's: %s where it is named",
    (named) => {
      const candidates = ['imf-imts', 'un-comtrade', 'korea-customs'];
      const korean = settingsSchema.parse({
        pairs: { 'KR-US': { M: named } },
        sources: Object.fromEntries(candidates.map((id) => [id, source])),
        rules: [],
      });

      expect(candidates.filter((id) => seriesOfSource(korean, id).length > 0)).toEqual([named]);
    },
  );

  it('are none where it gives nothing, or does not know the source', () => {
    expect(seriesOfSource(settings, 'idle')).toEqual([]);
    expect(seriesOfSource(settings, 'unknown')).toEqual([]);
  });
});
