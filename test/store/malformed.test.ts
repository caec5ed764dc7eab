import { expect, test } from 'vitest';
import { instant } from '../../shared/domain/observation.ts';
import { pair } from '../../shared/domain/pair.ts';
import { period } from '../../shared/domain/period.ts';
import { readAlert } from '../../shared/store/alerts.ts';
import { type Key, keys } from '../../shared/store/keys.ts';
import { readLoading } from '../../shared/store/loading.ts';
import { allVintages, currentOf } from '../../shared/store/observations.ts';
import {
  readLatest,
  readMetricHistory,
  readMetrics,
  readPresent,
} from '../../shared/store/pair-present.ts';
import { readRules } from '../../shared/store/rules.ts';
import { lastRun } from '../../shared/store/runs.ts';
import { readSettings } from '../../shared/store/settings.ts';
import { putItem, type Table } from '../../shared/store/table.ts';
import { embeddedDatabase } from '../support/embedded-database.ts';

const database = embeddedDatabase();
const XA = pair('XA-XB');
const JANUARY = period('2025-01');
const KNOWN_AT = instant('2026-01-29T13:30:00Z');

const observation = {
  ...{ pair: XA, indicator: 'exports', period: JANUARY, value: 100, unit: 'USD', basis: 'FAS' },
  ...{ status: 'final', source: 'xa-customs', knownAt: KNOWN_AT, run: 'run-1', print: 1 },
};
const latest = { pair: XA, version: 1, knownAt: null };
const balance = { value: 'many', vintage: KNOWN_AT, status: 'final' };

test.each<[string, Key, Record<string, unknown>, (table: Table) => Promise<unknown>]>([
  [
    'a current value in words',
    keys.observation(XA, 'exports', JANUARY),
    { ...observation, value: 'many' },
    (table) => currentOf(table, XA, 'exports'),
  ],
  [
    'a vintage of no print',
    keys.vintage(XA, 'exports', JANUARY, KNOWN_AT),
    { ...observation, print: -1 },
    (table) => allVintages(table, XA),
  ],
  [
    'a current value of no known basis',
    keys.observation(XA, 'exports', JANUARY),
    { ...observation, basis: 'DDP' },
    (table) => readPresent(table, XA),
  ],
  [
    'a metric whose value is no number',
    keys.metrics(XA, JANUARY),
    { period: JANUARY, formula: 1, metrics: JSON.stringify({ balance }) },
    (table) => readMetrics(table, XA, ['2025', '2026']),
  ],
  [
    'a read model that is no JSON',
    keys.latest(XA),
    { ...latest, metrics: '{' },
    (table) => readLatest(table, XA),
  ],
  [
    'a read model that cannot be inflated',
    keys.latest(XA),
    { ...latest, metrics: new Uint8Array([1, 2, 3]) },
    (table) => readLatest(table, XA),
  ],
  [
    'a metric of a history whose value is no number',
    keys.metrics(XA, JANUARY),
    { period: JANUARY, formula: 1, vintage: KNOWN_AT, status: 'final', of: { balance: 'many' } },
    (table) => readMetricHistory(table, XA, 'balance', {}),
  ],
  [
    'a rule state without marks',
    keys.ruleState(XA, 'a-rule'),
    { rule: 'a-rule', ruleVersion: 1, line: '{"fires":{"above":1}}', firing: false },
    (table) => readPresent(table, XA),
  ],
  [
    'an alert whose value is no number',
    keys.alert(XA, 'a1'),
    { status: 'PENDING', alert: JSON.stringify({ id: 'a1', value: 'many' }) },
    (table) => readAlert(table, XA, 'a1'),
  ],
  [
    'a marker of a load by nobody',
    keys.loading(XA),
    { pair: XA, until: KNOWN_AT },
    (table) => readLoading(table, XA),
  ],
  ['a rule that is no JSON', keys.rule('a-rule', 1), { definition: '-' }, readRules],
  [
    'a run without an outcome',
    keys.run('xa-customs', 'run-1'),
    { source: 'xa-customs' },
    (table) => lastRun(table, 'xa-customs'),
  ],
  ['settings that are no JSON', keys.settings, { settings: 'none' }, readSettings],
  ['settings without pairs', keys.settings, { settings: '{}' }, readSettings],
])('%s is an error that names the item', async (_, key, item, read) => {
  const table = await database.freshTable();
  await putItem(table, { key, item });

  await expect(read(table)).rejects.toMatchObject({
    code: 'store.malformed',
    message: expect.stringContaining(`stored item ${key.PK} / ${key.SK}: `),
  });
});
