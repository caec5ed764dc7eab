import { describe, expect, it } from 'vitest';
import { CONTRACTS } from '../../../functions/query/contracts.ts';
import { PAGE_ROUTES } from '../../../functions/query/page-routes.ts';
import { settingsSchema } from '../../../shared/domain/settings.ts';
import { writeSettings } from '../../../shared/store/settings.ts';
import { alertsAnswer, pairsAnswer } from '../../support/answers.ts';
import { embeddedDatabase } from '../../support/embedded-database.ts';
import { givenSeveralReleases, queryOver } from '../../support/query.ts';
import { meterReads } from '../../support/read-units.ts';

const database = embeddedDatabase();

/** The DynamoDB commands of one request to an app that has answered before, and the read units that they take. */
async function whenCounted(path: string, status = 200, body?: unknown) {
  const table = await database.freshTable();
  await givenSeveralReleases(table);
  const { app } = queryOver(table);
  await app.request('/v1/pairs');
  const meter = meterReads(table.client);
  table.calls.restart();
  const headers = { 'content-type': 'application/json' };
  const posted = { method: 'POST', headers, body: JSON.stringify(body) };
  expect((await app.request(path, body ? posted : {})).status).toBe(status);
  return { commands: [...table.calls.commands].sort(), units: meter.units() };
}

function queries(count: number): string[] {
  return Array.from({ length: count }, () => 'QueryCommand');
}

const ALERT = '20250901T120000000Z.XA-XB.xa-xb-deficit-v1.2025-02.retracted';

/** Each route, what it calls, and the most that it takes for six months and a year of one pair. */
const COSTS: readonly (readonly [path: string, commands: readonly string[], units: number])[] = [
  ['/v1/pairs', ['BatchGetItemCommand'], 1],
  ['/v1/pairs/XA-XB', ['GetItemCommand'], 0.5],
  ['/v1/pairs/XA-XB/metrics/balance', ['QueryCommand'], 1],
  [
    '/v1/pairs/XA-XB/metrics/balance?from=2025-06&to=2025-06',
    ['GetItemCommand', 'QueryCommand'],
    1.5,
  ],
  ['/v1/pairs/XA-XB/metrics/balance?asOf=2025-08-01', ['QueryCommand'], 0.5],
  ['/v1/pairs/XA-XB/observations/exports', ['QueryCommand'], 0.5],
  ['/v1/pairs/XA-XB/observations/exports?history=all', ['QueryCommand'], 0.5],
  ['/v1/pairs/XA-XB/contributions', ['QueryCommand'], 0.5],
  ['/v1/metrics', [], 0],
  ['/v1/alerts', ['BatchGetItemCommand', 'QueryCommand'], 3.5],
  ['/v1/alerts?pair=XA-XB', ['QueryCommand'], 0.5],
  [`/v1/alerts/${ALERT}`, ['GetItemCommand'], 0.5],
  ['/v1/alerts.atom', ['BatchGetItemCommand', 'QueryCommand'], 3.5],
  ['/v1/rules', ['BatchGetItemCommand', 'QueryCommand'], 1.5],
  ['/v1/rules/xa-xb-deficit', ['BatchGetItemCommand', 'QueryCommand'], 1.5],
  ['/v1/sources', ['QueryCommand', 'QueryCommand', 'QueryCommand'], 3],
  ['/v1/releases.ics', ['QueryCommand', 'QueryCommand', 'QueryCommand'], 3],
  ['/v1/openapi.json', [], 0],
  ['/docs', [], 0],
  // Rules and how they stand, and of each of two pairs its newest periods, the newest alerts, and of each of three sources its last run.
  ['/', ['BatchGetItemCommand', 'BatchGetItemCommand', ...queries(1 + 2 + 1 + 3)], 10.5],
  // Vintages, alerts, rules, how the rules stand, and of each of two sources its last run.
  ['/pairs/XA-XB', ['BatchGetItemCommand', ...queries(3 + 2)], 5],
  ['/pairs/XA-XB?asOf=2025-08-01', queries(3 + 2), 4.5],
  ['/charts/XA-XB/balance.svg', queries(3), 2.5],
  ['/charts/XA-XB/balance.svg?asOf=2025-08-01', queries(3), 2.5],
  [`/alerts/${ALERT}`, ['GetItemCommand'], 0.5],
  ['/icon.svg', [], 0],
];

