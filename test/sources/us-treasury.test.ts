import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import type { Observation } from '../../shared/domain/observation.ts';
import { pair } from '../../shared/domain/pair.ts';
import { period } from '../../shared/domain/period.ts';
import type { SourceTarget } from '../../shared/sources/source.ts';
import { usTreasury } from '../../shared/sources/us-treasury.ts';
import { serveLoopback } from '../support/loopback.ts';
import { sourceContext } from '../support/source-context.ts';

const SPECIMEN = readFileSync(
  new URL('../specimens/us-treasury/customs-duties.json', import.meta.url),
  'utf8',
);

function target(text = 'US-WORLD', from = '2025-12', to = '2026-02'): SourceTarget {
  return { pair: pair(text), frequency: 'M', from: period(from), to: period(to) };
}

async function fetched(
  body: string,
  targets: SourceTarget[] = [target()],
  { status = 200, type = 'application/json' } = {},
) {
  const asked: URL[] = [];
  const app = new Hono();
  app.all('*', (c) => {
    asked.push(new URL(c.req.url));
    return new Response(body, { status, headers: { 'content-type': type } });
  });
  const context = sourceContext({ baseUrl: await serveLoopback(app) });
  const outcome = await usTreasury.fetch({ targets }, context).catch((error: unknown) => error);
  return { asked, outcome };
}

async function said(body: string, ...targets: SourceTarget[]): Promise<string[]> {
  const { outcome } = await fetched(body, targets.length > 0 ? targets : [target()]);
  if (!Array.isArray(outcome)) throw outcome;
  return outcome.map(
    ({ pair: of, indicator, period: at, value, basis }: Observation) =>
      `${of} ${indicator} ${at} ${value.toFixed()} ${basis}`,
  );
}

/** The specimen with fields of its last row changed. */
function changed(fields: Record<string, string>): string {
  const envelope = JSON.parse(SPECIMEN) as { data: Record<string, string>[] };
  Object.assign(envelope.data.at(-1) ?? {}, fields);
  return JSON.stringify(envelope);
}

describe('what is asked', () => {
  test('is table 4, where gross receipts, refunds and net stand apart, for the months that are wanted', async () => {
    const { asked } = await fetched(SPECIMEN);
    const [url] = asked;

    expect(asked).toHaveLength(1);
    expect(url?.pathname).toBe('/v1/accounting/mts/mts_table_4');
    expect(url?.searchParams.get('filter')).toBe(
      'classification_desc:eq:Customs Duties,record_date:gte:2025-12-01,record_date:lte:2026-02-31',
    );
    expect(url?.searchParams.get('page[size]')).toBe('10000');
    expect(url?.search).toContain('page%5Bnumber%5D=1');
  });

  test('is nothing where nothing is wanted', async () => {
    expect((await fetched(SPECIMEN, [])).asked).toEqual([]);
  });

  test.each(['US-KR', 'KR-WORLD'])(
    'is nothing of %s: receipts are of every origin',
    async (text) => {
      const { asked, outcome } = await fetched(SPECIMEN, [target(text)]);

      expect(outcome).toMatchObject({ code: 'source.unsupported-pair' });
      expect(asked).toEqual([]);
    },
  );
});

describe('what is read', () => {
  test('receipts keep their cents, and the text "null" is no figure', async () => {
    expect(await said(SPECIMEN)).toEqual([
      'US-WORLD duties-collected 2025-12 27892382035.2 cash',
      'US-WORLD duties-collected 2026-01 27742448220.24 cash',
      'US-WORLD duties-collected 2026-02 26593808711.49 cash',
    ]);
  });

  test('gross receipts and refunds stand beside the net, which may be below zero', async () => {
    const refunds = changed({
      current_month_gross_rcpt_amt: '20000000000.00',
      current_month_refund_amt: '25000000000.50',
      current_month_net_rcpt_amt: '-5000000000.50',
    });

    expect((await said(refunds)).slice(2)).toEqual([
      'US-WORLD duties-collected-gross 2026-02 20000000000 cash',
      'US-WORLD duties-refunded 2026-02 25000000000.5 cash',
      'US-WORLD duties-collected 2026-02 -5000000000.5 cash',
    ]);
  });
});

describe('an answer', () => {
  test.each([
    ['of another line', changed({ classification_desc: 'Excise Taxes' }), 'echo'],
    ['of a month that was not asked for', changed({ record_date: '2026-03-31' }), 'echo'],
    ['in thousands with commas', changed({ current_month_net_rcpt_amt: '26,593' }), 'shape'],
    [
      'whose columns do not add up',
      changed({ current_month_gross_rcpt_amt: '30', current_month_refund_amt: '1' }),
      'identity',
    ],
    ['that is cut', SPECIMEN.replace('"total-count":3', '"total-count":4'), 'cut'],
    ['on several pages', SPECIMEN.replace('"total-pages":1', '"total-pages":2'), 'cut'],
    ['of another shape', '{"data":{}}', 'shape'],
    ['that is no JSON', '<html>', 'shape'],
  ])('%s is refused', async (_, body, rule) => {
    expect((await fetched(body)).outcome).toMatchObject({ code: `source.${rule}` });
  });

  test('of another status or media type is refused', async () => {
    expect((await fetched('{}', undefined, { status: 400 })).outcome).toMatchObject({
      code: 'source.status',
    });
    expect((await fetched('<p>', undefined, { type: 'text/html' })).outcome).toMatchObject({
      code: 'source.content-type',
    });
  });
});
