import type { Settings } from '../../../shared/domain/settings.ts';
import type { Config } from '../../config.ts';
import type { Mail } from '../../local/inbox.ts';
import { functionsOf, subscriptionsOf } from '../../local/physical-resources.ts';
import type { Release } from '../../local/releases.ts';
import { type LocalTidemark, startLocal } from '../../local/runner.ts';
import { synthesize } from '../../local/template.ts';
import { resourcesOf, type Template } from '../../local/template-resources.ts';
import { HEADER_BYTES, SHARE_OF_RESTING } from './assumptions.ts';
import { createMeter, type Meter, type MeterOptions } from './meter.ts';
import { type Reading, readingsOf } from './requests.ts';
import { itemsOfPair, type StoredItem, storedItems } from './stored-items.ts';
import { dearest, sum, times, type Usage } from './usage.ts';

/** What the deployment of some settings was seen to take on this machine. */
export interface Measured {
  readonly template: Template;
  /** A poll that brought nothing, by source. */
  readonly unchangedPolls: ReadonlyMap<string, Usage>;
  /** A poll that had no reason to ask, by source: of those that are made only around releases. */
  readonly restedPolls: ReadonlyMap<string, Usage>;
  /** A poll that brought a release, with all that came of it, by source: the dearest of those that the replay has. */
  readonly releases: ReadonlyMap<string, Usage>;
  /** A request to the API: the mean over its routes. */
  readonly request: Usage;
  /** What is stored once everything was replayed. */
  readonly items: readonly StoredItem[];
  /** What an alert takes in the text of a mail: the mean. */
  readonly mailBytes: number;
}

/** Replays the releases and asks everything once more, counting. @throws LocalError as `npm start` does. */
export async function measure({ settings, stackName }: Config): Promise<Measured> {
  const template = synthesize({ alertEmail: 'operator@tidemark.example' });
  const meter = createMeter(meterOptionsOf(template, stackName));
  const afterPolls = functionsOf(template)
    .map(({ name }) => name)
    .filter((name) => name !== 'ingest');
  const releases = releaseLog(meter, afterPolls);
  let tidemark: LocalTidemark | undefined;
  try {
    tidemark = await startLocal({
      port: 0,
      sources: 'replay',
      log: meter.log,
      between: meter.between,
      progress: { released: ({ source }) => releases.polled(source), mailed: () => {} },
    });
    const { url, deployment } = tidemark;
    const items = await storedItems(meter.databaseUrl());
    const readings = readingsOf(deployment.routes, parametersOf(settings, items));
    return {
      template,
      items,
      mailBytes: mailBytesOf(tidemark.mails(), items),
      releases: releases.end(),
      unchangedPolls: await unchangedPolls(tidemark, meter, afterPolls),
      restedPolls: await restedPolls(tidemark, meter),
      request: await meanRequest(url, readings, meter),
    };
  } finally {
    await tidemark?.stop();
    meter.stop();
  }
}

function meterOptionsOf(template: Template, stackName: string): MeterOptions {
  const functions = functionsOf(template);
  const lambdas = Object.fromEntries(resourcesOf(template, 'AWS::Lambda::Function'));
  return {
    memoryMiB: Object.fromEntries(
      functions.map(({ logicalId, name }) => [
        name,
        Number(lambdas[logicalId]?.Properties['MemorySize']),
      ]),
    ),
    streamReaders: Object.fromEntries(functions.map(({ logicalId, name }) => [logicalId, name])),
    mailingTopics: subscriptionsOf(template).map(({ TopicArn }) => TopicArn),
    metricsNamespace: `Tidemark/${stackName}`,
  };
}

/**
 * What each release took. The runner tells when its poll has been made; what comes of it follows until the next one has been, in
 * which no other function than ingest takes part.
 */