describe('what a request costs, once the watch list is known', () => {
  it.each(COSTS)(
    'is for %s %j, and never a scan, at the most %d read units',
    async (path, commands, most) => {
      const { commands: made, units } = await whenCounted(path);

      expect(made).toEqual(commands);
      expect(units).toBeLessThanOrEqual(most);
      // Not so much less that a doubling would go unseen.
      expect(units).toBeGreaterThanOrEqual(most * 0.6);
    },
  );

  it('is counted for every path that there is', () => {
    const counted = COSTS.map(([path]) => path.split('?')[0] ?? '');
    for (const { path, ...contract } of [...Object.values(CONTRACTS), ...PAGE_ROUTES]) {
      if ('method' in contract && contract.method !== 'GET') continue;
      const pattern = new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`);
      expect(
        counted.filter((each) => pattern.test(each)),
        path,
      ).not.toEqual([]);
    }
  });

  it('is two queries for a preview, which reads every vintage of a pair', async () => {
    const rule = { pair: 'XA-XB', metric: 'balance', fires: { below: -50 } };

    expect(await whenCounted('/v1/rules/preview', 200, rule)).toEqual({
      commands: ['QueryCommand', 'QueryCommand'],
      units: 1.5,
    });
  });

  it('is six queries for a change of tariffs, and as many again where nothing is stored so', async () => {
    const figures = { imports: 100, marketImports: 1000, tariff: 5, source: 'assumed' };
    const base = { reporter: figures, partner: figures };
    const wish = { pair: 'XA-XB', tariffs: { reporter: 0 }, base };

    expect((await whenCounted('/v1/what-if', 200, wish)).commands).toEqual(queries(0));
    const { base: _, ...stored } = wish;
    expect((await whenCounted('/v1/what-if', 422, stored)).commands).toEqual(queries(12));
  });

  it('is nothing for a request that is refused', async () => {
    expect(await whenCounted('/v1/pairs/US-KR', 404)).toEqual({ commands: [], units: 0 });
    expect(await whenCounted('/v1/pairs/XA-XB/metrics/balance?from=x', 400)).toMatchObject({
      commands: [],
    });
    for (const path of ['/nowhere', '/pairs/US-KR', '/charts/XA-XB/gdp.svg']) {
      expect(await whenCounted(path, 404)).toMatchObject({ commands: [] });
    }
  });

  it('of all alerts does not grow with the pairs that are watched', async () => {
    const table = await database.freshTable();
    await givenSeveralReleases(table);
    const codes = 'ABCDEFGHIJKLMNOPQRST'.split('');
    const pairs = codes.flatMap((a) => codes.map((b) => [`X${a}-Q${b}`, { M: 'us-census' }]));
    const many = { ...Object.fromEntries(pairs), 'XA-XB': { M: 'us-census' } };
    await writeSettings(table, settingsSchema.parse({ pairs: many, sources: {}, rules: [] }));
    const query = queryOver(table);
    await query.app.request('/v1/sources');
    table.calls.restart();

    const { alerts } = await query.whenAsked('/v1/alerts', alertsAnswer);

    expect(alerts).toHaveLength(6);
    expect(table.calls.commands).toEqual(['QueryCommand', 'BatchGetItemCommand']);
  });
});

describe('the watch list', () => {
  it('is seen at once when the first deployment was applied, and within a minute when it changed', async () => {
    const table = await database.freshTable();
    let now = Date.parse('2026-01-01T00:00:00Z');
    const query = queryOver(table, () => new Date(now));
    const pairs = async (): Promise<string[]> =>
      (await query.whenAsked('/v1/pairs', pairsAnswer)).pairs.map(({ pair }) => pair);
    const watch = (pair: string) =>
      writeSettings(
        table,
        settingsSchema.parse({ pairs: { [pair]: { M: 'imf-imts' } }, sources: {}, rules: [] }),
      );

    expect(await pairs()).toEqual([]);
    await watch('XA-XB');
    expect(await pairs()).toEqual(['XA-XB']);
    await watch('XB-XC');
    expect(await pairs()).toEqual(['XA-XB']);
    now += 60_000;
    expect(await pairs()).toEqual(['XB-XC']);
  });
});
