import { Hono } from 'hono';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createHandler } from '../../../functions/ingest/wiring.ts';
import type { DeployedWorkQueue } from '../../../infra/local/physical-resources.ts';
import { openWorkQueue, type WorkQueue } from '../../../infra/local/work-queue.ts';
import { WELCOME } from '../../../shared/domain/notice.ts';
import { instant } from '../../../shared/domain/observation.ts';
import { settingsSchema } from '../../../shared/domain/settings.ts';
import { createLogger } from '../../../shared/platform/logger.ts';
import { putNotice } from '../../../shared/store/notices.ts';
import { lastRun } from '../../../shared/store/runs.ts';
import { embeddedDatabase, type TestTable } from '../../support/embedded-database.ts';
import { listeningLogger } from '../../support/logs.ts';
import { serveLoopback } from '../../support/loopback.ts';

const database = embeddedDatabase();
const NOW = new Date('2026-03-05T08:00:00Z');
const REPORTERS = ['XA', 'XB', 'XC'];
const PARTNERS = [...'ABCDEFG'].flatMap((letter) =>
  ['', ':85', ':87'].map((goods) => `Q${letter}${goods}`),
);
const PAIRS = REPORTERS.flatMap((reporter) => PARTNERS.map((partner) => `${reporter}-${partner}`));
const MONTHS = ['2025-11', '2025-12', '2026-01'];

/** Sixty-three pairs between fictional economies, of three kinds of goods, three months of exports and imports each. */
const SETTINGS = settingsSchema.parse({
  pairs: Object.fromEntries(PAIRS.map((pair) => [pair, { M: 'published-figures' }])),
  sources: {
    'published-figures': { schedule: 'rate(1 day)', timeZone: 'UTC', historyFrom: '2025-11' },
  },
  rules: [],
});

function figures(pairs: readonly string[] = PAIRS): string {
  const rows = pairs.flatMap((pair, index) =>
    MONTHS.flatMap((month) =>
      ['exports', 'imports'].map(
        (indicator) =>
          `${pair},${indicator},${month},${100 + index},1e6,USD,FOB,final,Customs,"Bulletin, table 1"`,
      ),
    ),
  );
  const header = 'pair,indicator,period,value,scale,unit,basis,status,publisher,citation';
  return [header, ...rows, ''].join('\n');
}

interface Given {
  readonly table: TestTable;
  readonly queue: WorkQueue;
  readonly handler: ReturnType<typeof createHandler>;
  readonly events: () => string[];
  /** How often the source was asked. */
  readonly asked: () => number;
}

/** An ingest function fed from a queue, whose source answers as `answer` says. */
async function givenIngest(
  answer: (nth: number) => Response = () => csv(figures()),
  deployed: Partial<DeployedWorkQueue> = {},
): Promise<Given> {
  const table = await database.freshTable();
  const queue = await openWorkQueue(
    {
      logicalId: 'Work',
      functionId: 'Ingest',
      visibilityTimeoutSeconds: 1,
      attempts: 3,
      ...deployed,
    },
    createLogger(() => {}),
  );
  onTestFinished(queue.stop);
  let asked = 0;
  const upstream = new Hono();
  upstream.get('/figures.csv', () => {
    asked += 1;
    return answer(asked);
  });
  const { log, events } = listeningLogger();
  const handler = createHandler({
    environment: {
      ...process.env,
      TABLE_NAME: table.name,
      WORK_QUEUE_URL: queue.url,
      WORK_ATTEMPTS: '3',
      AWS_ENDPOINT_URL_DYNAMODB: table.url,
      AWS_ENDPOINT_URL_SQS: queue.endpoint,
      UPSTREAM_PUBLISHED_FIGURES: `${await serveLoopback(upstream)}/figures.csv`,
    },
    clock: { now: () => NOW, sleep: () => Promise.resolve() },
    log,
  });
  return { table, queue, handler, events, asked: () => asked };
}

function csv(text: string): Response {
  return new Response(text, { headers: { 'content-type': 'text/csv' } });
}

/** Drains the queue, again where something came back after its visibility time-out, until nothing has been in it for long. */
async function drained(
  queue: WorkQueue,
  worker: (event: unknown) => Promise<undefined>,
): Promise<number> {
  let pieces = 0;
  for (let idle = 0; idle < 2; ) {
    const { size } = await queue.drain(worker);
    pieces += size;
    idle = size === 0 ? idle + 1 : 0;
    if (size === 0) await new Promise((resolve) => setTimeout(resolve, 1_100));
  }
  return pieces;
}

