import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { instant } from '../../shared/domain/observation.ts';
import { pair } from '../../shared/domain/pair.ts';
import { period } from '../../shared/domain/period.ts';
import { type Key, keys } from '../../shared/store/keys.ts';
import { matches } from '../support/event-pattern.ts';
import { functionId, resourcesOf, synthesize, targetOf } from '../support/synthesize.ts';

const template = synthesize();

const mappingSchema = z.object({
  FunctionName: z.unknown().transform(targetOf),
  EventSourceArn: z.unknown(),
  StartingPosition: z.literal('TRIM_HORIZON'),
  FunctionResponseTypes: z.tuple([z.literal('ReportBatchItemFailures')]),
  BisectBatchOnFunctionError: z.literal(true),
  MaximumRetryAttempts: z.int().min(1).max(20),
  MaximumRecordAgeInSeconds: z.int().min(60).max(86_400),
  MaximumBatchingWindowInSeconds: z.int().min(1).max(300),
  BatchSize: z.int().max(1000),
  DestinationConfig: z.object({
    OnFailure: z.object({ Destination: z.unknown().transform(targetOf) }),
  }),
  FilterCriteria: z.object({
    Filters: z
      .array(z.object({ Pattern: z.string().transform((text): unknown => JSON.parse(text)) }))
      .min(1),
  }),
});
const mappings = resourcesOf(template, 'AWS::Lambda::EventSourceMapping').filter(
  ([, { Properties }]) => 'StartingPosition' in Properties,
);

/** What each function writes; a function that writes more belongs here too. */
const korea = pair('US-KR');
const june = period('2026-06');
const knownAt = instant('2026-08-05T12:45:00Z');
const WRITTEN = {
  ingest: [
    image(keys.observation(korea, 'exports', june)),
    image(keys.vintage(korea, 'exports', june, knownAt)),
    image(keys.run('us-census', 'run-1')),
    image(keys.notice('n1'), 'PENDING'),
    image(keys.settings),
    image(keys.rule('us-kr-deficit-60bn', 1)),
  ],
  recompute: [
    image(keys.metrics(korea, june)),
    image(keys.latest(korea)),
    image(keys.ruleState(korea, 'us-kr-deficit-60bn')),
    image(keys.alert(korea, 'a1'), 'PENDING'),
    image(keys.wakeUp('a1')),
  ],
  alert: [
    image(keys.alert(korea, 'a1'), 'CLAIMED', 'MODIFY'),
    image(keys.alert(korea, 'a1'), 'SENT', 'MODIFY'),
    image(keys.notice('n1'), 'CLAIMED', 'MODIFY'),
    image(keys.notice('n1'), 'SENT', 'MODIFY'),
  ],
  query: [],
  rules: [image(keys.rule('us-kr-deficit-60bn', 2))],
};

describe('every stream consumer', () => {
  it.each(mappings)(
    '%s filters, answers in part, bisects, gives up in time and says where to',
    (_, { Properties }) => {
      const mapping = mappingSchema.parse(Properties);

      expect(template.Resources[mapping.DestinationConfig.OnFailure.Destination]).toMatchObject({
        Type: 'AWS::SQS::Queue',
      });
    },
  );

  it('has a queue of its own for what it gave up on', () => {
    const queues = mappings.map(
      ([, { Properties }]) =>
        mappingSchema.parse(Properties).DestinationConfig.OnFailure.Destination,
    );

    expect(new Set(queues).size).toBe(mappings.length);
  });

  it('is recompute or alert: a stream has room for two readers', () => {
    const readers = mappings.map(([, { Properties }]) => mappingSchema.parse(Properties));

    expect(readers.map(({ FunctionName }) => FunctionName).toSorted()).toEqual(
      ['alert', 'recompute'].map((folder) => functionId(template, folder)).toSorted(),
    );
  });
});

it('has alerts of one partition only, so of one shard: they can meet in one batch', () => {
  const alerts = [pair('US-KR'), pair('KR-JP')].map((of) => keys.alert(of, 'a1').PK);
  expect(new Set(alerts).size).toBe(2);
  expect(new Set(['a1', 'a2'].map((id) => keys.wakeUp(id).PK)).size).toBe(1);
});

describe('the stream filters', () => {
  it('wake recompute for observations and rules, and alert for announced alerts and pending notices', () => {
    expect(wakers('recompute')).toEqual([
      'OBS#exports#2026-06',
      'us-kr-deficit-60bn#v000001',
      'us-kr-deficit-60bn#v000002',
    ]);
    expect(wakers('alert')).toEqual(['NOTICE#n1 PENDING', 'a1']);
  });

  it('wake alert for an announcement that is touched, and not for one that time to live removes', () => {
    const wakeUp = keys.wakeUp('a1');
    expect(wakes('alert', image(wakeUp, undefined, 'MODIFY'))).toBe(true);
    const removal = {
      eventName: 'REMOVE',
      dynamodb: { Keys: { PK: { S: wakeUp.PK }, SK: { S: wakeUp.SK } } },
    };
    expect(wakes('alert', removal)).toBe(false);
  });

  it.each(['recompute', 'alert'] as const)('never wake %s by what it writes itself', (folder) => {
    const own = WRITTEN[folder].filter((written) => wakes(folder, written));

    expect(own).toEqual([]);
  });

  it('are pairwise disjoint: no change that is ever written matches two of them', () => {
    const filters = ['recompute', 'alert'].flatMap(filtersOf);
    for (const written of Object.values(WRITTEN).flat()) {
      expect(filters.filter((filter) => matches(filter, written)).length).toBeLessThanOrEqual(1);
    }
  });

  it('lead from ingest, and from the rules that are written, to recompute to alert and no further', () => {
    const wakings = Object.entries(WRITTEN).flatMap(([writer, images]) =>
      ['recompute', 'alert']
        .filter((reader) => images.some((written) => wakes(reader, written)))
        .map((reader) => `${writer} wakes ${reader}`),
    );

    // Ingest wakes alert with what the operator is told.
    expect(wakings).toEqual([
      'ingest wakes recompute',
      'ingest wakes alert',
      'recompute wakes alert',
      'rules wakes recompute',
    ]);
  });
});

function image(key: Key, status?: string, eventName = 'INSERT'): unknown {
  return {
    eventName,
    dynamodb: {
      Keys: { PK: { S: key.PK }, SK: { S: key.SK } },
      NewImage: { PK: { S: key.PK }, SK: { S: key.SK }, ...(status && { status: { S: status } }) },
    },
  };
}

function filtersOf(folder: string): unknown[] {
  return mappings
    .map(([, { Properties }]) => mappingSchema.parse(Properties))
    .filter(({ FunctionName }) => FunctionName === functionId(template, folder))
    .flatMap(({ FilterCriteria }) => FilterCriteria.Filters.map(({ Pattern }) => Pattern));
}

function wakes(folder: string, written: unknown): boolean {
  return filtersOf(folder).some((filter) => matches(filter, written));
}

const writtenSchema = z.object({
  dynamodb: z.object({
    Keys: z.object({ SK: z.object({ S: z.string() }) }),
    NewImage: z.object({ status: z.object({ S: z.string() }).optional() }),
  }),
});

/** Of everything that is ever written, what wakes a function: sort key, and status where there is one. */
function wakers(folder: string): string[] {
  return Object.values(WRITTEN)
    .flat()
    .filter((written) => wakes(folder, written))
    .map((written) => writtenSchema.parse(written).dynamodb)
    .map(({ Keys, NewImage }) => [Keys.SK.S, NewImage.status?.S].filter(Boolean).join(' '));
}
