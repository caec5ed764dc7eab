import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import type { Alert } from '../../shared/domain/alert.ts';
import { instant } from '../../shared/domain/observation.ts';
import { pair } from '../../shared/domain/pair.ts';
import { period } from '../../shared/domain/period.ts';
import type { RuleDefinition } from '../../shared/domain/rule.ts';
import { alertPut } from '../../shared/store/alerts.ts';
import { toAttributes } from '../../shared/store/attributes.ts';
import { keys } from '../../shared/store/keys.ts';
import { embeddedDatabase } from '../support/embedded-database.ts';
import { crossing, explained, FIRST, given, onlyAlert, SECOND } from '../support/explained.ts';
import { becomeKnown, giveRule, recompute } from '../support/recompute.ts';

const THIRD = '2026-05-05T13:30:00.000Z';
const database = embeddedDatabase();

describe('an alert of every kind of rule is computed again from the stored vintages, and agrees', () => {
  test.each<[string, Partial<RuleDefinition>, Parameters<typeof becomeKnown>[2]]>([
    ['below a line', {}, crossing],
    [
      'above a line',
      { metric: 'cover-ratio', fires: { above: 90 } },
      { exports: { '2025-03': 240 }, imports: { '2025-03': 250 } },
    ],
    ['a change', { fires: { changesBy: 50 } }, crossing],
    [
      'a cleared level',
      { fires: { below: -55 } },
      { exports: { '2025-03': 200 }, imports: { '2025-03': 250 } },
    ],
    ['a restated month', {}, { imports: { '2025-02': 300 } }],
  ])('%s', async (_, rule, news) => {
    const { disagreements, text, then } = await explained(await given(database, rule, news));

    expect(disagreements).toEqual([]);
    expect(then.outcome.value).not.toBeNull();
    expect(text).toContain('It agrees with what was told.');
    expect(text).toContain('Since then none of what went in has been restated.');
  });

  test('a record of years', async () => {
    const years = { exports: { '2023': 100, '2024': 100 }, imports: { '2023': 150, '2024': 160 } };
    const rule = { frequency: 'A' as const, fires: { record: 'low' as const, years: 1 } };
    const table = await given(
      database,
      rule,
      { exports: { '2025': 100 }, imports: { '2025': 170 } },
      years,
    );
    const { disagreements, text } = await explained(table);

    expect(disagreements).toEqual([]);
    expect(text).toMatch(/^Value +2025: -70 USD$/m);
    expect(text).toMatch(/^Before +2024: -60 USD$/m);
  });

  test('an edited rule, as known when it was edited', async () => {
    const table = await given(
      database,
      {},
      { exports: { '2025-03': 100 }, imports: { '2025-03': 170 } },
    );
    await giveRule(table, { fires: { below: -65 } }, 2);
    await recompute(table);
    const { disagreements, text } = await explained(table);

    expect(disagreements).toEqual([]);
    expect(text).toContain('rule-changed');
    expect(text).toMatch(/^Line before +fires at a deficit wider than \$100$/m);
    expect(text).toMatch(/^Line +fires at a deficit wider than \$65$/m);
  });

  test('twelve months and all that goes into them', async () => {
    const amounts = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [`2025-${String(index + 1).padStart(2, '0')}`, 10]),
    );
    const rule = { metric: 'exports-12m' as const, fires: { above: 125 } };
    const table = await given(database, rule, { exports: { '2026-01': 20 } }, { exports: amounts });
    const { then, text } = await explained(table);

    expect(then.inputs).toHaveLength(12);
    expect(text).toMatch(
      /^ {2}2026-01 +exports +20 USD +1 +2026-04-05T13:30:00\.000Z +us-census +/m,
    );
  });
});

describe('what became of an alert since', () => {
  test('is another value where what went in was restated, which is no disagreement', async () => {
    const table = await given(database, {}, crossing);
    const { id } = await onlyAlert(table);
    await becomeKnown(table, THIRD, { imports: { '2025-03': 180 } });
    const { disagreements, text } = await explained(table, id);

    expect(disagreements).toEqual([]);
    expect(text).toContain(
      'Since then what went in has been restated: the value of March 2025 was -150 USD then and is -80 USD today.',
    );
    expect(text).toMatch(/^ {2}2025-03 +imports +180 USD +2 +2026-05-05/m);
  });

  test('is nothing where only other periods were restated', async () => {
    const table = await given(database, {}, crossing);
    const { id } = await onlyAlert(table);
    await becomeKnown(table, THIRD, { imports: { '2025-01': 151 } });

    expect((await explained(table, id)).later).toEqual([]);
  });
});

describe('an alert that does not agree', () => {
  /** The alert as somebody has put it into the table. */
  async function tampered(change: (alert: Alert) => Partial<Alert>): Promise<readonly string[]> {
    const table = await given(database, {}, crossing);
    const alert = await onlyAlert(table);
    const { key, item } = alertPut({ ...alert, ...change(alert) });
    const Item = toAttributes({ ...item, ...key });
    await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
    return (await explained(table)).disagreements;
  }

  test('is said to, with both values', async () => {
    expect(await tampered(({ value }) => ({ value: value.plus(1) }))).toEqual([
      'the value of 2025-03 was told as -149 and is computed as -150',
    ]);
  });

  test('may do so in the period before', async () => {
    expect(
      await tampered(({ value }) => ({ previous: { period: period('2025-02'), value } })),
    ).toEqual(['the value before, of 2025-02, was told as -150 and is computed as -60']);
  });

  test('may name inputs that are not there, or leave some out', async () => {
    const told = await tampered(({ inputs: [first, ...others] }) => ({
      inputs: first ? [{ ...first, knownAt: instant(FIRST) }, ...others.slice(1)] : [],
    }));
    expect(told).toEqual([
      expect.stringMatching(
        /^not among the stored vintages: exports of 2025-03, 100, known since 2026-03/,
      ),
      expect.stringMatching(
        /^stored, and not named by the alert: exports of 2025-03, 100, known since 2026-04/,
      ),
      expect.stringMatching(/^stored, and not named by the alert: imports of 2025-03/),
    ]);
  });

  test('has lost a vintage', async () => {
    const table = await given(database, {}, crossing);
    const Key = toAttributes({
      ...keys.vintage(pair('XA-XB'), 'imports', period('2025-03'), instant(SECOND)),
    });
    await table.client.send(new DeleteItemCommand({ TableName: table.name, Key }));

    expect((await explained(table)).disagreements[0]).toBe(
      'the value of 2025-03 was told as -150 and is computed as denominator-missing',
    );
  });
});
