import { createHash } from 'node:crypto';
import * as z from 'zod';
import { basisSchema, type Indicator, indicatorSchema } from '../domain/indicator.ts';
import type { Instant, Observation, Vintage } from '../domain/observation.ts';
import { type Pair, pairSchema } from '../domain/pair.ts';
import { frequencyOf, type Period, periodSchema } from '../domain/period.ts';
import { countSchema, exact, exactSchema, fromAttributes, instantSchema } from './attributes.ts';
import { keys, pairPartition } from './keys.ts';
import {
  ACTIONS_PER_TRANSACTION,
  type ConditionalPut,
  getItem,
  isNew,
  putItem,
  query,
  type Table,
  writeTogether,
} from './table.ts';

const vintageSchema = z.object({
  pair: pairSchema,
  indicator: indicatorSchema,
  period: periodSchema,
  value: exactSchema,
  unit: z.literal('USD'),
  basis: basisSchema,
  status: z.enum(['final', 'provisional', 'estimated']),
  source: z.string(),
  note: z.string().optional(),
  knownAt: instantSchema,
  run: z.string(),
  print: countSchema,
}) satisfies z.ZodType<unknown>;

/** A change to write: the new vintage, and the one it takes the place of. */
export interface Change {
  readonly vintage: Vintage;
  readonly replaces: Vintage | undefined;
}

/** What makes an observation another one: a note may be reworded without a new vintage. */
export function contentHash(observation: Observation): string {
  const { value, unit, basis, source, status } = observation;
  const content = JSON.stringify([value.toFixed(), unit, basis, source, status]);
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}

/** The current observations of one indicator from one period to another of the same frequency, or the first few of them. */
export async function currentInWindow(
  table: Table,
  pair: Pair,
  indicator: Indicator,
  [from, to]: readonly [Period, Period],
  limit?: number,
): Promise<Vintage[]> {
  const items = await query(table, {
    partition: pairPartition(pair),
    sortKey: {
      between: [
        keys.observation(pair, indicator, from).SK,
        keys.observation(pair, indicator, to).SK,
      ],
    },
    consistent: true,
    ...(limit ? { limit } : {}),
  });
  // As text, 2025 and 2025-Q2 lie between 2024-10 and 2026-06.
  return items.map(parseVintage).filter((found) => frequencyOf(found.period) === frequencyOf(from));
}

/** Every vintage of a pair, or of one of its indicators. */
export async function allVintages(
  table: Table,
  pair: Pair,
  indicator?: Indicator,
): Promise<Vintage[]> {
  const prefix = indicator ? `VINT#${indicator}#` : 'VINT#';
  const items = await query(table, { partition: pairPartition(pair), sortKey: { prefix } });
  return items.map(parseVintage);
}

/** The current observations of one indicator, all periods. */
export async function currentOf(
  table: Table,
  pair: Pair,
  indicator: Indicator,
): Promise<Vintage[]> {
  const sortKey = { prefix: `OBS#${indicator}#` };
  const items = await query(table, { partition: pairPartition(pair), sortKey });
  return items.map(parseVintage);
}

export function parseVintage(attributes: Parameters<typeof fromAttributes>[1]): Vintage {
  const { note, ...rest } = fromAttributes(vintageSchema, attributes);
  return note === undefined ? rest : { ...rest, note };
}

/** Longer than an ingest run may take: a load that did not end by then has died. */
const LONGEST_LOAD_MS = 15 * 60_000;

/**
 * Writes the changes of one pair, each with its vintage in one transaction; all of them in one where they fit. Where they do
 * not, a marker says that a load is under way, and is lifted with the last of them, so that nobody judges a half-told pair.
 * A retry is harmless: a change that was written is found as current by the next comparison and is no change any more;
 * one that was overtaken fails its condition and is compared again; the marker is written again or runs out.
 * @throws WriteConflict when another run wrote one of them first; what was written before stays, each whole.
 */
export async function writeChanges(table: Table, changes: readonly Change[]): Promise<void> {
  const [first] = changes;
  if (!first) return;
  const perTransaction = ACTIONS_PER_TRANSACTION / 2;
  const { pair, knownAt } = first.vintage;
  const diedHalfway = await isLoading(table, pair);
  if (changes.length <= perTransaction && !diedHalfway) {
    return writeTogether(table, changes.flatMap(putsOf));
  }
  const until = new Date(Date.parse(knownAt) + LONGEST_LOAD_MS).toISOString();
  await putItem(table, { key: keys.loading(pair), item: { until } });
  for (let start = 0; start < changes.length; start += perTransaction - 1) {
    const chunk = changes.slice(start, start + perTransaction - 1);
    const isLast = start + perTransaction - 1 >= changes.length;
    const lifted = isLast ? [{ key: keys.loading(pair), item: { until: null } }] : [];
    await writeTogether(table, [...chunk.flatMap(putsOf), ...lifted]);
  }
}

/** A marker that was left standing is by a load that died: the pair's next write goes on with it and lifts it. */
async function isLoading(table: Table, pair: Pair): Promise<boolean> {
  const item = await getItem(table, keys.loading(pair), { consistent: true });
  return item?.['until']?.S !== undefined;
}

function putsOf({ vintage, replaces }: Change): ConditionalPut[] {
  const { pair, indicator, period, knownAt } = vintage;
  const item = {
    ...vintage,
    value: exact(vintage.value),
    hash: contentHash(vintage),
    previousHash: replaces && contentHash(replaces),
  };
  return [
    { key: keys.vintage(pair, indicator, period, knownAt), item, condition: isNew },
    {
      key: keys.observation(pair, indicator, period),
      item,
      condition: replaces ? stillCurrent(replaces, knownAt) : isNew,
    },
  ];
}

/** Only the value that was compared is replaced, and never by an older answer. */
function stillCurrent(replaces: Vintage, knownAt: Instant) {
  return {
    expression: '#hash = :hash AND #print = :print AND knownAt < :knownAt',
    names: { '#hash': 'hash', '#print': 'print' },
    values: { ':hash': contentHash(replaces), ':print': replaces.print, ':knownAt': knownAt },
  };
}
