import { LOG_BYTES_PER_INVOCATION, READERS } from '../cost/assumptions.ts';
import { type Bill, billOf } from '../cost/bill.ts';
import { DAYS_A_MONTH } from '../cost/firings.ts';
import { RELEASES_WRITTEN } from '../cost/month.ts';
import { readUnits } from '../cost/request-units.ts';
import type { Facts } from './facts.ts';
import { type Scale, seriesCount } from './scale.ts';
import { presentBytes, storedBytes, unitsOfFirstLoad } from './table-load.ts';

/** A source is asked on weekdays, and looks back over three years. */
const POLLS = (DAYS_A_MONTH * 5) / 7;
const MONTHS_LOOKED_BACK = 37;

const GB = 1024 ** 3;

/**
 * What changes with what is watched, in a month, at the prices of the bill; what a deployment costs by being there is left out. Time
 * that runs is the recomputing: what waiting for the sources takes is theirs.
 */
export function costOf(scale: Scale, facts: Facts): Bill {
  const { bytes, unchanged, release, request, months } = facts;
  const series = seriesCount(scale);
  const stored = storedBytes(scale, bytes) / GB;
  const recomputeReads =
    readUnits(scale.pairs * bytes.RULE, { consistent: true }) +
    readUnits(presentBytes(bytes), { consistent: true });
  const ofPair = {
    read:
      POLLS * unchanged.readUnits * Math.max(1, MONTHS_LOOKED_BACK / months) +
      RELEASES_WRITTEN * recomputeReads,
    written: RELEASES_WRITTEN * release.writeUnits,
    logged: release.logBytes,
  };
  return billOf({
    ...NONE,
    read: series * ofPair.read + READERS.requests * request.readUnits,
    written: series * ofPair.written,
    stored,
    recoverable: stored,
    invocations: series * release.invocations + READERS.requests,
    computed: series * release.gigabyteSeconds,
    published: series * release.publishes,
    requested: READERS.requests,
    logged: (series * ofPair.logged + READERS.requests * LOG_BYTES_PER_INVOCATION) / GB,
  });
}

/** What loading ten years of it costs, once. */
export function costOfFirstLoad(scale: Scale, { bytes }: Facts): number {
  return billOf({ ...NONE, written: unitsOfFirstLoad(scale, bytes) }).due;
}

const NONE = {
  written: 0,
  read: 0,
  stored: 0,
  recoverable: 0,
  invocations: 0,
  computed: 0,
  queued: 0,
  published: 0,
  mailed: 0,
  scheduled: 0,
  requested: 0,
  sent: 0,
  logged: 0,
  kept: 0,
  measured: 0,
  watched: 0,
  shown: 0,
  parameters: 0,
  decrypted: 0,
  budgets: 0,
} as const;
