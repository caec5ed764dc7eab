import { expect, test } from 'vitest';
import { instant } from '../../shared/domain/observation.ts';
import { ruleSchema } from '../../shared/domain/rule.ts';
import { readRules, type StoredRule, writeRule } from '../../shared/store/rules.ts';
import { WriteConflict } from '../../shared/store/table.ts';
import { embeddedDatabase } from '../support/embedded-database.ts';

const database = embeddedDatabase();
const definition = ruleSchema.parse({
  ...{ id: 'xa-xb-deficit', pair: 'XA-XB', metric: 'balance-12m', note: 'A note.' },
  ...{ fires: { below: -60_000_000_000.25 }, clears: -58_000_000_000 },
});
const writtenAt = instant('2026-01-01T00:00:00Z');
const first: StoredRule = {
  ...definition,
  version: 1,
  retired: false,
  inForceSince: 1,
  settings: '{}',
  writtenAt,
};

test('of each rule the newest version is read, as it was written', async () => {
  const table = await database.freshTable();
  const other: StoredRule = { ...first, id: 'xa-xb-deficit-2', settings: null };
  const retired: StoredRule = { ...first, version: 10, retired: true, settings: null };
  for (const rule of [retired, first, other, { ...first, version: 9 }])
    await writeRule(table, rule);

  expect(await readRules(table)).toEqual([retired, other]);
});

test('a version is written once', async () => {
  const table = await database.freshTable();
  await writeRule(table, first);

  await expect(writeRule(table, { ...first, severity: 'critical' })).rejects.toThrow(WriteConflict);
  expect(await readRules(table)).toEqual([first]);
});

test('the pair stands beside the definition, for whoever reads the stream', async () => {
  const table = await database.freshTable();
  await writeRule(table, first);

  expect(await table.items()).toMatchObject([
    { PK: 'RULE', SK: 'xa-xb-deficit#v000001', pair: 'XA-XB' },
  ]);
});
