import { describe, expect, test } from 'vitest';
import { SourceRefusal } from '../../../shared/platform/errors.ts';
import { embeddedDatabase, type TestTable } from '../../support/embedded-database.ts';
import { type Crash, crashesOf, InjectedFault } from '../../support/faults.ts';
import { amountsFrom } from '../../support/observations.ts';
import { fakeSource, poll, type Told } from '../../support/polls.ts';

const database = embeddedDatabase();
const YESTERDAY = '2025-01-14T09:00:00.000Z';
const TODAY = '2025-01-15T09:00:00.000Z';

const known: Told = { 'XA-XB': { '2024-10': 100, '2024-11': 200 } };
const revised: Told = {
  'XA-XB': { '2024-10': 101, '2024-11': 200, '2024-12': 300 },
  'XA-XC': { '2024-12': 7 },
};
const longLoad: Told = { 'XA-XB': amountsFrom('2020-10', Array(51).fill(100)) };

/** The table after a run of today, which may die at one of its calls and is then tried again. */
async function tableAfter(before: Told, answer: Told | Error, crash?: Crash): Promise<TestTable> {
  const table = await database.freshTable();
  const source = fakeSource();
  source.tells(before);
  if (Object.keys(before).length > 0) await poll(source, table, YESTERDAY);
  table.calls.restart();
  source.tells(answer);
  if (crash) {
    table.calls.dieAt(crash);
    await expect(poll(source, table, TODAY)).rejects.toThrow(InjectedFault);
    table.calls.restart();
  }
  await poll(source, table, TODAY);
  return table;
}

describe('a run that dies at any of its calls and is tried again leaves the table of one that did not die', () => {
  test.each<[string, Told, Told | Error]>([
    ['a revision and a new pair', known, revised],
    ['a load under a marker', {}, longLoad],
    ['a refused answer', known, new SourceRefusal('xa-customs', 'cut', 'it ends in the middle')],
    ['nothing new', known, known],
  ])('%s', async (_, before, answer) => {
    const undisturbed = await tableAfter(before, answer);
    const expected = await undisturbed.items();
    const crashes = crashesOf(undisturbed.calls);

    expect(crashes.length).toBeGreaterThanOrEqual(5);
    await Promise.all(
      crashes.map(async (crash) => {
        const table = await tableAfter(before, answer, crash);
        expect(await table.items(), JSON.stringify(crash)).toEqual(expected);
      }),
    );
  });
});
