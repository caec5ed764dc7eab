import { instant } from '../../shared/domain/observation.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import { noteFirstPoll } from '../../shared/store/first-deployment.ts';
import { isPut, putNotice } from '../../shared/store/notices.ts';
import type { Table } from '../../shared/store/table.ts';
import { type Ended, noticesDue } from './notices.ts';
import type { Poll } from './poll.ts';
import { endsFirstLoad, firstPollInWords, welcome } from './welcome.ts';

/**
 * Puts into the outbox what of a run the operator is to be told. A healthy run has nothing of it, and costs nothing here.
 * A retry is harmless: notices have ids that the same finding has again, and one that is there is not put again.
 */
export async function tellOperator(
  ended: Ended,
  poll: Poll,
  { table, clock }: { readonly table: Table; readonly clock: Clock },
): Promise<void> {
  for (const { notice, onlyAfter } of noticesDue(ended)) {
    if (onlyAfter && !(await isPut(table, onlyAfter))) continue;
    if (!(await isPut(table, notice.id))) await putNotice(table, notice);
  }
  // A failure that will be tried again is not yet how it ended.
  if (ended.isTriedAgain || !endsFirstLoad(poll)) return;
  const words = firstPollInWords(ended.outcome, ended.newest);
  const first = await noteFirstPoll(table, ended.source.id, words);
  const letter = first && welcome(first, instant(clock.now()));
  if (letter) await putNotice(table, letter);
}
