import { type Pair, pairSchema, reporterOf } from '../../shared/domain/pair.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import * as z from '../../shared/domain/zod.ts';
import type { WatchedSeries } from './targets.ts';

export const pieceSchema = z.object({
  /** From 1. */
  index: z.int().check(z.positive()),
  of: z.int().check(z.positive()),
  pairs: z.array(pairSchema).check(z.minLength(1)),
});
/** One part of a poll that is too large for one run. */
export type Piece = z.infer<typeof pieceSchema>;

/**
 * A piece has one reporter, because the slowest source, UN Comtrade, is asked for one reporter and month at a time and no
 * faster than one request in a second and a half: twenty years of months are 240 requests, or eight of the fifteen minutes that
 * a run has. Partners come with the same requests there; for the others ten pairs are one request.
 */
const PAIRS_PER_PIECE = 10;

/**
 * The pieces of a poll, one where a run can do all of it. Every pair is in one piece, and in the same one whenever the same
 * poll is cut again.
 */
export function piecesOf(series: readonly Pick<WatchedSeries, 'pair'>[]): Piece[] {
  const pairs = [...new Set(series.map(({ pair }) => pair))].sort();
  const byReporter = Map.groupBy(pairs, reporterOf);
  const parts = [...byReporter.values()].flatMap(chunks);
  return parts.map((part, index) => ({ index: index + 1, of: parts.length, pairs: part }));
}

/** The settings as they concern a piece: its pairs and no others. */
export function settingsOf(piece: Piece | undefined, settings: Settings): Settings {
  if (!piece) return settings;
  const concerned: ReadonlySet<string> = new Set(piece.pairs);
  const pairs = Object.entries(settings.pairs).filter(([watched]) => concerned.has(watched));
  return { ...settings, pairs: Object.fromEntries(pairs) };
}

function chunks(pairs: readonly Pair[]): Pair[][] {
  const count = Math.ceil(pairs.length / PAIRS_PER_PIECE);
  return Array.from({ length: count }, (_, index) =>
    pairs.slice(index * PAIRS_PER_PIECE, (index + 1) * PAIRS_PER_PIECE),
  );
}