async function observed(table: TestTable): Promise<string[]> {
  return (await table.items())
    .filter(({ SK }) => SK.startsWith('OBS#') || SK.startsWith('VINT#'))
    .map(({ PK, SK }) => `${PK} ${SK.split('#').slice(0, 3).join('#')}`)
    .toSorted();
}

const EVERYTHING = PAIRS.flatMap((pair) =>
  ['OBS', 'VINT'].flatMap((kind) =>
    ['exports', 'imports'].flatMap((indicator) =>
      MONTHS.map((month) => `PAIR#${pair} ${kind}#${indicator}#${month}`),
    ),
  ),
).toSorted();

describe('a deployment', () => {
  it('brings the figures of its sources by itself, and leaves nothing in the queue', async () => {
    const { table, queue, handler } = await givenIngest();

    await handler({ deployment: SETTINGS });
    await drained(queue, quietly(handler));

    expect(await observed(table)).toEqual(EVERYTHING);
    expect((await queue.drain(quietly(handler))).size).toBe(0);
  });

  it('that is applied twice asks once', async () => {
    const { queue, handler } = await givenIngest();

    await handler({ deployment: SETTINGS });
    await handler({ deployment: SETTINGS });

    const first = await queue.drain(async () => undefined);
    expect(first.size).toBe(1);
  });
});

describe("the operator's first mail", () => {
  it('is announced again by each poll until it went out', async () => {
    const { table, queue, handler } = await givenIngest();
    const letter = { id: WELCOME, at: instant(NOW), subject: 'It works', text: 'It works.' };
    await putNotice(table, letter);
    await handler({ deployment: SETTINGS });
    await drained(queue, quietly(handler));

    const notices = (await table.items()).filter(({ SK }) => SK === 'NOTICE#welcome');
    expect(notices).toMatchObject([{ status: 'PENDING', touchedAt: NOW.toISOString() }]);
  });
});

describe('a large watch list', () => {
  it('is loaded in pieces, each pair once, though runs die and the source turns some away', async () => {
    let handled = 0;
    const { table, queue, handler, asked } = await givenIngest((nth) =>
      nth === 3 ? new Response('slow down', { status: 429 }) : csv(figures()),
    );
    await handler({ deployment: SETTINGS });
    const worker = async (event: unknown): Promise<undefined> => {
      handled += 1;
      // Before anything was done, and, as when time runs out at the very end, after everything was.
      if (handled === 3) throw new Error('the process died');
      await handler(event);
      if (handled === 6) throw new Error('out of time');
    };

    await drained(queue, worker);

    expect(await observed(table)).toEqual(EVERYTHING);
    // One poll, nine pieces, of which two were done twice; and the source was asked once more after it said no.
    expect(handled).toBe(12);
    expect(asked()).toBe(11);
  });

  it('whose pieces partly fail for good is told as failing, with what the others brought', async () => {
    const { table, queue, handler } = await givenIngest((nth) =>
      nth === 2 ? csv('not,a,table\n') : csv(figures()),
    );
    await handler({ deployment: SETTINGS });

    await drained(queue, quietly(handler));

    expect(await lastRun(table, 'published-figures')).toMatchObject({
      outcome: 'failed',
      code: 'source.header',
      newestPeriod: '2026-01',
    });
  });
});

describe('a message', () => {
  it('that cannot be read is given up after three attempts and changes nothing', async () => {
    const { table, queue, handler } = await givenIngest();
    await queue.send({ group: 'us-census', body: '{"source": 1}' });

    expect(await drained(queue, quietly(handler))).toBe(3);
    expect(await table.items()).toEqual([]);
  });

  it('that comes before the settings is tried again until they are there', async () => {
    const { table, queue, handler } = await givenIngest();
    await queue.send({
      group: 'published-figures',
      body: JSON.stringify({
        source: 'published-figures',
        scheduledTime: '2026-03-05T08:00:00Z',
        execution: 'e1',
      }),
    });
    const [[, first] = []] = await queue.drain(quietly(handler));
    expect(first).toMatchObject({ kind: 'failed', error: { code: 'ingest.not-configured' } });

    await handler({ deployment: SETTINGS });
    await drained(queue, quietly(handler));
    expect(await observed(table)).toEqual(EVERYTHING);
  });
});

/** The handler, where only the table is looked at. */
function quietly(handler: Given['handler']): (event: unknown) => Promise<undefined> {
  return async (event) => {
    await handler(event);
  };
}
