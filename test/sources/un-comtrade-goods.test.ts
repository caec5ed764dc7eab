import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { pair } from '../../shared/domain/pair.ts';
import { period } from '../../shared/domain/period.ts';
import type { SourceTarget } from '../../shared/sources/source.ts';
import { unComtrade } from '../../shared/sources/un-comtrade.ts';
import { serveLoopback } from '../support/loopback.ts';
import { sourceContext } from '../support/source-context.ts';

type Row = Record<string, unknown>;

const JUNE = JSON.parse(
  readFileSync(new URL('../specimens/un-comtrade/us-2026-06.json', import.meta.url), 'utf8'),
) as { data: Row[] };

function target(text: string): SourceTarget {
  return { pair: pair(text), frequency: 'M', from: period('2026-06'), to: period('2026-06') };
}

/** Answers each call with those rows of June that it asks for, changed, and remembers what was asked. */
async function answering(change: (row: Row) => Row[]) {
  const asked: Record<string, string>[] = [];
  const app = new Hono();
  app.all('*', (c) => {
    const query = c.req.query();
    asked.push(query);
    const partners = (query['partnerCode'] ?? '').split(',');
    const data = JUNE.data
      .flatMap(change)
      .filter((row) => partners.includes(String(row['partnerCode'])));
    return c.json({ elapsedTime: '0.05 secs', count: data.length, data, error: '' });
  });
  const baseUrl = await serveLoopback(app);
  const fetched = async (...pairs: string[]): Promise<string[]> => {
    const targets = pairs.map(target);
    const observations = await unComtrade.fetch({ targets }, sourceContext({ baseUrl }));
    return observations.map(
      ({ pair: of, indicator, value, basis }) => `${of} ${indicator} ${value.toFixed()} ${basis}`,
    );
  };
  return { asked, fetched };
}

/** What is said of Japan stands for the world, too. */
const withWorld = (row: Row): Row[] =>
  row['partnerCode'] === 392
    ? [row, { ...row, partnerCode: 0, primaryValue: 9, fobvalue: 8 }]
    : [row];

describe('the world', () => {
  test('is the total beside each pair of a call', async () => {
    const { fetched } = await answering(withWorld);
    const totals = (await fetched('US-JP', 'US-KR')).filter((line) => line.includes('total'));

    expect(totals.toSorted()).toEqual([
      'US-JP total-exports 9 FOB',
      'US-JP total-imports 8 customs value',
      'US-KR total-exports 9 FOB',
      'US-KR total-imports 8 customs value',
    ]);
  });

  test('is a partner where it is watched as one', async () => {
    const { fetched } = await answering(withWorld);

    expect((await fetched('US-WORLD')).toSorted()).toEqual([
      'US-WORLD exports 9 FOB',
      'US-WORLD imports 8 customs value',
    ]);
  });

  test('reports nothing', async () => {
    const { asked, fetched } = await answering(withWorld);

    await expect(fetched('WORLD-US')).rejects.toMatchObject({ code: 'source.unsupported-pair' });
    expect(asked).toEqual([]);
  });
});

describe('some goods', () => {
  const cars = (row: Row): Row[] => [{ ...row, cmdCode: '8703' }];

  test('are asked for in calls of their own, and told of the pair of these goods', async () => {
    const { asked, fetched } = await answering(cars);

    expect((await fetched('US-JP:8703'))[0]).toMatch(/^US-JP:8703 imports \d+ customs value$/);
    expect(asked.map(({ cmdCode }) => cmdCode)).toEqual(['8703']);
  });

  test('other than were asked for spoil the whole answer', async () => {
    const { fetched } = await answering(cars);

    await expect(fetched('US-JP:8704')).rejects.toMatchObject({ code: 'source.echo' });
    await expect(fetched('US-JP')).rejects.toMatchObject({ code: 'source.echo' });
  });
});
