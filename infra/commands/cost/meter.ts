import * as z from 'zod';
import { createLogger, type Logger } from '../../../shared/platform/logger.ts';
import type { Between } from '../../local/deployment.ts';
import { type Onlooker, standBetween } from '../../local/onlooker.ts';
import { gigabyteSeconds, LOG_BYTES_PER_EVENT, LOG_BYTES_PER_INVOCATION } from './assumptions.ts';
import { refusedWriteUnits } from './request-units.ts';
import type { Usage } from './usage.ts';

/** Counts what functions take of the services of AWS, on the wire between the two and in their log. */
export interface Meter {
  readonly between: Between;
  readonly log: Logger;
  /**
   * What functions took since it was last asked about them.
   *
   * @param invocations how many there were that nothing on the wire tells of
   */
  take(functions: readonly string[], invocations?: number): Usage;
  /** Where the database is, for whom nobody counts. */
  databaseUrl(): string;
  stop(): void;
}

export interface MeterOptions {
  readonly memoryMiB: Readonly<Record<string, number>>;
  /** The functions that read the stream, by the name that the runner's log has for them. */
  readonly streamReaders: Readonly<Record<string, string>>;
  /** Logical ids of the topics that mail somebody who gets everything. */
  readonly mailingTopics: readonly string[];
  readonly metricsNamespace: string;
}

/** A new on-demand table has four partitions (4000 writes a second at 1000 each), whose changes come in batches of their own. */
const SHARDS = 4;

interface Tally {
  calls: number;
  readUnits: number;
  writeUnits: number;
  queueRequests: number;
  publishes: number;
  mails: number;
  invocations: number;
  logBytes: number;
  readonly metrics: Set<string>;
}

export function createMeter(options: MeterOptions): Meter {
  const tallies = new Map<string, Tally>();
  const tallyOf = (name: string): Tally => {
    const tally = tallies.get(name) ?? emptyTally();
    tallies.set(name, tally);
    return tally;
  };
  const stops: (() => void)[] = [];
  let database = '';
  return {
    log: createLogger((line) => readLine(line, tallyOf, options), {}, options.metricsNamespace),
    async between(name, service, url) {
      if (service === 'DYNAMODB') database = url;
      const seen = await standBetween(
        url,
        onlookerOf(service, () => tallyOf(name), options),
      );
      stops.push(seen.stop);
      return seen.url;
    },
    take(functions, invocations = 0) {
      const taken = functions.map((name) => [name, tallyOf(name)] as const);
      for (const name of functions) tallies.delete(name);
      return usageOf(taken, invocations, options);
    },
    databaseUrl: () => database,
    stop() {
      for (const stop of stops) stop();
    },
  };
}

function emptyTally(): Tally {
  return {
    calls: 0,
    readUnits: 0,
    writeUnits: 0,
    queueRequests: 0,
    publishes: 0,
    mails: 0,
    invocations: 0,
    logBytes: 0,
    metrics: new Set(),
  };
}

function usageOf(
  taken: readonly (readonly [string, Tally])[],
  others: number,
  { memoryMiB }: MeterOptions,
): Usage {
  const total = (of: (tally: Tally) => number): number =>
    taken.reduce((sum, [, tally]) => sum + of(tally), 0);
  const invocations = total((tally) => tally.invocations) + others;
  const [first] = taken;
  const seconds = taken.map(([name, tally]) => {
    const own = tally.invocations + (name === first?.[0] ? others : 0);
    return gigabyteSeconds(name, memoryMiB[name] ?? 0, own, tally.calls);
  });
  return {
    readUnits: total((tally) => tally.readUnits),
    writeUnits: total((tally) => tally.writeUnits),
    invocations,
    gigabyteSeconds: seconds.reduce((sum, of) => sum + of, 0),
    queueRequests: total((tally) => tally.queueRequests),
    publishes: total((tally) => tally.publishes),
    mails: total((tally) => tally.mails),
    logBytes: total((tally) => tally.logBytes) + invocations * LOG_BYTES_PER_INVOCATION,
    metricHours: new Set(taken.flatMap(([, { metrics }]) => [...metrics])).size,
    responseBytes: 0,
  };
}

const lineSchema = z.object({
  event: z.string(),
  function: z.string().optional(),
  consumer: z.string().optional(),
  records: z.number().optional(),
  _aws: z
    .object({
      CloudWatchMetrics: z.array(z.object({ Metrics: z.array(z.object({ Name: z.string() })) })),
    })
    .optional(),
});

/** A line of a function is what CloudWatch takes in; one of the runner's tells of a batch that it handed over. */
function readLine(
  line: string,
  tallyOf: (name: string) => Tally,
  { streamReaders }: MeterOptions,
): void {
  const {
    event,
    function: name,
    consumer = '',
    records = 0,
    _aws,
  } = lineSchema.parse(JSON.parse(line));
  const reader = streamReaders[consumer];
  if (event === 'stream.batch' && reader && records > 0) {
    tallyOf(reader).invocations += Math.min(records, SHARDS);
  }
  if (name === undefined) return;
  const tally = tallyOf(name);
  tally.logBytes += Buffer.byteLength(line) + LOG_BYTES_PER_EVENT;
  for (const { Metrics } of _aws?.CloudWatchMetrics ?? []) {
    for (const { Name } of Metrics) tally.metrics.add(Name);
  }
}

function onlookerOf(
  service: Parameters<Between>[1],
  tally: () => Tally,
  { mailingTopics }: MeterOptions,
): Onlooker {
  switch (service) {
    case 'DYNAMODB':
      return {
        asked: (_, body) =>
          JSON.stringify({ ...Object(JSON.parse(body)), ReturnConsumedCapacity: 'TOTAL' }),
        answered: (target, body, status, answer) =>
          countUnits(tally(), target, body, status, answer),
      };
    case 'SNS':
      return {
        answered(_, body) {
          const topic = new URLSearchParams(body).get('TopicArn') ?? '';
          tally().calls += 1;
          tally().publishes += 1;
          tally().mails += Number(
            mailingTopics.some((logicalId) => topic.endsWith(`:${logicalId}`)),
          );
        },
      };
    case 'SQS':
      return { answered: (_, body) => countQueued(tally(), body) };
    case 'SSM':
      return {
        answered() {
          tally().calls += 1;
        },
      };
  }
}

const consumedSchema = z.object({ CapacityUnits: z.number() });
const answerSchema = z.object({
  ConsumedCapacity: z.union([consumedSchema.transform((one) => [one]), z.array(consumedSchema)]),
});

/** @throws ZodError where the database does not say what a call took. */
function countUnits(
  tally: Tally,
  target: string,
  body: string,
  status: number,
  answer: string,
): void {
  tally.calls += 1;
  const isRead = /\.(Get|BatchGet|Query|Scan)/.test(target);
  if (status !== 200) {
    if (!isRead) tally.writeUnits += refusedWriteUnits(JSON.parse(body));
    return;
  }
  const { ConsumedCapacity } = answerSchema.parse(JSON.parse(answer));
  const units = ConsumedCapacity.reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
  if (isRead) tally.readUnits += units;
  else tally.writeUnits += units;
}

const batchSchema = z.object({ Entries: z.array(z.unknown()) });

/** Each message that is put in is deleted once, too, and is an invocation; Lambda's receiving is counted with its idle polling. */
function countQueued(tally: Tally, body: string): void {
  const { Entries } = batchSchema.parse(JSON.parse(body));
  tally.calls += 1;
  tally.queueRequests += 1 + Entries.length;
  tally.invocations += Entries.length;
}
