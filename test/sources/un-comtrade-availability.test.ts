import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { createUnComtradeUpstream } from '../../infra/local/upstreams/un-comtrade.ts';
import { pair } from '../../shared/domain/pair.ts';
import { frequencyOf, period } from '../../shared/domain/period.ts';
import type { MarkedAnswer, Marks, SourceTarget } from '../../shared/sources/source.ts';
import { unComtrade } from '../../shared/sources/un-comtrade.ts';
import { serveLoopback } from '../support/loopback.ts';
import { sourceContext } from '../support/source-context.ts';

const KEY = '0123456789abcdef0123456789abcdef';
const BEFORE = specimen('availability-au-2022-12.json');
const AFTER = specimen('availability-au-2023-01.json');
const NO_ROWS = specimen('no-rows.json');

function specimen(name: string): string {
  return readFileSync(new URL(`../specimens/un-comtrade/${name}`, import.meta.url), 'utf8');
}

function target(pairText: string, from: string, to = from): SourceTarget {
  const frequency = frequencyOf(period(from)) === 'A' ? 'A' : 'M';
  return { pair: pair(pairText), frequency, from: period(from), to: period(to) };
}

interface Asked {
  readonly observations: MarkedAnswer['observations'];
  readonly marks: Marks;
  /** The calls in their order: `getDa 36 202205,202206`, `preview 36 202206`, `pause`. */
  readonly calls: readonly string[];
}

/** Asks a server that has nothing but the availability that is given. */
async function whenAsked(
  available: string,
  known: Marks,
  targets: readonly SourceTarget[],
  { status = 200, apiKey = undefined as string | undefined } = {},
): Promise<Asked> {
  const calls: string[] = [];
  const app = new Hono();
  const json = { 'content-type': 'application/json' };
  app.get('/:access{public|data}/v1/:what/C/:frequency/HS', (c) => {
    const { what, access } = c.req.param();
    calls.push([what, c.req.query('reporterCode'), c.req.query('period')].join(' '));
    if (access === 'data' && c.req.header('ocp-apim-subscription-key') !== KEY) {
      return c.body('', 401);
    }
    if (what === 'getDa') return new Response(available, { status, headers: json });
    return new Response(NO_ROWS, { headers: json });
  });
  const context = sourceContext({
    baseUrl: await serveLoopback(app),
    apiKey,
    sleep: async () => void calls.push('pause'),
  });
  const answer = await unComtrade.fetchChanged?.({ targets }, known, context);
  if (!answer) throw new Error('Comtrade tells what has changed');
  return { ...answer, calls };
}

const JUNE = target('AU-JP', '2022-06');

