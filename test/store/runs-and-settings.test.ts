import { expect, test } from 'vitest';
import { instant } from '../../shared/domain/observation.ts';
import { period } from '../../shared/domain/period.ts';
import { keys } from '../../shared/store/keys.ts';
import { lastRun, type Run, writeRun } from '../../shared/store/runs.ts';
import { readSettings, writeSettings } from '../../shared/store/settings.ts';
import { putItem } from '../../shared/store/table.ts';
import { embeddedDatabase } from '../support/embedded-database.ts';
import { SETTINGS } from '../support/polls.ts';

const database = embeddedDatabase();

function runOf(run: string, overrides: Partial<Run> = {}): Run {
  return {
    ...{ source: 'xa-customs', run, at: instant('2026-01-29T13:30:00Z'), outcome: 'changed' },
    ...{
      changed: 3,
      newestPeriod: period('2025-12'),
      lastChangeAt: null,
      arrivals: {},
      code: null,
      reason: null,
    },
    ...overrides,
  };
}

test('the last run of a source is the one that was scheduled last, whenever it was entered', async () => {
  const table = await database.freshTable();
  const last = runOf('2026-01-29T13:30:00Z#b');
  await writeRun(table, last);
  await writeRun(table, runOf('2026-01-28T13:30:00Z#z', { at: instant('2026-01-30T00:00:00Z') }));
  await writeRun(table, runOf('2027-01-01T00:00:00Z#a', { source: 'xb-customs' }));

  expect(await lastRun(table, 'xa-customs')).toEqual(last);
  expect(await lastRun(table, 'xc-customs')).toBeUndefined();
});

test('a run that is tried again has one entry, the last', async () => {
  const table = await database.freshTable();
  await writeRun(
    table,
    runOf('r1', { outcome: 'failed', code: 'source.unreachable', reason: 'no' }),
  );
  await writeRun(table, runOf('r1'));

  expect(await table.items()).toHaveLength(1);
  expect(await lastRun(table, 'xa-customs')).toEqual(runOf('r1'));
});

test('an entry from before arrivals were kept has none', async () => {
  const table = await database.freshTable();
  const { arrivals: _, ...item } = runOf('r1');
  await putItem(table, { key: keys.run('xa-customs', 'r1'), item });

  expect(await lastRun(table, 'xa-customs')).toEqual(runOf('r1'));
});

test('settings are read as they were written; before that there are none', async () => {
  const table = await database.freshTable();
  expect(await readSettings(table)).toBeUndefined();
  await writeSettings(table, { ...SETTINGS, figures: 'reporter,partner\n' });
  await writeSettings(table, SETTINGS);

  expect(await readSettings(table)).toEqual(SETTINGS);
});
