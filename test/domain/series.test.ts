import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Period, period } from '../../shared/domain/period.ts';
import { seriesOf } from '../../shared/domain/series.ts';
import { assertLaw } from '../support/law.ts';
import { someVintages, vintagesOf } from '../support/observations.ts';

describe('a series of observations', () => {
  it('finds an observation by its indicator and period, and no other', () => {
    const series = seriesOf(vintagesOf({ exports: { '2025-01': 100 }, imports: { '2025-02': 7 } }));
    expect(series.find('exports', period('2025-01'))?.value.toString()).toBe('100');
    expect(series.find('exports', period('2025-02'))).toBeUndefined();
    expect(series.find('duties', period('2025-01'))).toBeUndefined();
  });

  it('lists the periods of a frequency once, earliest first, whichever indicator knows them', () => {
    const series = seriesOf(
      vintagesOf({
        imports: { '2025-03': 1, '2024-12': 1, '2024': 9, '2025-Q1': 3 },
        exports: { '2025-01': 1, '2025-03': 1, '2025-04/20': 1, '2025-04/10': 1 },
      }),
    );
    expect(series.periods('M')).toEqual(['2024-12', '2025-01', '2025-03']);
    expect(series.periods('Q')).toEqual(['2025-Q1']);
    expect(series.periods('A')).toEqual(['2024']);
    expect(series.periods('P')).toEqual(['2025-04/10', '2025-04/20']);
  });

  it('names the frequencies it knows anything for', () => {
    expect(seriesOf([]).frequencies()).toEqual([]);
    const series = seriesOf(vintagesOf({ exports: { '2025-04/20': 1, '2024': 1, '2025-03': 1 } }));
    expect(series.frequencies()).toEqual(['M', 'A', 'P']);
  });

  it('knows a period when any indicator does', () => {
    const series = seriesOf(vintagesOf({ duties: { '2025-01': 1 } }));
    expect(series.knows(period('2025-01'))).toBe(true);
    expect(series.knows(period('2025-02'))).toBe(false);
    expect(series.knows(period('2025'))).toBe(false);
  });

  it('holds the latest vintage of a figure, and of two known at once the later print', () => {
    const first = vintagesOf({ exports: { '2025-01': 1 } }, { knownAt: '2025-03-01T00:00:00Z' });
    const second = vintagesOf({ exports: { '2025-01': 2 } }, { knownAt: '2025-04-01T00:00:00Z' });
    const third = vintagesOf(
      { exports: { '2025-01': 3 } },
      { knownAt: '2025-04-01T00:00:00Z', print: 2 },
    );
    for (const order of [
      [...first, ...second, ...third],
      [...third, ...second, ...first],
    ]) {
      expect(seriesOf(order).find('exports', period('2025-01'))?.value.toString()).toBe('3');
      expect(seriesOf(order).observations()).toHaveLength(1);
    }
  });

  it('does not change when the list it was built from, or one it gave, does', () => {
    const vintages = vintagesOf({ exports: { '2025-01': 1, '2025-02': 2 } });
    const series = seriesOf(vintages);
    vintages.pop();
    (series.periods('M') as Period[]).pop();
    expect(series.periods('M')).toEqual(['2025-01', '2025-02']);
  });

  it('refuses to mix pairs', () => {
    const mixed = [
      ...vintagesOf({ exports: { '2025-01': 1 } }, { pair: 'XA-XB' }),
      ...vintagesOf({ imports: { '2025-01': 1 } }, { pair: 'XA-XC' }),
    ];
    expect(() => seriesOf(mixed)).toThrow('a series is of one pair, got: XA-XB and XA-XC');
  });

  it('is the same in whatever order the vintages come', () => {
    assertLaw(
      fc.property(someVintages, (vintages) => {
        const forwards = seriesOf(vintages);
        const backwards = seriesOf([...vintages].reverse());
        expect(new Set(backwards.observations())).toEqual(new Set(forwards.observations()));
        expect(backwards.periods('M')).toEqual(forwards.periods('M'));
      }),
    );
  });
});
