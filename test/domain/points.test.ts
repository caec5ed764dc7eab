import { expect, it } from 'vitest';
import { computeMetrics } from '../../shared/domain/metrics/catalogue.ts';
import { pointsOf } from '../../shared/domain/points.ts';
import { seriesOf } from '../../shared/domain/series.ts';
import { vintagesOf } from '../support/observations.ts';

it('the points of a series are its values, without the periods that have none', () => {
  const series = seriesOf(
    vintagesOf({
      exports: { '2025-09': 1, '2025-10': 1, '2025-11': 1 },
      imports: { '2025-09': 1, '2025-11': 3 },
    }),
  );
  const balances = computeMetrics(series, series.periods('M')).filter(
    ({ metric }) => metric === 'balance',
  );

  expect(pointsOf(balances).map(({ period, value }) => [period, value.toNumber()])).toEqual([
    ['2025-09', 0],
    ['2025-11', -2],
  ]);
});
