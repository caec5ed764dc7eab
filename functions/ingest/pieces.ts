import {
  commodityOf,
  type Pair,
  pairSchema,
  partnerOf,
  reporterOf,
} from '../../shared/domain/pair.ts';
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
 * What is asked about together: one reporter and one kind of goods, with as many partners as come with the same requests. UN
 * Comtrade, the slowest source, is asked for one reporter, month and goods at a time and no faster than one request in a second
 * and a half: ten years of months are 120 requests, or about eight of the fifteen minutes that a run has. Its preview ends at 500
 * rows: with 25 partners and their total, in two flows, that leaves nine rows for each, of which one is wanted and three more were
 * seen (by mode of transport, 2026-07).
 */
const PARTNERS_TOGETHER = 25;

/**
 * The pieces of a poll, one where a run can do all of it. Every pair is in one piece, and in the same one whenever the same
 * poll is cut again.
 */
export function piecesOf(series: readonly Pick<WatchedSeries, 'pair' | 'mirrored'>[]): Piece[] {
  const seriesByPair = Map.groupBy(series, ({ pair }) => pair);
  const pairs = [...seriesByPair.keys()].sort();
  const together = Map.groupBy(pairs, (pair) => askedOf(seriesByPair.get(pair) ?? []));
  const parts = [...together.values()].flatMap(chunks);
  return parts.map((part, index) => ({ index: index + 1, of: parts.length, pairs: part }));
}

/** Who is asked about which goods for a pair: a mirror asks its partner, so that two of one reporter are asked apart. */
function askedOf(series: readonly Pick<WatchedSeries, 'pair' | 'mirrored'>[]): string {
  const asked = series.map(({ pair, mirrored }) => {
    const reporter = mirrored ? partnerOf(pair) : reporterOf(pair);
    return `${reporter}:${commodityOf(pair) ?? ''}`;
  });
  return [...new Set(asked)].sort().join();
}

/** The settings as they concern a piece: its pairs and no others. */
export function settingsOf(piece: Piece | undefined, settings: Settings): Settings {
  if (!piece) return settings;
  const concerned: ReadonlySet<string> = new Set(piece.pairs);
  const pairs = Object.entries(settings.pairs).filter(([watched]) => concerned.has(watched));
  return { ...settings, pairs: Object.fromEntries(pairs) };
}

function chunks(pairs: readonly Pair[]): Pair[][] {
  const count = Math.ceil(pairs.length / PARTNERS_TOGETHER);
  return Array.from({ length: count }, (_, index) =>
    pairs.slice(index * PARTNERS_TOGETHER, (index + 1) * PARTNERS_TOGETHER),
  );
}