describe('what Comtrade says of its datasets', () => {
  test('is asked before the figures, of all reporters and up to twelve periods in a call', async () => {
    const targets = [target('AU-JP', '2022-01', '2023-02'), target('KR-JP', '2022-01', '2023-02')];
    const { calls } = await whenAsked(NO_ROWS, {}, targets);
    const [year, rest] = [
      Array.from({ length: 12 }, (_, index) => `2022${String(index + 1).padStart(2, '0')}`),
      ['202301', '202302'],
    ];

    expect(calls.slice(0, 4)).toEqual([
      `getDa 36,410 ${year.join(',')}`,
      'pause',
      `getDa 36,410 ${rest.join(',')}`,
      'pause',
    ]);
    expect(calls.filter((call) => call.startsWith('preview'))).toHaveLength(28);
  });

  test('is asked with the key where there is one', async () => {
    const { calls } = await whenAsked(BEFORE, {}, [JUNE], { apiKey: KEY });
    expect(calls).toEqual(['getDa 36 202206', 'pause', 'get 36 202206']);
  });

  test('asks for nothing else where it is what it was', async () => {
    const { marks } = await whenAsked(BEFORE, {}, [JUNE]);
    const again = await whenAsked(BEFORE, marks, [JUNE]);

    expect(again.calls).toEqual(['getDa 36 202206']);
    expect(again).toMatchObject({ observations: [], marks });
  });

  test('asks for the periods of which a dataset was replaced, and for no other', async () => {
    const targets = [target('AU-JP', '2022-05', '2022-06')];
    const { marks } = await whenAsked(BEFORE, {}, targets);
    const replaced = await whenAsked(AFTER, marks, targets);

    expect(replaced.calls).toEqual(['getDa 36 202205,202206', 'pause', 'preview 36 202206']);
    expect(Object.keys(replaced.marks)).toEqual(['M 2022-05', 'M 2022-06']);
    expect(replaced.marks['M 2022-05']).toBe(marks['M 2022-05']);
    expect(replaced.marks['M 2022-06']).not.toBe(marks['M 2022-06']);
  });

  test.each(['totalRecords', 'datasetChecksum', 'lastReleased', 'classificationCode'])(
    'has changed where %s has',
    async (field) => {
      const { marks } = await whenAsked(BEFORE, {}, [JUNE]);
      const envelope = JSON.parse(BEFORE);
      const [row] = envelope.data;
      envelope.data = [{ ...row, [field]: typeof row[field] === 'number' ? 7 : 'S4' }];
      const changed = await whenAsked(JSON.stringify(envelope), marks, [JUNE]);

      expect(changed.calls).toContain('preview 36 202206');
    },
  );

  test('has changed where a classification is added, in whatever order they come', async () => {
    const envelope = JSON.parse(BEFORE);
    const second = { ...envelope.data[0], classificationCode: 'H5', datasetChecksum: 11 };
    const both = (rows: unknown[]) => JSON.stringify({ ...envelope, count: 2, data: rows });
    const { marks } = await whenAsked(BEFORE, {}, [JUNE]);
    const added = await whenAsked(both([envelope.data[0], second]), marks, [JUNE]);
    const turned = await whenAsked(both([second, envelope.data[0]]), added.marks, [JUNE]);

    expect(added.calls).toContain('preview 36 202206');
    expect(turned.calls).toEqual(['getDa 36 202206']);
  });

  test('asks all reporters for a period in which one of them has released, so that blocs add up', async () => {
    const targets = [JUNE, target('KR-JP', '2022-06')];
    const { marks } = await whenAsked(BEFORE, {}, targets);
    const { calls } = await whenAsked(AFTER, marks, targets);

    expect(calls.filter((call) => call.startsWith('preview'))).toEqual([
      ...['preview 36 202206', 'preview 410 202206'],
    ]);
  });

  test.each([
    ['of another shape', '{"count":1,"data":[{"period":"June"}],"error":""}', 200],
    ['that is cut', '{"count":5,"data":[],"error":""}', 200],
    ['about something else', BEFORE.replace('"period":202206', '"period":202205'), 200],
    ['of a path that is gone', '{ "statusCode": 404, "message": "Resource not found" }', 404],
    ['of a server that is down', 'unavailable', 503],
  ])('counts for nothing in an answer %s: all is asked', async (_, body, status) => {
    const { marks } = await whenAsked(BEFORE, {}, [JUNE]);
    const asked = await whenAsked(body, marks, [JUNE], { status });

    expect(asked.calls).toEqual(['getDa 36 202206', 'pause', 'preview 36 202206']);
    expect(asked.marks).toEqual({});
  });
});

describe('the replay', () => {
  test('marks a year when it is released, and leaves the years before alone', async () => {
    let now = new Date('2025-01-01T00:00:00Z');
    const baseUrl = await serveLoopback(createUnComtradeUpstream({ now: () => now }));
    const ask = (known: Marks) =>
      unComtrade.fetchChanged?.(
        { targets: [target('KR-CN', '2022', '2024')] },
        known,
        sourceContext({ baseUrl }),
      );
    const periods = (answer: MarkedAnswer | undefined) => [
      ...new Set(answer?.observations.map((of) => of.period)),
    ];

    const first = await ask({});
    now = new Date('2025-07-01T00:00:00Z');
    const second = await ask(first?.marks ?? {});
    const third = await ask(second?.marks ?? {});

    expect([first, second, third].map(periods)).toEqual([['2023'], ['2024'], []]);
    expect(third?.marks).toEqual(second?.marks);
  });
});
