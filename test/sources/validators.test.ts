import { Hono } from 'hono';
import { describe, expect, it, test } from 'vitest';
import { pair } from '../../shared/domain/pair.ts';
import { period } from '../../shared/domain/period.ts';
import { publishedFigures } from '../../shared/sources/published-figures.ts';
import type { Marks } from '../../shared/sources/source.ts';
import { conditionsOf, validatorsOf } from '../../shared/sources/validators.ts';
import { serveLoopback } from '../support/loopback.ts';
import { sourceContext } from '../support/source-context.ts';

const NOON = 'Wed, 25 Nov 2026 12:00:00 GMT';
const A_MINUTE_BEFORE = 'Wed, 25 Nov 2026 11:59:00 GMT';
const LESS = 'Wed, 25 Nov 2026 11:59:01 GMT';

describe('the version of a file', () => {
  it.each<[string, Record<string, string>, Marks]>([
    ['is its tag', { etag: '"a1"', 'last-modified': LESS, date: NOON }, { etag: '"a1"' }],
    ['is not a weak tag', { etag: 'W/"a1"' }, {}],
    [
      'is the time of its last change, where that is a minute ago',
      { 'last-modified': A_MINUTE_BEFORE, date: NOON },
      { modified: A_MINUTE_BEFORE },
    ],
    ['is not that time before: it may change again', { 'last-modified': LESS, date: NOON }, {}],
    ['is not a time that cannot be told old', { 'last-modified': A_MINUTE_BEFORE }, {}],
    ['is not a time that is none', { 'last-modified': 'soon', date: NOON }, {}],
  ])('%s', (_, headers, marks) => {
    expect(validatorsOf(new Headers(headers))).toEqual(marks);
  });

  it('is what is asked for another than', () => {
    expect(conditionsOf({ etag: '"a1"' })).toEqual({ 'if-none-match': '"a1"' });
    expect(conditionsOf({ modified: NOON })).toEqual({ 'if-modified-since': NOON });
    expect(conditionsOf({})).toEqual({});
  });
});

const HEADER = 'pair,indicator,period,value,scale,unit,basis,status,publisher,citation';
const FIGURES = `${HEADER}\nXA-XB,exports,2025-01,3,1e6,USD,FOB,final,Customs,"Bulletin, 1"\n`;

describe('figures at a URL', () => {
  async function whenAsked(known: Marks, etag = '"v1"') {
    const asked: (string | undefined)[] = [];
    const app = new Hono();
    app.get('/figures.csv', (c) => {
      asked.push(c.req.header('if-none-match'));
      const headers = { etag, 'content-type': 'text/csv' };
      if (c.req.header('if-none-match') === etag)
        return new Response(null, { status: 304, headers });
      return new Response(FIGURES, { headers });
    });
    const months = { from: period('2025-01'), to: period('2025-02') };
    const answer = await publishedFigures.fetchChanged?.(
      { targets: [{ pair: pair('XA-XB'), frequency: 'M', ...months }] },
      known,
      sourceContext({ baseUrl: `${await serveLoopback(app)}/figures.csv` }),
    );
    return { asked, marks: answer?.marks, count: answer?.observations.length };
  }

  test('are not sent again where they are as they were', async () => {
    const first = await whenAsked({});
    const again = await whenAsked(first.marks ?? {});

    expect(first).toEqual({ asked: [undefined], marks: { etag: '"v1"' }, count: 1 });
    expect(again).toEqual({ asked: ['"v1"'], marks: { etag: '"v1"' }, count: 0 });
  });

  test('are read where the file is another', async () => {
    expect(await whenAsked({ etag: '"v0"' })).toEqual({
      ...{ asked: ['"v0"'], marks: { etag: '"v1"' }, count: 1 },
    });
  });

  test('that come with the deployment are always read', async () => {
    const months = { from: period('2025-01'), to: period('2025-02') };
    const answer = await publishedFigures.fetchChanged?.(
      { targets: [{ pair: pair('XA-XB'), frequency: 'M', ...months }] },
      {},
      sourceContext({ shipped: { figures: FIGURES } }),
    );
    expect(answer).toMatchObject({ marks: {}, observations: [{ period: '2025-01' }] });
  });
});
