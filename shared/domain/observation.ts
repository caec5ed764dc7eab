import type { Big } from 'big.js';
import type { Basis, Indicator, Unit } from './indicator.ts';
import type { Pair } from './pair.ts';
import type { Period } from './period.ts';

/** An instant in UTC, ISO 8601 with milliseconds, so that instants sort as text. */
export type Instant = string & { readonly __brand: 'Instant' };

/** @throws Error when the text is not a date and time with an offset. */
export function instant(text: string | Date): Instant {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new Error(`instant must be ISO 8601, got: ${text}`);
  return date.toISOString() as Instant;
}

/** When the last of several things became known; null where none of them is known. */
export function latestKnowledge(
  of: readonly { readonly knownAt: Instant | null }[],
): Instant | null {
  let latest: Instant | null = null;
  for (const { knownAt } of of) {
    if (knownAt !== null && (latest === null || knownAt > latest)) latest = knownAt;
  }
  return latest;
}

export type ObservationStatus = 'final' | 'provisional' | 'estimated';

/** One number as a source states it: exact, in whole units of `unit`, on a stated basis. */
export interface Observation {
  readonly pair: Pair;
  readonly indicator: Indicator;
  readonly period: Period;
  readonly value: Big;
  readonly unit: Unit;
  readonly basis: Basis;
  readonly status: ObservationStatus;
  /** The source's identifier, such as `us-census`. */
  readonly source: string;
  /** Of a bloc: over which members it is summed, `CPTPP as of 2024-12-15`. Another composition is another series. */
  readonly composition?: string;
  /** Of an announced rate: what it is made up of. On other terms it is another vintage, though the number be the same. */
  readonly terms?: string;
  /** What a reader must know beside the number: coverage, citation. */
  readonly note?: string;
  /** Since when it stands, where the source says so itself; of others it is known since the run that brought it. */
  readonly releasedAt?: Instant;
}

/** An observation with its second time axis: when it became known, and as which print of the figure. */
export interface Vintage extends Omit<Observation, 'releasedAt'> {
  readonly knownAt: Instant;
  /** The ingest run that brought it. */
  readonly run: string;
  /** 1 for the first print of this period, 2 for its first revision, and so on. */
  readonly print: number;
}
