import type { Instant } from '../domain/observation.ts';
import { type Pair, pairSchema } from '../domain/pair.ts';
import * as z from '../domain/zod.ts';
import { type Attributes, fromAttributes, instantSchema } from './attributes.ts';
import { keys } from './keys.ts';
import { type ConditionalPut, getItem, type Table } from './table.ts';

const loadingSchema = z.object({
  pair: pairSchema,
  source: z.string(),
  until: z.nullable(instantSchema),
});

/** A load that does not fit in one transaction: `source` writes it, and is waited for until then at the longest. */
export interface Loading {
  readonly source: string;
  readonly until: Instant;
}

/** The load of a pair that is under way or died half way; undefined where none is. */
export async function readLoading(table: Table, pair: Pair): Promise<Loading | undefined> {
  const item = await getItem(table, keys.loading(pair), { consistent: true });
  return item && parseLoading(item);
}

export function parseLoading(attributes: Attributes): Loading | undefined {
  const { source, until } = fromAttributes(loadingSchema, attributes);
  return until === null ? undefined : { source, until };
}

/** Marks a pair as being loaded, or, without `until`, lifts the mark. */
export function loadingPut(pair: Pair, source: string, until: Instant | null): ConditionalPut {
  return { key: keys.loading(pair), item: { pair, source, until } };
}
