import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { instant } from '../../shared/domain/observation.ts';
import { pair } from '../../shared/domain/pair.ts';
import { period } from '../../shared/domain/period.ts';
import type { Marks } from '../../shared/sources/source.ts';
import { worldBank } from '../../shared/sources/world-bank.ts';
import { serveLoopback } from '../support/loopback.ts';
import { sourceContext } from '../support/source-context.ts';

/** A database of 2026-07-13. */
const KOREA_JAPAN = readFileSync(
  new URL('../specimens/world-bank/korea-japan.json', import.meta.url),
  'utf8',
);
const NEXT = KOREA_JAPAN.replace('"lastupdated":"2026-07-13"', '"lastupdated":"2026-10-07"');

interface Row {
  readonly indicator: { readonly id: string };
  readonly countryiso3code: string;
  readonly date: string;
}

/** Serves of an answer the rows that are asked for, and remembers for which economies and years it was asked. */
async function whenAsked(body: string, known: Marks, knownAt = '2026-11-25T06:00:00Z') {
  const asked: string[] = [];
  const app = new Hono();
  app.get('/country/:codes/indicator/:series', (c) => {
    const [codes, series] = [c.req.param('codes').split(';'), c.req.param('series').split(';')];
    const [from = '', to = ''] = c.req.query('date')?.split(':') ?? [];
    asked.push(`${codes.join('+')} ${from} to ${to}`);
    const [page, rows] = JSON.parse(body);
    const wanted = rows.filter(
      ({ indicator, countryiso3code, date }: Row) =>
        codes.includes(countryiso3code) &&
        series.includes(indicator.id) &&
        from <= date &&
        date <= to,
    );
    return c.json([{ ...page, pages: 1, total: wanted.length }, wanted]);
  });
  const context = sourceContext({
    baseUrl: await serveLoopback(app),
    knownAt: instant(knownAt),
  });
  const target = {
    ...{ pair: pair('KR-JP'), frequency: 'A' as const },
    ...{ from: period('2015'), to: period('2025') },
  };
  const answer = await worldBank.fetchChanged?.({ targets: [target] }, known, context);
  if (!answer) throw new Error('the World Bank tells what has changed');
  return { asked, marks: answer.marks, count: answer.observations.length };
}

describe('the day on which the database was updated', () => {
  test('comes with the figures, and is the mark of all of them', async () => {
    const { asked, marks, count } = await whenAsked(KOREA_JAPAN, {});

    expect(asked).toEqual(['KOR+JPN 2015 to 2025']);
    expect(marks).toEqual({ database: '2026-07-13' });
    expect(count).toBeGreaterThan(0);
  });

  test('is asked for with one economy and year, and where it is the same nothing else is', async () => {
    const { marks } = await whenAsked(KOREA_JAPAN, {});
    const again = await whenAsked(KOREA_JAPAN, marks);

    expect(again).toEqual({ asked: ['KOR 2019 to 2019'], marks, count: 0 });
  });

  test('has everything asked for where it is another', async () => {
    const { marks } = await whenAsked(KOREA_JAPAN, {});
    const next = await whenAsked(NEXT, marks);

    expect(next.asked).toEqual(['KOR 2019 to 2019', 'KOR+JPN 2015 to 2025']);
    expect(next.marks).toEqual({ database: '2026-10-07' });
    expect(next.count).toBeGreaterThan(0);
  });

  test('is no mark before it is over everywhere: it may be updated once more', async () => {
    const marks = async (at: string) => (await whenAsked(KOREA_JAPAN, {}, at)).marks;

    expect(await marks('2026-07-14T23:59:59Z')).toEqual({});
    expect(await marks('2026-07-15T00:00:00Z')).toEqual({ database: '2026-07-13' });
  });
});
