import { type Piece, piecesOf } from '../../../functions/ingest/pieces.ts';
import { targetOf } from '../../../functions/ingest/targets.ts';
import { type Economy, pairOf, partnerOf } from '../../../shared/domain/pair.ts';
import { imfCodeOf } from '../../../shared/sources/imf-economies.ts';
import type { SourceTarget } from '../../../shared/sources/source.ts';
import { COMTRADE_AREAS } from '../../../shared/sources/un-comtrade-areas.ts';
import { SCHEDULE_C } from '../../../shared/sources/us-census-countries.ts';
import { type Asked, askSilently } from '../../asking/silently.ts';
import { FIRST_MONTH, LOADED_AT, pairsOfReporter } from './scale.ts';

/** What asking a source about a reporter and its partners comes to. */
export interface Asking {
  readonly pieces: number;
  readonly requests: number;
  readonly seconds: number;
  /** The longest that one piece takes, which is a run of its own. */
  readonly longestPieceSeconds: number;
}

/** Economies that every adapter has a code for, in place of the stand-ins. */
const REPORTER = 'US' as Economy;
const PARTNERS = (Object.keys(COMTRADE_AREAS) as Economy[]).filter(
  (economy) => economy !== REPORTER && imfCodeOf(economy) && SCHEDULE_C[economy],
);

/** Asks the adapters themselves, over a network that has nothing to say: how often, and with which pauses. */
export function createAsking(): (
  source: string,
  partners: number,
  chapters: number,
  hasHistory: boolean,
) => Promise<Asking> {
  const known = new Map<string, Promise<Asked>>();
  return async (source, partners, chapters, hasHistory) => {
    const pieces = piecesOf(
      pairsOfReporter(partners, chapters).map((pair) => ({ pair, mirrored: false })),
    );
    const asked = await Promise.all(
      pieces.map((piece) => {
        const targets = targetsOf(piece, hasHistory);
        const shape = `${source} ${targets.map(({ pair, from }) => `${pair} ${from}`).join()}`;
        const of = known.get(shape) ?? askSilently(source, targets);
        known.set(shape, of);
        return of;
      }),
    );
    return {
      pieces: pieces.length,
      requests: asked.reduce((sum, { requests }) => sum + requests, 0),
      seconds: asked.reduce((sum, { seconds }) => sum + seconds, 0),
      longestPieceSeconds: Math.max(...asked.map(({ seconds }) => seconds)),
    };
  };
}

/** With codes that exist in place of the stand-ins, partner by partner. */
function targetsOf({ pairs }: Piece, hasHistory: boolean): SourceTarget[] {
  const partners = [...new Set(pairs.map(partnerOf))];
  return pairs.map((of) => {
    const partner = PARTNERS[partners.indexOf(partnerOf(of))];
    if (!partner) throw new Error('a piece has more partners than pairs');
    const { pair, frequency, from, to } = targetOf(
      { pair: pairOf(REPORTER, partner, of), mirrored: false, frequency: 'M', first: FIRST_MONTH },
      LOADED_AT,
      hasHistory,
    );
    return { pair, frequency, from, to };
  });
}
