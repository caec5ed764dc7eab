import type { Outcome } from '../../functions/ingest/ledger.ts';
import { createLogger, type Logger } from '../../shared/platform/logger.ts';
import { openDataDirectory } from './data-directory.ts';
import { startDatabase } from './database.ts';
import { type Between, type Deployment, deploy } from './deployment.ts';
import type { Mail } from './inbox.ts';
import { openPostOffice, type PostOffice } from './post-office.ts';
import { type Release, replayReleases } from './releases.ts';
import { createReplayClock } from './replay-clock.ts';
import { openServer } from './server.ts';
import { cdkContext, synthesize } from './template.ts';
import { startUpstreams, type Upstreams } from './upstreams.ts';

export interface LocalOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Where the database is kept; in memory when left out. */
  readonly directory?: string | undefined;
  /** Real sources over the network, or the replay of published figures. */
  readonly sources: 'replay' | 'live';
  readonly progress?: Progress;
  readonly log?: Logger;
  /** Keys and endpoints of the operator's own. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly between?: Between;
  /** Ends a start that is under way, at the latest after the release at hand. */
  readonly signal?: AbortSignal;
}

/** What the runner tells while it replays. */
export interface Progress {
  released(release: Release, outcome: Outcome | undefined, done: number, of: number): void;
  mailed(mail: Mail): void;
}

/** Tidemark on this machine: the template's resources on embedded emulators, the functions as they are. */
export interface LocalTidemark {
  readonly url: string;
  readonly mails: () => readonly Mail[];
  readonly deployment: Deployment;
  /** Returns when every change has gone through the stream consumers and every mail was brought. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

const WITHOUT_98_AND_99 =
  'Figures of this replay exclude HS chapters 98 and 99 (US Census Bureau through ETRX, CC BY 4.0).';
const OF_AN_EDITION =
  'The day of this edition is not recorded: it is an assumption of this replay.';

/** What the replay's figures leave out or assume, which the wire formats have no place for. */
const REPLAY_NOTES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'us-census': {
    duties: WITHOUT_98_AND_99,
    'dutiable-value': WITHOUT_98_AND_99,
    'imports-for-consumption': WITHOUT_98_AND_99,
  },
  'world-bank': {
    'gdp-per-capita': OF_AN_EDITION,
    'partner-gdp-per-capita': OF_AN_EDITION,
  },
};

const READER = 'reader@tidemark.example';
const PUMP_EVERY_MS = 250;

/**
 * @throws LocalError for what the person at the terminal can mend, and the signal's reason once it is aborted. Nothing is left
 * running then.
 */
export async function startLocal(options: LocalOptions): Promise<LocalTidemark> {
  useLocalCredentials();
  const stops: (() => Promise<void> | void)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    return await start(options, stops, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  options: LocalOptions,
  stops: (() => Promise<void> | void)[],
  stop: () => Promise<void>,
): Promise<LocalTidemark> {
  const { sources, progress, signal, log = createLogger(() => {}) } = options;
  const releases = sources === 'replay' ? replayReleases() : [];
  const clock = createReplayClock(deployedAt(releases));
  if (sources === 'live') clock.goLive();

  const server = await openServer(options.port);
  stops.push(server.stop);
  const directory = openDataDirectory(options.directory);
  stops.push(directory.close);
  const database = await startDatabase(
    directory.path,
    options.variables?.['AWS_ENDPOINT_URL_DYNAMODB'],
  );
  stops.push(database.stop);
  const postOffice = await openPostOffice(clock, directory.path, server.url);
  stops.push(postOffice.stop);
  const upstreams = await upstreamsOf(sources, clock.now);
  stops.push(upstreams.stop);

  const deployment = await deploy({
    template: synthesize(contextOf(sources)),
    database,
    postOffice,
    directory,
    url: server.url,
    variables: {
      ...options.variables,
      ...upstreams.variables,
    },
    between: options.between,
    clock,
    log,
  });
  stops.push(deployment.stop);
  server.serve(deployment, postOffice);
  const settle = settling(deployment, postOffice, progress);
  // What an earlier run left in the stream comes first, on the clock of what it knew.
  await settle();
  await replay(releases, deployment, clock.advanceTo, settle, progress, signal);
  clock.goLive();
  const timer = setInterval(
    () => void settle().catch((error) => log.error('settle', error)),
    PUMP_EVERY_MS,
  );
  stops.push(async () => {
    clearInterval(timer);
    // What is under way ends before the ground goes from under it, so that no mail is lost between queue and mailbox.
    await settle().catch((error) => log.error('settle', error));
  });
  return { url: server.url, mails: postOffice.mails, deployment, settle, stop };
}

/** A day before the first release, so that what a deployment asks for is not out yet, and each release is news. */
function deployedAt([first]: readonly Release[]): Date {
  return first ? new Date(Date.parse(first.at) - 86_400_000) : new Date();
}

async function replay(
  releases: readonly Release[],
  { schedules, poll }: Deployment,
  advanceTo: (at: Date) => void,
  settle: () => Promise<void>,
  progress: Progress | undefined,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const [index, release] of releases.entries()) {
    signal?.throwIfAborted();
    const schedule = schedules.find(
      ({ source, isAroundReleases }) => source === release.source && !isAroundReleases,
    );
    if (!schedule) throw new Error(`the template polls no source ${release.source}`);
    advanceTo(new Date(release.at));
    // The same event whenever it is replayed, so that a second run finds the first one's work.
    const done = await poll(schedule, release.at, 'replay');
    if (done?.kind !== 'done') throw done?.error ?? new Error(`${release.source} was not polled`);
    progress?.released(release, done.outcome, index + 1, releases.length);
    await settle();
  }
}

/** Pumps until nothing moves any more; one at a time. */
function settling(
  { pumps, work }: Deployment,
  postOffice: PostOffice,
  progress: Progress | undefined,
): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  const once = async (): Promise<void> => {
    for (let moved = -1; moved !== 0; ) {
      moved = await work();
      for (const pump of pumps) moved += await pump.drain();
    }
    for (const mail of postOffice.collect()) progress?.mailed(mail);
  };
  return () => {
    last = last.then(once, once);
    return last;
  };
}

/** The emulators take any credentials, and the SDK wants some; a profile would come before them and ask its own provider. */
function useLocalCredentials(): void {
  process.env['AWS_REGION'] ??= 'us-east-1';
  process.env['AWS_ACCESS_KEY_ID'] ??= 'local';
  process.env['AWS_SECRET_ACCESS_KEY'] ??= 'local';
  delete process.env['AWS_PROFILE'];
}

async function upstreamsOf(sources: LocalOptions['sources'], now: () => Date): Promise<Upstreams> {
  return sources === 'replay'
    ? startUpstreams(now)
    : { variables: {}, stop: () => Promise.resolve() };
}

/** The operator's settings of cdk.json, with a reader who gets every alert. */
function contextOf(sources: LocalOptions['sources']): Record<string, unknown> {
  const { tidemark } = cdkContext();
  if (sources === 'live') return { alertEmail: READER };
  return { alertEmail: READER, tidemark: withReplayNotes(tidemark) };
}

function withReplayNotes(settings: Record<string, unknown>): Record<string, unknown> {
  const sources: Record<string, object> = Object(settings['sources']);
  const noted = Object.entries(sources).map(([id, source]) => {
    const notes = REPLAY_NOTES[id];
    return [id, notes ? { ...source, notes } : source];
  });
  return { ...settings, sources: Object.fromEntries(noted) };
}
