import { describe, expect, it } from 'vitest';
import { replayReleases } from '../../infra/local/releases.ts';
import { alertsAnswer, mailboxAnswer } from '../support/answers.ts';
import { givenDirectory, tableIn } from '../support/data-directory.ts';
import { startMain, takeAndFree, untilNoneNames } from '../support/processes.ts';
import { givenTheReplay } from '../support/tidemark.ts';

const LONG_MS = 240_000;

/** What differs from one run to another: when something was delivered and under which id. */
const OF_THE_RUN = new Set(['sentAt', 'messageId', 'leaseUntil']);

function withoutRun(table: Record<string, unknown>): unknown {
  return JSON.parse(
    JSON.stringify(table, (name, value: unknown) => (OF_THE_RUN.has(name) ? undefined : value)),
  );
}

/** Runs `npm start -- --data directory` to its end, reads what it serves, and ends it by a signal. */
async function whenRunToItsEnd(directory: string, signal: 'SIGINT' | 'SIGTERM') {
  const { child, line, lines, ended } = startMain({ flags: ['--data', directory] });
  const [, url = ''] = (await line(/^Tidemark is ready/)).split(': ');
  const read = async (path: string): Promise<unknown> => (await fetch(`${url}${path}`)).json();
  const { alerts } = alertsAnswer.parse(await read('/v1/alerts?limit=200'));
  const mails = mailboxAnswer.parse(await read('/local/mailbox'));
  child.kill(signal);
  expect(await ended).toBe(0);
  await untilNoneNames(directory);
  await takeAndFree(Number(new URL(url).port));
  return { alerts, mails, lines, table: await tableIn(directory) };
}

async function whenKilled(directory: string, at: RegExp): Promise<void> {
  const { child, line, ended } = startMain({ flags: ['--data', directory] });
  await line(at);
  child.kill('SIGKILL');
  expect(await ended).toBe('SIGKILL');
  // Nobody was left to stop the database: it ends by itself.
  await untilNoneNames(directory);
}

async function whenInterrupted(directory: string, at: RegExp): Promise<readonly string[]> {
  const { child, line, lines, stderr, ended } = startMain({ flags: ['--data', directory] });
  await line(at);
  child.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(stderr()).toBe('');
  await untilNoneNames(directory);
  return lines;
}

describe('a Tidemark that keeps its database', { timeout: LONG_MS }, () => {
  givenTheReplay();
  const kept = givenDirectory();
  let wanted: Awaited<ReturnType<typeof whenRunToItsEnd>>;

  it('prints a line a release and one a mail, and then where it is', async () => {
    wanted = await whenRunToItsEnd(kept, 'SIGINT');

    expect(wanted.lines.filter(saysRelease)).toHaveLength(replayReleases().length);
    expect(wanted.lines.filter(saysMail)).toHaveLength(wanted.mails.length);
    expect(wanted.lines.at(-1)).toMatch(/^Tidemark is ready: http:\/\/localhost:\d+$/);
  });

  it('writes nothing and mails nothing when it replays a second time', async () => {
    const again = await whenRunToItsEnd(kept, 'SIGTERM');

    expect(again.lines.filter(saysMail)).toEqual([]);
    expect(again.mails).toEqual(wanted.mails);
    expect(again.alerts).toEqual(wanted.alerts);
    expect(again.table).toEqual(wanted.table);
  });

  it('ends, however often it was killed before, as if nothing had happened', async () => {
    const disturbed = givenDirectory();
    // In the first load, at the revision, and at the digest of the last release.
    await whenKilled(disturbed, /^2019-01-15/);
    await whenKilled(disturbed, /^2026-02-04/);
    const lines = await whenInterrupted(disturbed, /^2025-07-07/);
    await whenKilled(disturbed, /^2026-08-04/);
    const { alerts, mails, table } = await whenRunToItsEnd(disturbed, 'SIGINT');

    expect(lines.filter((text) => /^2026|ready/.test(text))).toEqual([]);
    expect(alerts.map(({ id }) => id)).toEqual(wanted.alerts.map(({ id }) => id));
    for (const { id } of alerts) {
      // At least once: a kill between publishing and marking as sent sends a mail twice.
      expect(
        mails.some(({ text }) => text.includes(encodeURIComponent(id))),
        id,
      ).toBe(true);
    }
    expect(withoutRun(table)).toEqual(withoutRun(wanted.table));
  });
});

function saysRelease(line: string): boolean {
  return /^\d{4}-\d\d-\d\d {2}[a-z]/.test(line);
}

function saysMail(line: string): boolean {
  return line.includes('mail: ');
}
