import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { isSettled } from '../../../functions/query/caching.ts';
import { instant } from '../../../shared/domain/observation.ts';
import { settingsSchema } from '../../../shared/domain/settings.ts';
import { entityTag, isNamedIn } from '../../../shared/platform/entity-tag.ts';
import { writeRun } from '../../../shared/store/runs.ts';
import { writeSettings } from '../../../shared/store/settings.ts';
import { historyAnswer } from '../../support/answers.ts';
import { embeddedDatabase } from '../../support/embedded-database.ts';
import { assertLaw } from '../../support/law.ts';
import { vintagesOf } from '../../support/observations.ts';
import {
  type AskedApp,
  givenRelease,
  givenSeveralReleases,
  queryOver,
  RESTATED_AT,
} from '../../support/query.ts';
import { functionId, synthesize } from '../../support/synthesize.ts';

const database = embeddedDatabase();
const NOW = new Date('2025-09-03T12:00:00Z');
let query: AskedApp;
beforeAll(async () => {
  const table = await database.freshTable();
  await givenSeveralReleases(table);
  query = queryOver(table, () => NOW);
});

const HISTORY = '/v1/pairs/XA-XB/metrics/balance';
const LONG = '/v1/metrics';

async function headersOf(target: string, headers: Record<string, string> = {}, method = 'GET') {
  const response = await query.app.request(target, { headers, method });
  return { status: response.status, headers: response.headers, body: await response.bytes() };
}

const tagOf = async (target: string, headers: Record<string, string> = {}): Promise<string> =>
  (await headersOf(target, headers)).headers.get('etag') ?? '';

describe('how long an answer holds', () => {
  const cached = async (target: string) => (await headersOf(target)).headers.get('cache-control');

  it.each([
    '/v1/pairs',
    '/v1/pairs/XA-XB',
    HISTORY,
    '/v1/pairs/XA-XB/observations/exports',
    '/v1/alerts',
    '/v1/alerts.atom',
    '/v1/sources',
    '/v1/releases.ics',
  ])('is a minute, and a while longer while it is asked anew, for %s', async (target) => {
    expect(await cached(target)).toBe('public, max-age=60, stale-while-revalidate=600');
  });

  it.each([HISTORY, '/v1/pairs/XA-XB/observations/exports'])(
    'is for good for %s as of what is past for more than 20 minutes, and a minute for the rest',
    async (path) => {
      const [minute, good] = [/max-age=60,/, /^public, max-age=31536000, immutable$/];

      expect(await cached(`${path}?asOf=2025-09-02`)).toMatch(good);
      expect(await cached(`${path}?asOf=2025-09-03T11:39:59.999Z`)).toMatch(good);
      expect(await cached(`${path}?asOf=2025-09-03T11:40:00Z`)).toMatch(minute);
      expect(await cached(`${path}?asOf=2025-09-03T12:00:00Z`)).toMatch(minute);
      // Today ends in the future, and so does a day that has begun in the east only.
      expect(await cached(`${path}?asOf=2025-09-03`)).toMatch(minute);
      expect(await cached(`${path}?asOf=2099-01-01`)).toMatch(minute);
    },
  );

  it('is never for good where a source dates its own vintages, which may come late', async () => {
    const table = await database.freshTable();
    await givenSeveralReleases(table);
    const source = { schedule: 'rate(1 day)', timeZone: 'UTC', historyFrom: '2025-01' };
    const sources = { fred: source, 'us-census': source };
    const pairs = { 'XA-XB': { M: 'fred' }, 'XB-XC': { M: 'us-census' } };
    await writeSettings(table, settingsSchema.parse({ pairs, sources, rules: [] }));
    const { app } = queryOver(table, () => NOW);
    const held = async (pair: string): Promise<string | null> => {
      const path = `/v1/pairs/${pair}/observations/exports?asOf=2025-06-01`;
      return (await app.request(path)).headers.get('cache-control');
    };

    expect(await held('XA-XB')).toMatch(/max-age=60,/);
    expect(await held('XB-XC')).toMatch(/immutable/);
  });

  it('is an hour for what only a deployment changes', async () => {
    for (const target of ['/v1/metrics', '/v1/openapi.json', '/docs']) {
      expect(await cached(target)).toMatch(/max-age=3600/);
    }
  });

  it.each(['/v1/pairs/US-KR', `${HISTORY}?from=x`, '/nowhere'])(
    'is nothing for %s, which is refused, and it has no tag',
    async (target) => {
      const { headers } = await headersOf(target);

      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('etag')).toBeNull();
    },
  );

  it('never begins before a run that began earlier can have ended', () => {
    const template = synthesize();
    const { Timeout } = Object(template.Resources[functionId(template, 'ingest')]?.Properties);
    const moments = fc.integer({ min: 0, max: 4e12 });
    assertLaw(
      fc.property(moments, fc.integer({ min: 0, max: Timeout * 1000 }), (began, lasts) => {
        const knownAt = instant(new Date(began));
        // Nobody may keep an answer for good that was given before the run was over.
        return !isSettled(knownAt, new Date(began + lasts));
      }),
    );
  });
});

