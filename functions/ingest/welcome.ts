import { periodName } from '../../shared/domain/figures-in-words.ts';
import { type Notice, notice, WELCOME } from '../../shared/domain/notice.ts';
import type { Instant } from '../../shared/domain/observation.ts';
import type { Period } from '../../shared/domain/period.ts';
import type { FirstDeployment } from '../../shared/store/first-deployment.ts';
import type { AskedOutcome } from './ledger.ts';
import type { Poll } from './poll.ts';

/** Whether a poll is the one by which a source's first load is over: all of it, or its last piece. */
export function endsFirstLoad({ execution, piece }: Poll): boolean {
  return execution === 'deployment' && (!piece || piece.index === piece.of);
}

/** How the first poll of a source ended, in a line of the operator's first mail. */
export function firstPollInWords(outcome: AskedOutcome, newest: Period | null): string {
  switch (outcome.kind) {
    case 'brought':
      if (newest) return `loaded, up to ${periodName(newest)}`;
      return outcome.notices?.length ? 'works' : 'works, and has nothing yet';
    case 'failed':
      return `failed, and is tried again by its schedule: ${outcome.reason}`;
    case 'off':
      return `off: ${outcome.reason}`;
  }
}

/** The operator's first mail, once every awaited source has ended somehow; before that, nothing. */
export function welcome({ awaited, ended }: FirstDeployment, at: Instant): Notice | undefined {
  if (awaited.some((source) => ended[source] === undefined)) return undefined;
  const works = awaited.filter((source) => /^(loaded|works)/.test(ended[source] ?? ''));
  return notice(WELCOME, at, `it works: ${works.length} of ${awaited.length} sources are in`, [
    'Tidemark is deployed and has asked its sources for the first time. This was a baseline: no subscriber was mailed.',
    '',
    ...awaited.map((source) => `  ${source}: ${ended[source]}`),
    '',
    'From here on you get a mail when a source fails, is past its release, or works again, and when an alarm goes off.',
    'There is nothing for you to do.',
  ]);
}
