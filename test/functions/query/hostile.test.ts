import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../../functions/query/app.ts';
import { instant } from '../../../shared/domain/observation.ts';
import { lambdaHandler } from '../../../shared/platform/gateway-events.ts';
import { createLogger } from '../../../shared/platform/logger.ts';
import { writeRule } from '../../../shared/store/rules.ts';
import { embeddedDatabase, type TestTable } from '../../support/embedded-database.ts';
import { eventOf } from '../../support/gateway-events.ts';
import { anyHeaders, anyMethod, anyTarget, faultIn, MARKUP } from '../../support/hostile.ts';
import { vintagesOf } from '../../support/observations.ts';
import { givenRelease, givenSeveralReleases, queryOver, RULE } from '../../support/query.ts';

const database = embeddedDatabase();
let table: TestTable;
const logged: string[] = [];
let app: ReturnType<typeof createApp>;
beforeAll(async () => {
  table = await database.freshTable();
  await givenSeveralReleases(table);
  app = createApp({
    table,
    now: () => new Date(),
    log: createLogger((line) => logged.push(line)),
    offers: { ruleWrites: 'signed', subscriptions: 'open' },
  });
});

describe('whatever is asked', () => {
  it('is answered or refused, changes nothing, and is no fault of ours', async () => {
    const before = await table.items();
    await fc.assert(
      fc.asyncProperty(anyMethod, anyTarget, anyHeaders, async (method, target, headers) => {
        const asked = { ...headers, 'accept-encoding': 'identity' };
        const response = await app.request(target, { method, headers: asked });
        expect(faultIn(response, await response.text())).toBeUndefined();
      }),
      { numRuns: 500 },
    );

    expect(await table.items()).toEqual(before);
    expect(logged).toEqual([]);
  });

  it('is so also where it comes as an event, decoded by API Gateway', async () => {
    const handler = lambdaHandler(app);
    await fc.assert(
      fc.asyncProperty(anyMethod, anyTarget, anyHeaders, async (method, target, headers) => {
        const [path = '', query = ''] = target.split('?');
        const answer = await handler(
          eventOf({
            method,
            path: decoded(path),
            query,
            headers: { ...headers, 'accept-encoding': '' },
          }),
        );
        const response = new Response(null, {
          headers: Object.entries(answer.headers ?? {}).map(([name, value]) => [
            name,
            String(value),
          ]),
        });
        expect(answer.statusCode).toBeLessThan(500);
        expect(faultIn(response, answer.body ?? '')).toBeUndefined();
      }),
      { numRuns: 300 },
    );

    expect(logged).toEqual([]);
  });

  it('is refused or answered, whatever body is sent, and changes nothing', async () => {
    const before = await table.items();
    const rule = { pair: 'XA-XB', metric: 'balance', fires: { below: -50 }, note: MARKUP };
    const body = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.constant('{"__proto__":{"pair":"XA-XB"}}'),
      fc
        .tuple(fc.constantFrom(...Object.keys(rule), '__proto__', 'constructor'), fc.anything())
        .map(([member, value]) => JSON.stringify({ ...rule, [member]: value }, textOfBigInts)),
    );
    const type = fc.constantFrom(
      'application/json',
      'APPLICATION/JSON; charset=utf-8',
      'text/plain',
    );
    await fc.assert(
      fc.asyncProperty(body, type, async (sent, contentType) => {
        const headers = { 'content-type': contentType };
        const init = { method: 'POST', headers, body: sent };
        const response = await app.request('/v1/rules/preview', init);
        expect(faultIn(response, await response.text())).toBeUndefined();
      }),
      { numRuns: 300 },
    );

    expect(await table.items()).toEqual(before);
    expect(logged).toEqual([]);
  });

  it('is so also of a change of tariffs, whatever is sent', async () => {
    const before = await table.items();
    const side = { imports: 100, marketImports: 1000, tariff: 5, source: MARKUP };
    const wish = {
      pair: 'XA-XB',
      tariffs: { reporter: 0, partner: 1000 },
      year: '2024',
      base: { reporter: side, partner: side },
      elasticities: { importDemand: { low: 1, central: 1, high: 100 }, source: MARKUP },
    };
    const extreme = fc.oneof(
      fc.anything(),
      fc.constantFrom(0, -0, 5e-324, 1000, -1, 1e308, 9007199254740991, '9', null, [], {}),
    );
    const path = fc.constantFrom(
      ...[['pair'], ['tariffs'], ['tariffs', 'reporter'], ['year'], ['base'], ['__proto__']],
      ...[
        ['base', 'partner'],
        ['base', 'reporter', 'imports'],
        ['base', 'reporter', 'marketImports'],
      ],
      ...[['base', 'reporter', 'tariff'], ['base', 'partner', 'source'], ['elasticities']],
      ...[
        ['elasticities', 'exportSupply'],
        ['elasticities', 'importDemand', 'low'],
        ['constructor'],
      ],
    );
    await fc.assert(
      fc.asyncProperty(path, extreme, async (members, value) => {
        const body = JSON.stringify(changedAt(wish, members, value), textOfBigInts);
        const headers = { 'content-type': 'application/json', 'accept-encoding': 'identity' };
        const response = await app.request('/v1/what-if', { method: 'POST', headers, body });
        expect(faultIn(response, await response.text())).toBeUndefined();
        expect([200, 400, 413, 422]).toContain(response.status);
      }),
      { numRuns: 400 },
    );

    expect(await table.items()).toEqual(before);
    expect(logged).toEqual([]);
  });

  it('is compressed as well as plain, whatever codings are asked for', async () => {
    await fc.assert(
      fc.asyncProperty(anyHeaders, async (headers) => {
        expect((await app.request('/v1/metrics', { headers })).status).toBeLessThan(500);
      }),
    );
  });
});

describe('what was stored', () => {
  it('never comes back as markup or as a formula, whoever wrote it', async () => {
    const own = await database.freshTable();
    await givenSeveralReleases(own);
    const note = `=HYPERLINK("x")${MARKUP}`;
    const provenance = {
      retired: false,
      settings: null,
      writtenAt: instant('2025-09-04T00:00:00Z'),
    };
    await writeRule(own, { ...RULE, note, version: 2, inForceSince: 1, ...provenance });
    const vintages = vintagesOf(
      { exports: { '2025-07': 100 }, imports: { '2025-07': 110 } },
      { knownAt: '2025-09-05T12:00:00Z' },
    );
    await givenRelease(
      own,
      vintages.map((vintage) => ({ ...vintage, note })),
    );
    const asked = async (target: string) => (await queryOver(own).app.request(target)).text();

    const feed = await asked('/v1/alerts.atom');
    expect(feed).toContain('Note: =HYPERLINK(&quot;x&quot;)&lt;img');
    expect(feed).not.toContain(MARKUP);
    for (const target of ['/v1/alerts', '/v1/pairs', '/v1/pairs/XA-XB/observations/exports']) {
      const text = await asked(`${target}?format=csv`);
      expect(text, target).toContain(`"'=HYPERLINK`);
      expect(text, target).not.toMatch(/(^|[,;\n"])=HYPERLINK/m);
    }
  });
});

/** An object with what stands at a path replaced. */
function changedAt(of: unknown, [member, ...rest]: readonly string[], value: unknown): unknown {
  if (member === undefined) return value;
  return { ...Object(of), [member]: changedAt(Object(of)[member], rest, value) };
}

/** JSON has no big integers. */
function textOfBigInts(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}` : value;
}

/** As API Gateway decodes a path before it hands it over; what cannot be decoded it leaves. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