describe('what stays as it was', () => {
  it('is what was known then, words beside the figures included', async () => {
    const own = await database.freshTable();
    await givenSeveralReleases(own);
    const target = `${HISTORY}?asOf=${RESTATED_AT}`;
    const { app } = queryOver(own, () => NOW);
    const before = await (await app.request(target)).text();
    const said = { exports: { '2025-07': 100 }, imports: { '2025-07': 100 } };
    const vintages = vintagesOf(said, { basis: 'FOB', knownAt: '2025-09-03T11:00:00Z' });
    await givenRelease(
      own,
      vintages.map((vintage) => ({ ...vintage, note: 'on another basis' })),
    );

    expect(await (await app.request(target)).text()).toBe(before);
    expect(await (await app.request(HISTORY)).text()).toContain('on another basis');
  });

  it('says beside as-of figures what is said beside the stored ones', async () => {
    const stored = await query.whenAsked(HISTORY, historyAnswer);
    const { asOf: _, ...computed } = await query.whenAsked(
      `${HISTORY}?asOf=2099-01-01`,
      historyAnswer,
    );

    expect(computed).toEqual(stored);
  });
});

describe('a tag', () => {
  it('is the same for the same answer, and another when the answer changes', async () => {
    const own = await database.freshTable();
    await givenSeveralReleases(own);
    const { app } = queryOver(own, () => NOW);
    const tag = async () => (await app.request('/v1/sources')).headers.get('etag');
    const before = await tag();

    expect(await tag()).toBe(before);
    await writeRun(own, {
      ...{ source: 'us-census', run: 'run-8', at: instant(NOW), outcome: 'failed', changed: 0 },
      ...{
        newestPeriod: null,
        lastChangeAt: RESTATED_AT,
        arrivals: {},
        code: 'x',
        reason: 'it is down',
      },
    });
    expect(await tag()).not.toBe(before);
  });

  it('differs between forms and between codings of one answer, and is strong', async () => {
    const tags = [
      await tagOf(LONG),
      await tagOf(LONG, { 'accept-encoding': 'br' }),
      await tagOf(LONG, { 'accept-encoding': 'gzip' }),
      await tagOf(`${LONG}?format=csv`),
    ];

    expect(new Set(tags).size).toBe(4);
    for (const tag of tags) expect(tag).toMatch(/^"[\w-]+"$/);
  });

  it.each([
    ['itself', (tag: string) => tag],
    ['itself, weak', (tag: string) => `W/${tag}`],
    ['one of many', (tag: string) => `"other", W/${tag} ,"more"`],
    ['any', () => '*'],
  ])('is answered by a 304 without a body when %s is sent back', async (_, sent) => {
    for (const coding of ['identity', 'br', 'gzip']) {
      const accept = { 'accept-encoding': coding };
      const tag = await tagOf(LONG, accept);
      for (const method of ['GET', 'HEAD']) {
        const headers = { ...accept, 'if-none-match': sent(tag) };
        const answer = await headersOf(LONG, headers, method);

        expect(answer.status).toBe(304);
        expect(answer.body).toHaveLength(0);
        expect(answer.headers.get('etag')).toBe(tag);
        expect(answer.headers.get('cache-control')).toMatch(/max-age/);
        expect(answer.headers.get('vary')).toBe('Accept, Accept-Encoding');
        expect(answer.headers.get('content-type')).toBeNull();
        expect(answer.headers.get('content-encoding')).toBeNull();
      }
    }
  });

  it.each(['"other"', 'W/"other"', '', 'nonsense', '""', '"', `"a"b"c"`, '*, "x"'])(
    'is not named by %s',
    async (sent) => {
      expect((await headersOf(LONG, { 'if-none-match': sent })).status).toBe(200);
    },
  );

  it('of another coding does not stand for this one', async () => {
    const tag = await tagOf(LONG, { 'accept-encoding': 'br' });

    expect((await headersOf(LONG, { 'if-none-match': tag })).status).toBe(200);
  });

  it('is found in a list wherever it stands, and never where it does not', () => {
    const tag = fc.uint8Array({ minLength: 1 }).map((content) => entityTag(content, undefined));
    const weak = fc.boolean();
    assertLaw(
      fc.property(tag, fc.array(fc.tuple(tag, weak)), weak, (own, others, isWeak) => {
        const list = others
          .filter(([other]) => other !== own)
          .map(([other, isOtherWeak]) => `${isOtherWeak ? 'W/' : ''}${other}`);
        const named = [...list, `${isWeak ? 'W/' : ''}${own}`].sort();
        return isNamedIn(named.join(', '), own) && !isNamedIn(list.join(','), own);
      }),
    );
  });
});
