import { setTimeout as wait } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readFlags } from '../../infra/commands/flags.ts';
import { runCommand } from '../../infra/commands/run-command.ts';
import { LocalError } from '../../infra/local/local-error.ts';
import { type LocalTidemark, startLocal } from '../../infra/local/runner.ts';
import { startUpstreams } from '../../infra/local/upstreams.ts';
import { pairSchema } from '../../shared/domain/pair.ts';
import { readSettings } from '../../shared/store/settings.ts';
import type { Table } from '../../shared/store/table.ts';
import { brokenInvariants } from './invariants.ts';
import { type Memory, watchMemory } from './memory.ts';
import { createReaders } from './readers.ts';
import { openRestatingCensus } from './restating-census.ts';
import { createWriters } from './writers.ts';

const HELP = `Tidemark on this machine for a long time: releases, edits, subscribers and readers at once.

  npm run soak                     ten minutes
  npm run soak -- --minutes 60     so many
  npm run soak -- --help           prints this

At the end every invariant is checked, and the memory of the last third held against that of the first.
`;

const READERS = 3;
/** What grows by design is small beside the rest: the mails that lie in the mailbox. */
const MOST_GROWTH = 1.1;

await runCommand(main);

async function main(): Promise<void> {
  const { counts, help } = readFlags('npm run soak', { minutes: 10 });
  if (help) {
    process.stdout.write(HELP);
    return;
  }
  const memory = watchMemory();
  const handlesBefore = await handlesAtRest();
  const soaked = await soak((counts['minutes'] ?? 10) * 60_000, memory);
  const faults = [...soaked, ...leaks(handlesBefore, await handlesAtRest())];
  if (memory.growth() > MOST_GROWTH) {
    faults.push(`memory grew by a factor of ${memory.growth().toFixed(2)}`);
  }
  const { first, last } = memory.megabytes();
  process.stdout.write(
    `heap after collection: ${first.toFixed(1)} MB in the first third, ${last.toFixed(1)} MB in the last\n`,
  );
  if (faults.length > 0) throw new LocalError(faults.join('\n'));
  process.stdout.write('every invariant holds, nothing is left open\n');
}

async function soak(milliseconds: number, memory: Memory): Promise<string[]> {
  const upstreams = await startUpstreams(() => new Date());
  const census = await openRestatingCensus(upstreams.variables['UPSTREAM_US_CENSUS'] ?? '');
  let database = '';
  const tidemark = await startLocal({
    port: 0,
    sources: 'live',
    variables: { ...upstreams.variables, UPSTREAM_US_CENSUS: census.url },
    between: async (_name, service, url) => {
      if (service === 'DYNAMODB') database = url;
      return url;
    },
  });
  try {
    const faults = await work(tidemark, milliseconds, census.restate, memory);
    await tidemark.settle();
    return [...faults, ...(await brokenAtTheEnd(tidemark, database))];
  } finally {
    await tidemark.stop();
    await census.stop();
    await upstreams.stop();
  }
}

/** Has everybody at work at once; answers what they found wrong. */
async function work(
  tidemark: LocalTidemark,
  milliseconds: number,
  restate: () => void,
  memory: Memory,
): Promise<string[]> {
  const { url, deployment, settle, mails } = tidemark;
  const end = Date.now() + milliseconds;
  const isOver = (): boolean => Date.now() > end;
  const readers = createReaders(url);
  const writers = createWriters(url, mails);
  const faults: string[] = [];
  const schedule = deployment.schedules.find(({ source }) => source === 'us-census');
  if (!schedule) throw new Error('the template polls no us-census');
  let releases = 0;
  const publish = async (): Promise<void> => {
    while (!isOver()) {
      restate();
      const at = new Date().toISOString();
      const done = await deployment.poll(schedule, at, `soak-${releases}`);
      // Nothing where the runner's own timer took it out of the queue first.
      if (done && done.kind !== 'done') faults.push(`poll ${releases}: ${done.error}`);
      releases += 1;
      await settle();
      memory.look();
      await wait(500);
    }
  };
  const write = async (): Promise<void> => {
    while (!isOver()) {
      await writers.edit();
      await writers.subscribe();
      await wait(2_000);
    }
  };
  const reading = Array.from({ length: READERS }, () => readers.read(isOver));
  await Promise.all([publish(), write(), ...reading]);
  process.stdout.write(
    `${releases} releases, ${writers.edits()} edits, ${writers.subscribers()} subscribers, ${mails().length} mails, ${readers.requests()} requests\n`,
  );
  return [...faults, ...readers.faults, ...writers.faults];
}

async function brokenAtTheEnd(
  { deployment, mails }: LocalTidemark,
  endpoint: string,
): Promise<string[]> {
  const client = new DynamoDBClient({ endpoint });
  const table: Table = { client, name: 'Tidemark' };
  try {
    const { pairs = {} } = (await readSettings(table)) ?? {};
    const toReader = mails().filter(({ to }) => to === 'reader@tidemark.example');
    const faults: string[] = [];
    for (const pair of Object.keys(pairs)) {
      faults.push(...(await brokenInvariants(table, pairSchema.parse(pair), toReader)));
    }
    const dead = deployment.pumps.flatMap(({ deadLetters }) => deadLetters).length;
    return dead > 0 ? [...faults, `${dead} changes were given up`] : faults;
  } finally {
    client.destroy();
  }
}

/** What keeps the process from ending, once connections that are kept alive have gone. */
async function handlesAtRest(): Promise<readonly string[]> {
  await wait(6_000);
  return process.getActiveResourcesInfo();
}

function leaks(before: readonly string[], after: readonly string[]): string[] {
  const counted = (of: readonly string[]) => Map.groupBy(of, (name) => name);
  const [had, has] = [counted(before), counted(after)];
  return [...has]
    .map(([name, of]) => [name, of.length - (had.get(name)?.length ?? 0)] as const)
    .filter(([, more]) => more > 0)
    .map(([name, more]) => `${more} of ${name} is still open`);
}
