import { Cron } from 'croner';
import { cronPattern, rateMs } from '../schedule-expression.ts';
import type { LocalTidemark } from './runner.ts';
import { brought } from './terminal-progress.ts';
import type { Done } from './work-queue.ts';

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Polls every source now, and from then on by the template's schedules. */
export async function pollLive({ deployment, settle }: LocalTidemark): Promise<void> {
  for (const schedule of deployment.schedules) {
    const { source, expression, timeZone } = schedule;
    const poll = async (): Promise<void> => {
      const at = new Date().toISOString();
      // A failure is in the ledger by then, and on /v1/sources; the next poll is another chance.
      const done = await deployment.poll(schedule, at, 'local');
      const isRested = done?.kind === 'done' && done.outcome?.kind === 'rested';
      if (!isRested) {
        process.stdout.write(`${at.slice(0, 19)}Z  ${source.padEnd(18)} ${ended(done)}\n`);
      }
      await settle();
    };
    repeat(expression, timeZone, poll);
    if (!schedule.isAroundReleases) await poll();
  }
}

function ended(done: Done | undefined): string {
  if (!done) return 'waits until what failed before it is tried again';
  if (done.kind === 'done') return brought(done.outcome);
  return done.error instanceof Error ? done.error.message : 'failed';
}

/** By an expression of EventBridge Scheduler: rate(2 hours), or cron(minute hour day month weekday year). */
function repeat(expression: string, timezone: string, poll: () => Promise<void>): void {
  const pattern = cronPattern(expression);
  if (pattern) {
    new Cron(pattern, { timezone, protect: true, unref: true }, poll);
    return;
  }
  const every = rateMs(expression) ?? 3_600_000;
  // A timer that is set for longer than it can count fires at once, and again at once.
  setInterval(() => void poll(), Math.min(every, LONGEST_TIMER_MS)).unref();
}
