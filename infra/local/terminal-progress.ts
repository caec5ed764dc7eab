import { SingleBar } from 'cli-progress';
import type { Progress } from './runner.ts';

/** A line a release; on a terminal a bar instead, with the mails above it. */
export function terminalProgress(): Progress & { end(): void } {
  return process.stdout.isTTY ? bar() : lines();
}

function lines(): Progress & { end(): void } {
  return {
    released: ({ source, at }) => process.stdout.write(`${at.slice(0, 10)}  ${source}\n`),
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
    released({ source, at }, done, of) {
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
