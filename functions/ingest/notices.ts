import { periodName } from '../../shared/domain/figures-in-words.ts';
import { type Notice, notice } from '../../shared/domain/notice.ts';
import type { Instant } from '../../shared/domain/observation.ts';
import type { Period } from '../../shared/domain/period.ts';
import {
  type Arrivals,
  type AwaitedRelease,
  nextRelease,
  releaseState,
} from '../../shared/sources/expected-release.ts';
import type { Provider } from '../../shared/sources/providers.ts';
import type { Run } from '../../shared/store/runs.ts';
import type { Outcome } from './ledger.ts';
import { pollOfRun } from './poll.ts';

/** How a run ended, beside the last entry that the ledger had before. */
export interface Ended {
  readonly source: Provider;
  readonly run: string;
  readonly at: Instant;
  readonly outcome: Outcome;
  /** Whether the run will be made again by itself. */
  readonly isTriedAgain: boolean;
  readonly last: Run | undefined;
  /** The newest period that the source has ever brought. */
  readonly newest: Period | null;
  readonly arrivals: Arrivals;
}

/** What the operator is to be told, if it was not told before; some of it only if something else was. */
export interface DueNotice {
  readonly notice: Notice;
  readonly onlyAfter?: string;
}

/**
 * What of a run concerns the operator: that a source fails, and that it works again; that it is past its expected release, and
 * that it has caught up; and what a bulletin has published. Nothing of it ever goes to subscribers.
 */
export function noticesDue(ended: Ended): DueNotice[] {
  if (ended.outcome.kind === 'failed') return ended.isTriedAgain ? [] : [failing(ended)];
  if (ended.outcome.kind === 'off') return [];
  if (ended.outcome.kind === 'rested') return isDown(ended) ? [] : stale(ended);
  return [...recovered(ended), ...caughtUp(ended), ...stale(ended), ...published(ended)];
}

/** Whether a source is failing for good or stale: what an alarm looks at, should no mail have arrived. */
export function isInTrouble(ended: Ended): boolean {
  const { outcome, isTriedAgain } = ended;
  switch (outcome.kind) {
    case 'failed':
      return !isTriedAgain;
    case 'off':
      return false;
    case 'rested':
      return isDown(ended) || overdue(ended) !== undefined;
    case 'brought':
      return overdue(ended) !== undefined;
  }
}

/** Whether it failed when it was asked last: a run that did not ask it knows nothing better. */
function isDown({ last }: Ended): boolean {
  return last?.outcome === 'failed';
}

/** The release that is later than any of its kind was. One that is merely late is nobody's business yet. */
function overdue({ source, newest, arrivals, at }: Ended): AwaitedRelease | undefined {
  const release = newest && nextRelease(source, newest, arrivals);
  return release && releaseState(release, at) === 'stale' ? release : undefined;
}

function failing({ source, run, at, outcome, last }: Ended): DueNotice {
  const reason = outcome.kind === 'failed' ? outcome.reason : '';
  const goesOn = last?.outcome === 'failed' && last.reason === reason;
  const id = failureId(source, goesOn ? last.run : run);
  const text = [
    `${source.title} could not be asked, or its answer was refused. What is stored stays as it was.`,
    '',
    `Reason: ${reason}`,
    `Run: ${run}`,
    '',
    'It is asked again by its schedule, and you are told when it works. What to do: RUNBOOK.md, "A source fails".',
  ];
  return { notice: notice(id, at, `${source.id} fails: ${reason}`, text) };
}

function recovered({ source, run, at, last, newest }: Ended): DueNotice[] {
  // Another try of the run, or another piece of the poll, is no recovery.
  if (last?.outcome !== 'failed' || pollOfRun(last.run) === pollOfRun(run)) return [];
  const text = [
    `${source.title} works again.${newest ? ` Its newest period is ${periodName(newest)}.` : ''}`,
    '',
    `It had failed since ${last.at}: ${last.reason}`,
  ];
  return [
    {
      notice: notice(`recovered#${source.id}#${last.run}`, at, `${source.id} works again`, text),
      onlyAfter: failureId(source, last.run),
    },
  ];
}

function stale(ended: Ended): DueNotice[] {
  const { source, at, newest } = ended;
  const release = overdue(ended);
  if (!release || !newest) return [];
  const text = [
    `${source.title} answers, but nothing newer than ${periodName(newest)}. ${periodName(release.period)} was expected on ${release.on}, and by ${release.lateUntil} at the latest.`,
    '',
    'Rules go on with what is there; nobody was alerted. You are told when something newer comes.',
    'What to do: RUNBOOK.md, "A source fails".',
  ];
  const subject = `${source.id} is past its release: nothing after ${periodName(newest)}`;
  return [{ notice: notice(staleId(source, newest), at, subject, text) }];
}

function caughtUp({ source, at, last, newest }: Ended): DueNotice[] {
  const before = last?.newestPeriod;
  if (!before || !newest || before === newest) return [];
  const text = [`${source.title} has brought ${periodName(newest)}, after ${periodName(before)}.`];
  return [
    {
      notice: notice(
        `caught-up#${source.id}#${before}`,
        at,
        `${source.id} has caught up with ${periodName(newest)}`,
        text,
      ),
      onlyAfter: staleId(source, before),
    },
  ];
}

function published({ outcome }: Ended): DueNotice[] {
  const notices = outcome.kind === 'brought' ? (outcome.notices ?? []) : [];
  return notices.map((told) => ({ notice: told }));
}

function failureId(source: Provider, run: string): string {
  return `failing#${source.id}#${run}`;
}

function staleId(source: Provider, newest: Period): string {
  return `stale#${source.id}#${newest}`;
}
