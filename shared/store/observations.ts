import { createHash } from 'node:crypto';
import { basisSchema, type Indicator, indicatorSchema, UNITS } from '../domain/indicator.ts';
import { type Instant, instant, type Observation, type Vintage } from '../domain/observation.ts';
import { type Pair, pairSchema } from '../domain/pair.ts';
import { frequencyOf, type Period, periodSchema } from '../domain/period.ts';
import * as z from '../domain/zod.ts';
import { countSchema, fromAttributes, instantSchema } from './attributes.ts';
import { exact, exactSchema } from './exact.ts';
import { keys, pairPartition } from './keys.ts';
import { loadingPut, readLoading } from './loading.ts';
import {
  ACTIONS_PER_TRANSACTION,
  type ConditionalPut,
  isNew,
  putItem,
  query,
  type Range,
  type Table,
  writeTogether,
} from './table.ts';

const vintageSchema = z.object({
  pair: pairSchema,
  indicator: indicatorSchema,
  period: periodSchema,
  value: exactSchema,
  unit: z.enum(UNITS),
  basis: basisSchema,
  status: z.enum(['final', 'provisional', 'estimated']),
  source: z.string(),
  composition: z.optional(z.string()),
  terms: z.optional(z.string()),
  note: z.optional(z.string()),
  knownAt: instantSchema,
  run: z.string(),
  print: countSchema,
}) satisfies z.ZodMiniType<unknown>;

/** A change to write: the new vintage, and the one it takes the place of. */
export interface Change {
  readonly vintage: Vintage;
  readonly replaces: Vintage | undefined;
  /** Vintages between the two that came with the new one, in the order in which they became known. */
  readonly between?: readonly Vintage[];
}

/** What makes an observation another one: a note may be reworded without a new vintage. */
export function contentHash(observation: Omit<Observation, 'releasedAt'>): string {
  const { value, unit, basis, source, status, composition, terms } = observation;
  const of = [composition, terms].filter((part) => part !== undefined);
  const content = JSON.stringify([value.toFixed(), unit, basis, source, status, ...of]);
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}

/** Whether two observations have one content hash, without making it: most of what a poll compares is as it was. */
export function sameContent(a: Observation, b: Observation): boolean {
  return (
    a.value.eq(b.value) &&
    a.status === b.status &&
    a.source === b.source &&
    a.basis === b.basis &&
    a.unit === b.unit &&
    a.composition === b.composition &&
    a.terms === b.terms
  );
}

/** The current observations of one indicator from one period to another of the same frequency. */
export async function currentInWindow(
  table: Table,
  pair: Pair,
  indicator: Indicator,
  window: Window,
): Promise<Vintage[]> {
  const items = await query(table, { ...rangeOf(pair, indicator, window), consistent: true });
  return items.map(parseVintage).filter(isOfFrequency(window));
}

/** How many are read at once when the newest is wanted: one, and what lies between of other frequencies. */
const NEWEST_AT_ONCE = 8;

/** The newest of the same; it costs the same however much there is before it. */
export async function newestInWindow(
  table: Table,
  pair: Pair,
  indicator: Indicator,
  window: Window,
): Promise<Vintage | undefined> {
  const range = { ...rangeOf(pair, indicator, window), consistent: true, newestFirst: true };
  const items = await query(table, { ...range, limit: NEWEST_AT_ONCE });
  const found = items.map(parseVintage).find(isOfFrequency(window));
  if (found || items.length < NEWEST_AT_ONCE) return found;
  return (await currentInWindow(table, pair, indicator, window)).at(-1);
}

/** From one period to another of the same frequency. */
type Window = readonly [Period, Period];

function rangeOf(pair: Pair, indicator: Indicator, [from, to]: Window): Range {
  const keyOf = (of: Period): string => keys.observation(pair, indicator, of).SK;
  return { partition: pairPartition(pair), sortKey: { between: [keyOf(from), keyOf(to)] } };
}

/** As text, 2025 and 2025-Q2 lie between 2024-10 and 2026-06. */
function isOfFrequency([from]: Window): (found: Vintage) => boolean {
  return ({ period }) => frequencyOf(period) === frequencyOf(from);
}

/** Every vintage of a pair, or of one of its indicators. */
export async function allVintages(
  table: Table,
  pair: Pair,
  indicator?: Indicator,
  { consistent = false } = {},
): Promise<Vintage[]> {
  const prefix = indicator ? `VINT#${indicator}#` : 'VINT#';
  const items = await query(table, {
    partition: pairPartition(pair),
    sortKey: { prefix },
    consistent,
  });
  return items.map(parseVintage);
}

