import { recomputePair } from '../../functions/recompute/recompute-pair.ts';
import { instant } from '../../shared/domain/observation.ts';
import { pair } from '../../shared/domain/pair.ts';
import { writeRule } from '../../shared/store/rules.ts';
import type { Table } from '../../shared/store/table.ts';
import type { Benchmark } from './benchmark.ts';
import { AFTERWARDS, BENCH_RULE } from './given-pair.ts';
import { onGround, silentLog } from './ground.ts';
import { BENCH_INDICATORS, firstPrints, givenHistory, monthsTo, NEWEST } from './history.ts';

/** Two years of five indicators. */
const MONTHS = 24;
const OBSERVATIONS_OF_A_PAIR = MONTHS * BENCH_INDICATORS.length;
const FEW = 2;
const MANY = 20;

/**
 * Loading and recomputing a table that grows, a rule a pair. A million observations are two million writes, which take the embedded
 * database hours; ten times as many pairs, rules and observations show whatever grows with any of them.
 */
export const scale: Benchmark = {
  name: 'scale',
  kind: 'counted',
  measure: () =>
    onGround(async ({ table, counting }) => {
      const few = await counting(() => load(table, 0, FEW));
      const many = await counting(() => load(table, FEW, MANY));
      const perObservation = (units: number, pairs: number): number =>
        units / (pairs * OBSERVATIONS_OF_A_PAIR);
      const growth = (of: 'readUnits' | 'writeUnits' | 'requests'): number =>
        perObservation(many[of], MANY - FEW) / perObservation(few[of], FEW);
      return (['writeUnits', 'readUnits', 'requests'] as const).map((of) => ({
        name: `scale/${of === 'requests' ? of : of.replace('Units', '-units')}`,
        value: growth(of),
        unit: 'x',
        target: { most: 1.1 },
        of: `an observation when there are up to ${MANY * OBSERVATIONS_OF_A_PAIR}, over up to ${FEW * OBSERVATIONS_OF_A_PAIR} (${perObservation(few[of], FEW).toFixed(3)})`,
      }));
    }),
};

/** Loads the pairs from one number to another. */
async function load(table: Table, from: number, to: number): Promise<void> {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  for (let number = from; number < to; number += 1) {
    const of = pair(`X${letters[Math.floor(number / 26)]}-Q${letters[number % 26]}`);
    await writeRule(table, {
      ...{ ...BENCH_RULE, id: `${of.toLowerCase()}-deficit`, pair: of },
      ...{ version: 1, retired: false, inForceSince: 1, settings: null },
      writtenAt: instant(AFTERWARDS),
    });
    await givenHistory(table, firstPrints(monthsTo(NEWEST, MONTHS, of)));
    await recomputePair(of, { table, now: () => AFTERWARDS, log: silentLog });
  }
}
