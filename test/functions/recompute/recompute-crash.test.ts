import { describe, expect, test } from 'vitest';
import { OUTBOX_PARTITION } from '../../../shared/store/keys.ts';
import { embeddedDatabase, type TestTable } from '../../support/embedded-database.ts';
import { type Crash, crashesOf, InjectedFault } from '../../support/faults.ts';
import { amountsFrom } from '../../support/observations.ts';
import { becomeKnown, giveRule, recompute, sortKeysOf } from '../../support/recompute.ts';

const database = embeddedDatabase();
const FEBRUARY = '2026-02-05T13:30:00.000Z';
const MARCH = '2026-03-05T13:30:00.000Z';

type Given = (table: TestTable) => Promise<void>;

/** A rule that crosses, one that tells a change, and a revision of what was known. */
const alerting: Given = async (table) => {
  await giveRule(table);
  await giveRule(table, { id: 'xa-xb-move', fires: { changesBy: 50 } });
  await becomeKnown(table, FEBRUARY, { exports: { '2025-01': 100 }, imports: { '2025-01': 150 } });
  await recompute(table);
  await becomeKnown(table, MARCH, {
    exports: { '2025-01': 90, '2025-02': 100 },
    imports: { '2025-02': 250 },
  });
};

/** More months than one transaction holds. */
const backlog: Given = async (table) => {
  await giveRule(table, { metric: 'exports-12m', fires: { above: 1 } });
  await becomeKnown(table, FEBRUARY, { exports: amountsFrom('2015-01', Array(101).fill(100)) });
};

/** More alerts than one transaction holds. */
const manyRules: Given = async (table) => {
  const ids = Array.from({ length: 34 }, (_, index) => `rule-${index}`);
  await Promise.all(ids.map((id) => giveRule(table, { id })));
  await becomeKnown(table, FEBRUARY, { exports: { '2025-01': 100 }, imports: { '2025-01': 150 } });
  await recompute(table);
  await becomeKnown(table, MARCH, {
    exports: { '2025-02': 100, '2025-03': 100 },
    imports: { '2025-02': 250, '2025-03': 150 },
  });
};

/** A rule that crosses and clears in more months than one transaction holds, all of them new. */
const manyMonths: Given = async (table) => {
  await giveRule(table);
  await becomeKnown(table, FEBRUARY, { exports: { '2015-01': 100 }, imports: { '2015-01': 150 } });
  await recompute(table);
  const swings = Array.from({ length: 98 }, (_, index) => (index % 2 === 0 ? 250 : 150));
  await becomeKnown(table, MARCH, {
    exports: amountsFrom(
      '2015-02',
      swings.map(() => 100),
    ),
    imports: amountsFrom('2015-02', swings),
  });
};

/** The table after a recomputation, which may die at one of its calls; then the record comes again. */
async function tableAfter(given: Given, crash?: Crash): Promise<TestTable> {
  const table = await database.freshTable();
  await given(table);
  table.calls.restart();
  if (crash) {
    table.calls.dieAt(crash);
    await expect(recompute(table)).rejects.toThrow(InjectedFault);
    table.calls.restart();
  }
  await recompute(table);
  return table;
}

/** The alerts that the wake-ups of a table name. */
function announcedIn(items: Awaited<ReturnType<TestTable['items']>>): unknown[] {
  return items.filter(({ PK }) => PK === OUTBOX_PARTITION).flatMap((item) => item['alerts']);
}

function raisedIn(items: Awaited<ReturnType<TestTable['items']>>): string[] {
  return items.filter(({ SK }) => SK.startsWith('ALERT#')).map(({ SK }) => SK.slice(6));
}

describe('a recomputation that dies at any of its calls and is woken again leaves what one leaves that did not die', () => {
  test.each([
    ['two alerts and a revision', alerting, 2, 1],
    ['a backlog', backlog, 0, 2],
    ['more alerts than fit in a transaction', manyRules, 68, 2],
    ['more alerts of one rule than fit in a transaction', manyMonths, 98, 3],
  ])('%s', async (_, given, alerts, transactions) => {
    const undisturbed = await tableAfter(given);
    const expected = await undisturbed.items();

    expect(await sortKeysOf(undisturbed, 'ALERT#')).toHaveLength(alerts);
    expect(announcedIn(expected).toSorted()).toEqual(raisedIn(expected).toSorted());
    expect(undisturbed.calls.writes()).toHaveLength(transactions);
    const crashes = crashesOf(undisturbed.calls);
    await Promise.all(
      crashes.map(async (crash) => {
        const table = await tableAfter(given, crash);
        expect(await table.items(), JSON.stringify(crash)).toEqual(expected);
      }),
    );
  });
});
