import { describe, expect, it } from 'vitest';
import { settingsSchema } from '../../../shared/domain/settings.ts';
import { writeSettings } from '../../../shared/store/settings.ts';
import { pairsAnswer } from '../../support/answers.ts';
import { embeddedDatabase } from '../../support/embedded-database.ts';
import { givenSeveralReleases, queryOver } from '../../support/query.ts';

const database = embeddedDatabase();

/** The DynamoDB commands of one request to an app that has answered before. */
async function whenCounted(path: string): Promise<string[]> {
  const table = await database.freshTable();
  await givenSeveralReleases(table);
  const { app } = queryOver(table);
  await app.request('/v1/pairs');
  table.calls.restart();
  expect((await app.request(path)).status).toBe(200);
  return [...table.calls.commands].sort();
}

describe('what a request costs, once the watch list is known', () => {
  it.each([
    ['/v1/pairs/XA-XB', ['GetItemCommand']],
    ['/v1/pairs', ['BatchGetItemCommand']],
    ['/v1/pairs/XA-XB/metrics/balance', ['GetItemCommand', 'QueryCommand']],
    ['/v1/pairs/XA-XB/metrics/balance?asOf=2025-08-01', ['GetItemCommand', 'QueryCommand']],
    ['/v1/pairs/XA-XB/observations/exports', ['QueryCommand']],
    ['/v1/pairs/XA-XB/observations/exports?history=all', ['QueryCommand']],
    ['/v1/alerts', ['QueryCommand', 'QueryCommand']],
    ['/v1/alerts?pair=XA-XB', ['QueryCommand']],
    ['/v1/sources', ['QueryCommand', 'QueryCommand', 'QueryCommand']],
  ])('is for %s %j, and never a scan', async (path, commands) => {
    expect(await whenCounted(path)).toEqual(commands);
  });

  it('is nothing for a request that is refused', async () => {
    const table = await database.freshTable();
    await givenSeveralReleases(table);
    const { app } = queryOver(table);
    await app.request('/v1/pairs');
    table.calls.restart();

    await app.request('/v1/pairs/US-KR');
    await app.request('/v1/pairs/XA-XB/metrics/balance?from=x');
    await app.request('/nowhere');

    expect(table.calls.commands).toEqual([]);
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