function releaseLog(meter: Meter, afterPolls: readonly string[]) {
  const taken: { readonly source: Release['source']; readonly parts: Usage[] }[] = [];
  return {
    polled(source: Release['source']): void {
      const poll = meter.take(['ingest'], 1);
      const before = meter.take(afterPolls);
      taken.at(-1)?.parts.push(before);
      taken.push({ source, parts: [poll] });
    },
    end(): Map<string, Usage> {
      taken.at(-1)?.parts.push(meter.take(afterPolls));
      meter.take(['ingest']);
      // The very first has in it what the deployment took.
      const bySource = Map.groupBy(taken.slice(1), ({ source }) => source);
      return new Map(
        [...bySource].map(([source, of]) => [source, dearest(of.map(({ parts }) => sum(parts)))]),
      );
    },
  };
}

/** The second poll of each source: with the first, the operator is told which of them are past their expected release. */
async function unchangedPolls(
  { deployment, settle }: LocalTidemark,
  meter: Meter,
  afterPolls: readonly string[],
): Promise<Map<string, Usage>> {
  const polls = new Map<string, Usage>();
  for (const execution of ['first', 'second']) {
    for (const schedule of deployment.schedules) {
      if (schedule.isAroundReleases) continue;
      await deployment.poll(schedule, new Date().toISOString(), execution);
      await settle();
      polls.set(schedule.source, sum([meter.take(['ingest'], 1), meter.take(afterPolls)]));
    }
  }
  return polls;
}

/** Sources of the replay have long been past their release by now: what rests, looks whether that was told. */
async function restedPolls(
  { deployment, settle }: LocalTidemark,
  meter: Meter,
): Promise<Map<string, Usage>> {
  const polls = new Map<string, Usage>();
  for (const schedule of deployment.schedules) {
    if (!schedule.isAroundReleases) continue;
    await deployment.poll(schedule, new Date().toISOString(), 'around');
    await settle();
    const taken = meter.take(['ingest'], 1);
    polls.set(schedule.source, {
      ...taken,
      gigabyteSeconds: taken.gigabyteSeconds * SHARE_OF_RESTING,
    });
  }
  return polls;
}

/** As if each came to a function that has just been started: with what only the first request reads, the watch list. */
async function meanRequest(
  url: string,
  readings: readonly Reading[],
  meter: Meter,
): Promise<Usage> {
  const [first] = readings;
  if (first === undefined) throw new Error('the API has no route that could be asked');
  const cold = await request(url, first, meter);
  const warm: Usage[] = [];
  for (const reading of readings) {
    const taken = await request(url, reading, meter);
    if (taken) warm.push(taken);
  }
  if (!cold || !warm[0]) throw new Error(`${first.path} is not answered`);
  const start = sum([cold, times(warm[0], -1)]);
  return sum([times(sum(warm), 1 / warm.length), start]);
}

/** What a request took; nothing where it was not answered with what was asked for, because a parameter did not fit. */
async function request(
  url: string,
  { path, answeredBy }: Reading,
  meter: Meter,
): Promise<Usage | undefined> {
  const answer = await fetch(`${url}${path}`);
  const responseBytes = (await answer.arrayBuffer()).byteLength + HEADER_BYTES;
  const taken = meter.take([answeredBy], 1);
  return answer.status === 200 ? { ...taken, responseBytes } : undefined;
}

/** Of the mails of alerts, which have a severity; each alert is in one that goes to whoever gets everything. */
function mailBytesOf(mails: readonly Mail[], items: readonly StoredItem[]): number {
  const texts = mails.filter(({ attributes }) => attributes['severity']).map(({ text }) => text);
  const alerts = items.filter(({ SK }) => SK.startsWith('ALERT#')).length;
  return Buffer.byteLength(texts.join('')) / Math.max(1, alerts);
}

/** Something to ask for. */
function parametersOf({ pairs }: Settings, items: readonly StoredItem[]): Record<string, string> {
  const alert = items.find(({ SK }) => SK.startsWith('ALERT#'));
  const pair = Object.keys(pairs).find((watched) => itemsOfPair(items, watched).length > 0);
  return {
    metric: 'balance',
    indicator: 'exports',
    ...(pair && { pair }),
    ...(alert && { id: encodeURIComponent(alert.SK.replace(/^ALERT#/, '')) }),
  };
}
