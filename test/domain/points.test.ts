import { describe, expect, it } from 'vitest';
import { computeMetrics } from '../../shared/domain/metrics/catalogue.ts';
import { instant } from '../../shared/domain/observation.ts';
import { pointsOf } from '../../shared/domain/points.ts';
import { seriesOf } from '../../shared/domain/series.ts';
import { vintagesOf } from '../support/observations.ts';

const JANUARY = '2026-01-29T13:30:00Z';
const FEBRUARY = '2026-02-19T13:30:00Z';

const series = seriesOf([
  ...vintagesOf({ exports: { '2025-09': 1, '2025-10': 1, '2025-11': 1, '2025-12': 1 } }),
  ...vintagesOf({ imports: { '2025-09': 1 } }),
  ...vintagesOf({ imports: { '2025-10': 1 } }, { knownAt: FEBRUARY }),
  ...vintagesOf({ imports: { '2025-11': 1 } }, { knownAt: FEBRUARY, print: 2 }),
]);
const balances = computeMetrics(series, series.periods('M')).filter(
  ({ metric }) => metric === 'balance',
);

/** What became known of each balance since an instant. */
function newPrints(since?: string): Record<string, string> {
  const points = pointsOf(balances, since ? instant(since) : null);
  return Object.fromEntries(points.map(({ period, newPrint }) => [period, newPrint]));
}

describe('the points of a series', () => {
  it('are its values, without the periods that have none', () => {
    expect(Object.keys(newPrints())).toEqual(['2025-09', '2025-10', '2025-11']);
  });

  it('tell a first print since the last judgement from a revision, and both from what was known', () => {
    expect(newPrints(JANUARY)).toEqual({
      '2025-09': 'none',
      '2025-10': 'first',
      '2025-11': 'revision',
    });
  });

  it('know of nothing new at the very instant of the last judgement, nor before the first', () => {
    expect(new Set(Object.values(newPrints(FEBRUARY)))).toEqual(new Set(['none']));
    expect(new Set(Object.values(newPrints()))).toEqual(new Set(['none']));
  });
});
