import { instant } from '../../shared/domain/observation.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import type { Logger } from '../../shared/platform/logger.ts';
import { noteFirstPoll } from '../../shared/store/first-deployment.ts';
import { isPut, putNotice } from '../../shared/store/notices.ts';
import type { Table } from '../../shared/store/table.ts';
import type { EndedPoll } from './ingest-source.ts';
import { type Ended, isInTrouble, noticesDue } from './notices.ts';
import type { Poll } from './poll.ts';
import { endsFirstLoad, firstPollInWords, welcome } from './welcome.ts';

/**
 * Puts into the outbox what of a run the operator is to be told. A healthy run has nothing of it, and costs nothing here.
 * A retry is harmless: notices have ids that the same finding has again, and one that is there is not put again.
 */
export async function tellOperator(
  ended: Ended & Pick<EndedPoll, 'outcome'>,
  poll: Poll,
  { table, clock }: { readonly table: Table; readonly clock: Clock },
): Promise<void> {
  await tellFindings(ended, table);
  // A failure that will be tried again is not yet how it ended.
  if (ended.isTriedAgain || !endsFirstLoad(poll)) return;
  const words = firstPollInWords(ended.outcome, ended.newest);
  const first = await noteFirstPoll(table, ended.source.id, words);
  const letter = first && welcome(first, instant(clock.now()));
  if (letter) await putNotice(table, letter);
}

/** The same of any run, also of one that only looked at what was expected. */
export async function tellFindings(ended: Ended, table: Table): Promise<void> {
  for (const { notice, onlyAfter } of noticesDue(ended)) {
    if (onlyAfter && !(await isPut(table, onlyAfter))) continue;
    if (!(await isPut(table, notice.id))) await putNotice(table, notice);
  }
}

/** Counts for the alarm what a notice may not have reached anybody about. */
export function measureTrouble(ended: Ended, log: Logger): void {
  if (!isInTrouble(ended)) return;
  log.measure('ingest.trouble', { source: ended.source.id, run: ended.run }, { SourceTrouble: 1 });
}
