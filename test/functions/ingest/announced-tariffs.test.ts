// Instruments and citations stand in shared/sources/tariff-ledger.csv, beside each rate.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ingestSource } from '../../../functions/ingest/ingest-source.ts';
import { brought } from '../../../infra/local/terminal-progress.ts';
import { pair } from '../../../shared/domain/pair.ts';
import { settingsSchema } from '../../../shared/domain/settings.ts';
import { tariffLedger } from '../../../shared/sources/tariff-ledger.ts';
import { allVintages } from '../../../shared/store/observations.ts';
import { embeddedDatabase, type TestTable } from '../../support/embedded-database.ts';
import { listeningLogger } from '../../support/logs.ts';
import { sourceContext } from '../../support/source-context.ts';

const database = embeddedDatabase();
const tariffs = readFileSync(
  new URL('../../../shared/sources/tariff-ledger.csv', import.meta.url),
  'utf8',
);
const watched = { M: 'us-census', with: ['tariff-ledger'] };
const SETTINGS = settingsSchema.parse({
  pairs: { 'US-KR': watched, 'US-KR:8703': watched },
  sources: {
    'tariff-ledger': { schedule: 'rate(1 day)', timeZone: 'UTC', historyFrom: '2025-01' },
  },
  rules: [],
});

async function whenPolled(table: TestTable, at: string): Promise<string> {
  const clock = { now: () => new Date(at), sleep: () => Promise.resolve() };
  const surroundings = {
    context: sourceContext({ shipped: { tariffs } }),
    apiKey: async () => undefined,
    howToGiveKey: '',
  };
  const dependencies = { table, clock, log: listeningLogger().log };
  return brought(
    (await ingestSource(tariffLedger, at, SETTINGS, surroundings, dependencies)).outcome,
  );
}

async function novemberOf(table: TestTable, of: string): Promise<unknown[]> {
  const vintages = await allVintages(table, pair(of), 'statutory-rate');
  return vintages
    .filter(({ period }) => period === '2025-11')
    .map(({ value, knownAt, print, terms }) => [
      value.toFixed(),
      knownAt.slice(0, 10),
      print,
      terms,
    ]);
}

test('a month is told when it is over, and told again when a text restates it', async () => {
  const table = await database.freshTable();

  expect(await whenPolled(table, '2025-11-30T23:00:00.000Z')).toBe('20 figures up to 2025-10');
  expect(await whenPolled(table, '2025-12-01T06:00:00.000Z')).toBe('2 figures up to 2025-11');
  expect(await whenPolled(table, '2025-12-02T06:00:00.000Z')).toBe('nothing new');
  expect(await whenPolled(table, '2025-12-03T23:00:00.000Z')).toBe(
    '2 figures up to 2025-11, 2 restated',
  );
  expect(await whenPolled(table, '2025-12-31T06:00:00.000Z')).toBe('nothing new');

  expect(await novemberOf(table, 'US-KR:8703')).toEqual([
    ['25', '2025-12-01', 1, 'S232 cars flat 25'],
    ['15', '2025-12-03', 2, 'S232 cars floor 15'],
  ]);
  // Its number stays: what it is made up of does not.
  expect(await novemberOf(table, 'US-KR')).toEqual([
    ['15', '2025-12-01', 1, 'IEEPA reciprocal flat 15'],
    ['15', '2025-12-03', 2, 'IEEPA reciprocal flat 15, IEEPA reciprocal floor 15'],
  ]);
});
