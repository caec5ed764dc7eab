import { readUnits } from '../cost/request-units.ts';
import type { Facts } from './facts.ts';
import type { Limit } from './limits.ts';
import { type Scale, seriesCount } from './scale.ts';
import { INDICATORS, presentBytes, shardsOf } from './table-load.ts';

const QUOTAS = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Limits.html';
const PARTITION_READS = 3000;
/** What a query brings at once. */
const PAGE_BYTES = 1024 * 1024;
const PAGE_SECONDS = 0.1;

/** A release brings a month and restates the two before it. */
const CHANGES_OF_RELEASE = 3 * INDICATORS;
const BATCH = 1000;

/** As many as the queue has made at once. */
const POLLS_AT_ONCE = 4;

/** A recomputation of a pair but for its rules, at 512 MiB: two queries, some transactions, and the computing. */
const RECOMPUTE_SECONDS = 0.5;

export function limitsOfTable({
  bytes,
  maxReadRequestUnits,
  maxWriteRequestUnits,
}: Facts): Limit[] {
  const rulesBytes = ({ pairs }: Scale): number => pairs * bytes.RULE;
  const present = presentBytes(bytes);
  const recomputeSeconds = (scale: Scale): number =>
    RECOMPUTE_SECONDS + Math.ceil(rulesBytes(scale) / PAGE_BYTES) * PAGE_SECONDS;
  const unitsOfRecompute = (scale: Scale): number =>
    readUnits(rulesBytes(scale), { consistent: true }) + readUnits(present, { consistent: true });
  return [
    {
      name: 'A release of every pair, all rules read for each',
      unit: 'hours until a change is given up',
      most: 12,
      source: 'infra/constructs/stream-consumer.ts',
      load: (scale) =>
        (seriesCount(scale) * unitsOfRecompute(scale)) /
        Math.min(PARTITION_READS, maxReadRequestUnits) /
        3600,
      remedy:
        'Keep rules under their pair (PAIR#…, RULE#…), so that the query that reads its present reads them too.',
    },
    {
      name: 'A batch of a thousand changes',
      unit: 'seconds of a recompute',
      most: 120,
      source: 'infra/tidemark-stack.ts',
      load: (scale) =>
        Math.min(seriesCount(scale), BATCH / CHANGES_OF_RELEASE) * recomputeSeconds(scale),
      remedy: 'Hand over smaller batches to recompute.',
    },
    {
      name: 'One pair with ten years, read at once',
      unit: 'read units of its partition a second',
      most: PARTITION_READS,
      source: QUOTAS,
      load: () => readUnits(present, { consistent: true }),
      remedy: 'Read only the periods that a change can reach.',
    },
    {
      name: 'Runs at once: four polls, and both readers of each shard',
      unit: 'concurrent runs of a new account',
      most: 10,
      source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
      load: (scale) =>
        POLLS_AT_ONCE +
        2 * Math.min(seriesCount(scale), shardsOf(scale, bytes, maxWriteRequestUnits)),
      remedy: 'Ask AWS for the usual thousand, which costs nothing; until then Lambda tries again.',
    },
  ];
}
