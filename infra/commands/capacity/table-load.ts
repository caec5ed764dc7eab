import { STORED_BYTES_PER_ITEM } from '../cost/assumptions.ts';
import { writeUnits } from '../cost/request-units.ts';
import type { Facts } from './facts.ts';
import { HISTORY_MONTHS, type Scale, seriesCount } from './scale.ts';

type Bytes = Facts['bytes'];

/** Flows of a pair, and of its reporter with the world. */
export const INDICATORS = 4;

const PARTITION_BYTES = 10 * 1024 ** 3;
const PARTITION_WRITES = 1000;
/** A new on-demand table takes 4000 write units a second (https://repost.aws/knowledge-center/on-demand-table-throttling-dynamodb). */
const FIRST_PARTITIONS = 4;

/** A third of the months has been restated once. */
const VINTAGES = 4 / 3;

/** What one query reads of a pair. */
export function presentBytes({ OBS, METRIC, LATEST }: Bytes): number {
  return HISTORY_MONTHS * (INDICATORS * OBS + METRIC) + LATEST;
}

/** Everything that is stored of what is watched, as it is billed. */
export function storedBytes(scale: Scale, { OBS, VINT, METRIC, LATEST }: Bytes): number {
  const month = INDICATORS * (OBS + VINT * VINTAGES) + METRIC;
  const items = INDICATORS * (1 + VINTAGES) + 1;
  const history = HISTORY_MONTHS * (month + items * STORED_BYTES_PER_ITEM);
  return seriesCount(scale) * (history + LATEST);
}

/** As many as a new table has, or as its size and its rate of writes ask for. */
export function shardsOf(scale: Scale, bytes: Bytes, writesASecond: number): number {
  return Math.max(
    FIRST_PARTITIONS,
    Math.ceil(storedBytes(scale, bytes) / PARTITION_BYTES),
    Math.ceil(writesASecond / PARTITION_WRITES),
  );
}

/** Write units of ten years: each value and its vintage in a transaction, and the metrics of each month. */
export function unitsOfFirstLoad(scale: Scale, { OBS, VINT, METRIC }: Bytes): number {
  const units = (of: number): number => writeUnits(of, { transaction: true });
  const month = INDICATORS * (units(OBS) + units(VINT)) + units(METRIC);
  return seriesCount(scale) * HISTORY_MONTHS * month;
}
