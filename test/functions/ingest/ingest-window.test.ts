import { describe, expect, test } from 'vitest';
import { pair } from '../../../shared/domain/pair.ts';
import { settingsSchema } from '../../../shared/domain/settings.ts';
import { currentOf } from '../../../shared/store/observations.ts';
import { embeddedDatabase } from '../../support/embedded-database.ts';
import { amountsFrom } from '../../support/observations.ts';
import { fakeSource, poll, SETTINGS } from '../../support/polls.ts';

const database = embeddedDatabase();
const M = 1_000_000;

describe('what is asked for', () => {
  const months = amountsFrom('2020-01', Array(60).fill(100 * M));

  test('is all of the history for a pair that is new, and the last three years of one that is known', async () => {
    const table = await database.freshTable();
    const source = fakeSource();
    source.tells({ 'XA-XB': months });
    await poll(source, table, '2025-01-15T09:00:00Z');
    await poll(source, table, '2025-02-15T09:00:00Z');

    expect(source.asked.map((targets) => targets.map(({ from, to }) => [from, to]))).toEqual([
      [
        ['2020-01', '2024-12'],
        ['2020-01', '2024-12'],
      ],
      [
        ['2022-01', '2025-01'],
        ['2020-01', '2025-01'],
      ],
    ]);
  });

  test('is of its own frequency: years that are known are no history of months', async () => {
    const table = await database.freshTable();
    const settings = settingsSchema.parse({
      pairs: { 'XA-XB': { M: 'xa-customs', A: 'xa-yearbook' } },
      sources: {
        ...SETTINGS.sources,
        'xa-yearbook': { ...SETTINGS.sources['xa-customs'], historyFrom: '2018-01' },
      },
      rules: [],
    });
    const [yearbook, customs] = [fakeSource({ id: 'xa-yearbook' }), fakeSource()];
    yearbook.tells({ 'XA-XB': amountsFrom('2018', Array(7).fill(900 * M)) });
    await poll(yearbook, table, '2025-01-15T09:00:00Z', { settings });
    customs.tells({ 'XA-XB': { ...months, '2020-01': undefined, '2020-02': undefined } });
    await poll(customs, table, '2025-02-15T09:00:00Z', { settings });
    await poll(customs, table, '2025-03-15T09:00:00Z', { settings });
    await poll(yearbook, table, '2025-03-15T09:00:00Z', { settings });

    const from = [...yearbook.asked, ...customs.asked].map(([target]) => target?.from);
    expect(from).toEqual(['2018', '2021', '2020-01', '2022-02']);
  });

  test('is all of the history again where a load died half way', async () => {
    const table = await database.freshTable();
    const source = fakeSource();
    source.tells({ 'XA-XB': amountsFrom('2020-01', Array(120).fill(100 * M)) });
    await poll(source, table, '2030-01-15T09:00:00Z');
    const firstChunk = table.calls.commands.indexOf('TransactWriteItemsCommand') + 1;
    const fresh = await database.freshTable();
    fresh.calls.dieAt({ at: firstChunk, moment: 'after' });
    await expect(poll(source, fresh, '2030-01-15T09:00:00Z')).rejects.toThrow();
    fresh.calls.restart();
    await poll(source, fresh, '2030-01-16T09:00:00Z');

    expect(await currentOf(fresh, pair('XA-XB'), 'exports')).toHaveLength(120);
    expect((await fresh.items()).find(({ SK }) => SK === 'LOADING')?.['until']).toBeNull();
  });
});
