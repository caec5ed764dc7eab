import type { Instant } from '../../shared/domain/observation.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import * as z from '../../shared/domain/zod.ts';
import { providerOf } from '../../shared/sources/providers.ts';
import { pieceSchema, piecesOf } from './pieces.ts';
import { seriesAsked } from './targets.ts';

/** What a schedule, a deployment or a poll that was cut into pieces wants to be asked of a source. */
export const pollSchema = z.object({
  source: z.string(),
  /** When it was to be made, and by what: together the name of the run, the same whenever it is tried again. */
  scheduledTime: z.string(),
  execution: z.string(),
  piece: z.optional(pieceSchema),
  /** Made only if a release is expected, and then asking only for what the source does not mark as unchanged. */
  only: z.optional(z.literal('around-releases')),
});
export type Poll = z.infer<typeof pollSchema>;

/** The name of a run in the ledger. Runs of a source sort by it as they were made. */
export function runOf({ scheduledTime, execution, piece }: Poll): string {
  const poll = `${scheduledTime}#${execution}`;
  return piece ? `${poll}#${String(piece.index).padStart(5, '0')}` : poll;
}

/** The poll that a run is all or a piece of. */
export function pollOfRun(run: string): string {
  return run.split('#', 2).join('#');
}

/** Which part of its poll a run is: `00002`, or nothing where it is all of it. */
export function partOfRun(run: string): string {
  return run.split('#')[2] ?? '';
}

/** The polls that a poll is made as: itself, or its pieces where it is too large for one run. */
export function cut(poll: Poll, settings: Settings): Poll[] {
  if (poll.piece) return [poll];
  const pieces = piecesOf(seriesAsked(settings, poll.source));
  return pieces.length > 1 ? pieces.map((piece) => ({ ...poll, piece })) : [poll];
}

/** What a deployment asks for at once: every source that a pair has, so that figures are there before the first schedule, and bulletins. */
export function firstPolls(settings: Settings, deployedAt: Instant): Poll[] {
  return Object.keys(settings.sources)
    .filter((source) => isBulletin(source) || seriesAsked(settings, source).length > 0)
    .map((source) => ({ source, scheduledTime: deployedAt, execution: 'deployment' }));
}

function isBulletin(source: string): boolean {
  return providerOf(source)?.role === 'bulletin';
}
