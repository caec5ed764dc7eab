import { SingleBar } from 'cli-progress';
import type { Outcome } from '../../functions/ingest/ledger.ts';
import { comparePeriods } from '../../shared/domain/period.ts';
import type { Progress } from './runner.ts';

/** A line a release; on a terminal a bar instead, with the mails above it. */
export function terminalProgress(): Progress & { end(): void } {
  return process.stdout.isTTY ? bar() : lines();
}

function lines(): Progress & { end(): void } {
  return {
    released: ({ source, at }, outcome) =>
      process.stdout.write(`${at.slice(0, 10)}  ${source.padEnd(18)} ${brought(outcome)}\n`),
    mailed: ({ subject }) => process.stdout.write(`            mail: ${subject}\n`),
    end: () => {},
  };
}

function bar(): Progress & { end(): void } {
  const progress = new SingleBar({
    format: '{bar} {value}/{total} releases  {day} {source}',
    hideCursor: true,
    clearOnComplete: true,
    // Also when nothing moves, so that a mail's line is written above the bar and not over it.
    forceRedraw: true,
  });
  let isStarted = false;
  return {
    released({ source, at }, _outcome, done, of) {
      const payload = { day: at.slice(0, 10), source };
      if (!isStarted) progress.start(of, 0, payload);
      isStarted = true;
      progress.update(done, payload);
    },
    mailed({ subject, at }) {
      process.stdout.write(`\r\u001b[K${at.slice(0, 10)}  mail: ${subject}\n`);
    },
    end: () => progress.stop(),
  };
}

/** What a release brought: `16 figures up to 2025-12, 1 restated`. */
export function brought(outcome: Outcome | undefined): string {
  if (outcome?.kind !== 'brought') return outcome?.reason ?? '';
  const { vintages, notices = [] } = outcome;
  if (notices.length > 0) return `${notices.length} to be told to the operator`;
  const newest = vintages
    .map(({ period }) => period)
    .sort(comparePeriods)
    .at(-1);
  if (!newest) return 'nothing new';
  const restated = vintages.filter(({ print }) => print > 1).length;
  const figures = vintages.length === 1 ? '1 figure' : `${vintages.length} figures`;
  return `${figures} up to ${newest}${restated > 0 ? `, ${restated} restated` : ''}`;
}
