import type { Benchmark } from './benchmark.ts';
import { bill } from './bill.ts';
import { bundleSize } from './bundle-size.ts';
import { historyCost, historyRequest } from './history-request.ts';
import { idlePoll } from './idle-poll.ts';
import { ingest, ingestMemory } from './ingest.ts';
import { loadTime } from './load-time.ts';
import { metrics } from './metrics.ts';
import { newMonth } from './new-month.ts';
import { pairCost, pairRequest } from './pair-request.ts';
import { preview } from './preview.ts';
import { routeCost } from './route-cost.ts';
import { scale } from './scale.ts';
import { start } from './start.ts';
import { underLoad } from './under-load.ts';

/** Everything that is measured, in the order in which it is printed. */
export const BENCHMARKS: readonly Benchmark[] = [
  loadTime,
  bundleSize,
  pairRequest,
  pairCost,
  historyRequest,
  historyCost,
  underLoad,
  ingest,
  ingestMemory,
  idlePoll,
  newMonth,
  scale,
  preview,
  metrics,
  start,
  bill,
  routeCost,
];
