import { describe, expect, it } from 'vitest';
import { period } from '../../shared/domain/period.ts';
import { exportsOf, fetching, KEY, refusal, row, said, target } from '../support/fred.ts';

describe('what FRED says', () => {
  it('is exports and imports in dollars, each known from the end of the day since when it stands', async () => {
    expect(await said()).toEqual([
      'US-KR exports 2026-05 8376635718 FAS, 2026-07-07T23:59:59.999Z',
      'US-KR exports 2026-06 6986859851 FAS, 2026-08-04T23:59:59.999Z',
      'US-KR imports 2026-05 13300796173 customs value, 2026-07-07T23:59:59.999Z',
      'US-KR imports 2026-06 15395945455 customs value, 2026-08-04T23:59:59.999Z',
    ]);
  });

  it('is every vintage of a month that was restated', async () => {
    const restated = [
      row('2026-05-01', '2026-07-07', '1'),
      row('2026-05-01', '2026-08-04', '2.5'),
      row('2026-05-01', '2026-09-03', '2.25'),
    ];
    expect((await said(exportsOf(restated))).slice(0, 3)).toEqual([
      'US-KR exports 2026-05 1000000 FAS, 2026-07-07T23:59:59.999Z',
      'US-KR exports 2026-05 2500000 FAS, 2026-08-04T23:59:59.999Z',
      'US-KR exports 2026-05 2250000 FAS, 2026-09-03T23:59:59.999Z',
    ]);
  });

  it('in millions is exact, whatever a double would make of it', async () => {
    const [first] = await said(exportsOf([row('2026-05-01', '2026-07-07', '8376.635718')]));
    expect(first).toContain(' 8376635718 ');
    const [small] = await said(exportsOf([row('2026-05-01', '2026-07-07', '0.1')]));
    expect(small).toContain(' 100000 ');
  });

  it('is nothing where a dot stands, and is no zero', async () => {
    const months = (await said()).filter((line) => line.includes('2026-07 '));
    expect(months).toEqual([]);
    const zero = await said(exportsOf([row('2026-05-01', '2026-07-07', '0')]));
    expect(zero[0]).toContain('exports 2026-05 0 ');
  });

  it('after the day of the run does not count', async () => {
    const lines = await said(undefined, { now: '2026-07-31T12:00:00Z' });
    expect(lines.filter((line) => line.includes('2026-06'))).toEqual([]);
    expect(lines).toHaveLength(2);
  });
});

describe('what is asked', () => {
  it('is all of the real-time period, so that a row is dated by its own day', async () => {
    const { asked } = await fetching();
    expect(
      asked.map(({ pathname, searchParams: of }) => `${pathname} ${of.get('series_id')}`),
    ).toEqual([
      '/fred/series EXPKR',
      '/fred/series/observations EXPKR',
      '/fred/series IMPKR',
      '/fred/series/observations IMPKR',
    ]);
    expect(Object.fromEntries(asked[1]?.searchParams ?? [])).toEqual({
      series_id: 'EXPKR',
      observation_start: '2026-05-01',
      observation_end: '2026-07-01',
      realtime_start: '1776-07-04',
      realtime_end: '9999-12-31',
      output_type: '1',
      limit: '100000',
      offset: '0',
      file_type: 'json',
      api_key: KEY,
    });
  });

  it.each([
    ['US-CN', 'EXPCH', 'IMPCH'],
    ['US-GB', 'EXPUK', 'IMPUK'],
    ['US-DE', 'EXPGE', 'IMPGE'],
    ['US-TW', 'EXP5830', 'IMP5830'],
    ['US-VN', 'EXP5520', 'IMP5520'],
  ])('for %s is %s and %s, which follow no standard', async (of, exports, imports) => {
    const { asked } = await fetching(undefined, { targets: [target(of)] });
    expect(asked[0]?.searchParams.get('series_id')).toBe(exports);
    // A title that names Korea is not believed of it.
    expect(await refusal(undefined, { targets: [target(of)] })).toContain('title of');
    expect(imports.slice(3)).toBe(exports.slice(3));
  });

  it('is asked slower than the 120 requests that a key has a minute', async () => {
    const { pauses, asked } = await fetching();
    expect(pauses).toHaveLength(asked.length - 1);
    expect(Math.min(...pauses)).toBeGreaterThan(60_000 / 120);
  });

  it.each([
    [target('KR-US'), 'the reporter must be US, got: KR-US'],
    [target('US-KR:85'), 'there are no series of single goods'],
    [target('US-BR'), 'the partner must be one of CA, CH, CN'],
    [
      target('US-KR', { frequency: 'A', from: period('2025'), to: period('2025') }),
      'frequency must be M',
    ],
  ])('is nothing for what there is no series of', async (unsupported, why) => {
    const { asked, outcome } = await fetching(undefined, { targets: [unsupported] });
    expect(asked).toEqual([]);
    expect(String(outcome)).toContain(why);
  });
});
