import { metricValues } from '../../shared/domain/metrics/catalogue.ts';
import { period } from '../../shared/domain/period.ts';
import { seriesOf } from '../../shared/domain/series.ts';
import type { Benchmark } from './benchmark.ts';
import { firstPrints, monthsTo } from './history.ts';
import { computed, medians } from './medians.ts';
import { metricsByArquero } from './metrics-by-arquero.ts';

/** All metrics of twenty years of a pair, with lineage and exactly, over the same ones made with arquero as doubles without either. */
export const metrics: Benchmark = {
  name: 'metrics',
  kind: 'timed',
  async measure() {
    const vintages = firstPrints(monthsTo(period('2025-12'), 240));
    const own = (): ReturnType<typeof metricValues> => metricValues(seriesOf(vintages));
    assertAgreement(own(), metricsByArquero(vintages));
    const taken = await medians(
      {
        arquero: () => computed(() => metricsByArquero(vintages)),
        own: () => computed(own),
      },
      { rounds: 61, warmUp: 10 },
    );
    return [
      {
        name: 'metrics',
        value: taken.own / taken.arquero,
        unit: 'x',
        target: { most: 1 },
        of: `computing ${own().size} metrics of 240 months, over arquero (${taken.arquero.toFixed(1)} ms of processor time)`,
      },
    ];
  },
};

/** @throws Error where the two disagree, which would make the comparison worthless. */
function assertAgreement(
  own: ReturnType<typeof metricValues>,
  others: ReturnType<typeof metricsByArquero>,
): void {
  for (const metric of own.keys()) {
    const column = others[metric];
    if (!column) throw new Error(`arquero is not asked for ${metric}`);
    own.get(metric)?.forEach(({ outcome, period }, row) => {
      const other = column[row];
      const mine = outcome.value?.toNumber();
      const differs =
        mine === undefined
          ? Number.isFinite(other ?? Number.NaN)
          : !Number.isFinite(other ?? Number.NaN) ||
            Math.abs(mine - (other ?? Number.NaN)) > Math.max(1e-4, Math.abs(mine) * 1e-9);
      if (differs) throw new Error(`${metric} of ${period}: ${mine}, by arquero ${other}`);
    });
  }
}