/** Every vintage of one figure, in the order in which they became known. */
export async function vintagesOfFigure(table: Table, of: Vintage): Promise<Vintage[]> {
  const prefix = `VINT#${of.indicator}#${of.period}#`;
  const partition = pairPartition(of.pair);
  const items = await query(table, { partition, sortKey: { prefix }, consistent: true });
  return items.map(parseVintage);
}

const FLOWS: readonly Indicator[] = ['exports', 'imports'];

/** Every vintage of a pair's exports and imports, from a period on where one is given: one query. */
export async function vintagesOfFlows(table: Table, pair: Pair, from?: Period): Promise<Vintage[]> {
  // What sorts between the two is little, and the imports of earlier periods are no more than the exports are.
  const between = [`VINT#exports#${from ?? ''}`, 'VINT#imports#~'] as const;
  const items = await query(table, { partition: pairPartition(pair), sortKey: { between } });
  return items.map(parseVintage).filter(({ indicator }) => FLOWS.includes(indicator));
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
  const { note, composition, terms, ...rest } = fromAttributes(vintageSchema, attributes);
  return {
    ...rest,
    ...(composition && { composition }),
    ...(terms && { terms }),
    ...(note && { note }),
  };
}

/** Longer than an ingest run may take: a load that did not end by then has died. */
const LONGEST_LOAD_MS = 15 * 60_000;

/**
 * Writes the changes of one pair, each with its vintages in one transaction; all of them in one where they fit. Where they do
 * not, a marker says that a load is under way, and is lifted with the last of them, so that nobody judges a half-told pair.
 * A marker that a dead load of the same source left standing is taken over and lifted. While another source loads the pair,
 * its marker is left alone: it covers these changes too.
 * A retry is harmless: a change that was written is found as current by the next comparison and is no change any more;
 * one that was overtaken fails its condition and is compared again; the marker is written again or runs out.
 * @param begunAt when the run began that writes them: what it brings may have become known long before.
 * @throws WriteConflict when another run wrote one of them first; what was written before stays, each whole.
 */
export async function writeChanges(
  table: Table,
  changes: readonly Change[],
  begunAt: Instant | undefined = changes[0]?.vintage.knownAt,
): Promise<void> {
  const [first] = changes;
  if (!first || !begunAt) return;
  const { pair, source } = first.vintage;
  const loading = await readLoading(table, pair);
  const isAnothers = loading && loading.source !== source && loading.until > begunAt;
  const puts = changes.map(putsOf);
  const isLoad =
    !isAnothers && (loading !== undefined || puts.flat().length > ACTIONS_PER_TRANSACTION);
  if (isLoad) {
    const until = instant(new Date(Date.parse(begunAt) + LONGEST_LOAD_MS));
    await putItem(table, loadingPut(pair, source, until));
  }
  // One action is left for the marker.
  const transactions = together(puts, ACTIONS_PER_TRANSACTION - (isLoad ? 1 : 0));
  for (const [index, transaction] of transactions.entries()) {
    const isLast = index === transactions.length - 1;
    const lifted = isLoad && isLast ? [loadingPut(pair, source, null)] : [];
    await writeTogether(table, [...transaction, ...lifted]);
  }
}

/** Whole changes, as many in a transaction as it has room for. */
function together(changes: readonly ConditionalPut[][], room: number): ConditionalPut[][] {
  const transactions: ConditionalPut[][] = [];
  for (const puts of changes) {
    const open = transactions.at(-1);
    if (open && open.length + puts.length <= room) open.push(...puts);
    else transactions.push([...puts]);
  }
  return transactions;
}

/** The vintages in the order in which they became known, and the last of them as the current value. */
function putsOf({ vintage, replaces, between = [] }: Change): ConditionalPut[] {
  const { pair, indicator, period, knownAt } = vintage;
  const history = [...between, vintage];
  const items = history.map((of, index) => itemOf(of, index === 0 ? replaces : history[index - 1]));
  return [
    ...items.map((item) => ({
      key: keys.vintage(pair, indicator, period, item.knownAt),
      item,
      condition: isNew,
    })),
    {
      key: keys.observation(pair, indicator, period),
      item: { ...items.at(-1) },
      condition: replaces ? stillCurrent(replaces, knownAt) : isNew,
    },
  ];
}

function itemOf(vintage: Vintage, before: Vintage | undefined) {
  return {
    ...vintage,
    value: exact(vintage.value),
    hash: contentHash(vintage),
    previousHash: before && contentHash(before),
  };
}

/** Only the value that was compared is replaced, and never by an older answer. */
function stillCurrent(replaces: Vintage, knownAt: Instant) {
  return {
    expression: '#hash = :hash AND #print = :print AND knownAt < :knownAt',
    names: { '#hash': 'hash', '#print': 'print' },
    values: { ':hash': contentHash(replaces), ':print': replaces.print, ':knownAt': knownAt },
  };
}
