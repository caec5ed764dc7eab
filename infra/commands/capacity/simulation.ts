import { costOf, costOfFirstLoad } from './cost-of-scale.ts';
import type { Facts } from './facts.ts';
import { type Limit, limitsOf } from './limits.ts';
import { metAt } from './met-at.ts';
import { economyCount, type Scale, seriesCount } from './scale.ts';
import { storedBytes } from './table-load.ts';

/** How a limit stands with more and more pairs, all with as many chapters. */
interface Standing {
  readonly limit: Limit;
  readonly loads: readonly number[];
  /** The number of pairs at which it is met. */
  readonly metAt: number | undefined;
}

interface Size {
  readonly scale: Scale;
  readonly series: number;
  readonly economies: number;
  readonly storedBytes: number;
  /** US dollars: a month, and once. */
  readonly monthly: number;
  readonly firstLoad: number;
}

/** What becomes of a watch list that grows. */
export interface Growth {
  readonly chapters: number;
  readonly sizes: readonly Size[];
  readonly standings: readonly Standing[];
}

export async function simulate(
  facts: Facts,
  pairs: readonly number[],
  chapters: number,
): Promise<Growth> {
  const scales = pairs.map((count) => ({ pairs: count, chapters }));
  const standings: Standing[] = [];
  for (const limit of limitsOf(facts)) {
    const loads: number[] = [];
    for (const scale of scales) loads.push(await limit.load(scale));
    standings.push({ limit, loads, metAt: await metAt(limit, chapters) });
  }
  return { chapters, standings, sizes: scales.map((scale) => sizeOf(scale, facts)) };
}

function sizeOf(scale: Scale, facts: Facts): Size {
  return {
    scale,
    series: seriesCount(scale),
    economies: economyCount(scale.pairs),
    storedBytes: storedBytes(scale, facts.bytes),
    monthly: costOf(scale, facts).due,
    firstLoad: costOfFirstLoad(scale, facts),
  };
}
