import { describe, expect, it } from 'vitest';
import { pair } from '../../../shared/domain/pair.ts';
import { settingsSchema } from '../../../shared/domain/settings.ts';
import { allVintages } from '../../../shared/store/observations.ts';
import { embeddedDatabase, type TestTable } from '../../support/embedded-database.ts';
import { crashesOf, InjectedFault } from '../../support/faults.ts';
import { fakeSource, poll, type Told } from '../../support/polls.ts';

const database = embeddedDatabase();
const XA = pair('XA-XB');
const M = 1_000_000;
const source = { schedule: 'rate(1 day)', timeZone: 'UTC', historyFrom: '2020-01' };

/** Exports of a fictional pair from one provider, checked by another of which it is known how far it may be from the first. */
const SETTINGS = settingsSchema.parse({
  pairs: { 'XA-XB': { M: 'us-census', checks: ['un-comtrade'] } },
  sources: { 'us-census': source, 'un-comtrade': source },
  rules: [],
});

async function asked(id: string, table: TestTable, told: Told, at: string) {
  const asking = fakeSource({ id });
  asking.tells(told);
  const outcome = await poll(asking, table, at, { settings: SETTINGS });
  return { outcome, asked: asking.asked };
}

const stores = (table: TestTable, told: Told, at: string) => asked('us-census', table, told, at);
const checks = (table: TestTable, told: Told, at: string) => asked('un-comtrade', table, told, at);

async function subjects(table: TestTable): Promise<string[]> {
  const items = await table.items();
  return items
    .filter(({ SK }) => SK.startsWith('NOTICE#differs'))
    .map(({ subject }) => String(subject));
}

const STORED = { '2020-01': 100 * M, '2020-02': 110 * M };
const DIFFERENT = { '2020-01': 100 * M, '2020-02': 120 * M };
const FEBRUARY = '2020-03-15T09:00:00Z';
const MAY = '2020-05-15T09:00:00Z';
const JUNE = '2020-06-15T09:00:00Z';
const JULY = '2020-07-15T09:00:00Z';

async function loaded(): Promise<TestTable> {
  const table = await database.freshTable();
  await stores(table, { [XA]: STORED }, FEBRUARY);
  return table;
}

describe('a source that only checks', () => {
  it('is asked for the same months, and nothing of what it says is stored', async () => {
    const table = await loaded();
    const before = await table.items();
    const { asked: targets, outcome } = await checks(table, { [XA]: STORED }, MAY);
    expect(targets).toMatchObject([[{ pair: XA, frequency: 'M', to: '2020-04' }]]);
    expect(outcome).toEqual({ kind: 'brought', vintages: [] });
    expect(await table.items()).toEqual(before);
  });

  it('and agrees reads a window a flow, what was told and the ledger, and writes nothing', async () => {
    const table = await loaded();
    table.calls.restart();
    await checks(table, { [XA]: STORED }, MAY);
    const [gets, queries] = ['GetItemCommand', 'QueryCommand'].map(
      (name) => table.calls.commands.filter((command) => command === name).length,
    );
    expect(table.calls.writes()).toEqual([]);
    expect([gets, queries]).toEqual([1, 5]);
  });

  it('is not held against what is not there, or comes from somebody else', async () => {
    const table = await database.freshTable();
    await checks(table, { [XA]: DIFFERENT }, MAY);
    expect(await table.items()).toEqual([]);

    // Loaded before the operator gave the pair its present source.
    const former = fakeSource({ id: 'imf-imts' });
    former.tells({ [XA]: STORED });
    const settings = {
      ...SETTINGS,
      pairs: { [XA]: { M: 'imf-imts' } },
      sources: { 'imf-imts': SETTINGS.sources['us-census'] },
    };
    await poll(former, table, FEBRUARY, { settings: settingsSchema.parse(settings) });
    await checks(table, { [XA]: DIFFERENT }, MAY);
    expect(await subjects(table)).toEqual([]);
  });

  it('and differs has the operator told once, and once more when it is over', async () => {
    const table = await loaded();
    await checks(table, { [XA]: DIFFERENT }, MAY);
    expect(await subjects(table)).toEqual([
      'Tidemark: un-comtrade and us-census differ on XA-XB: 1 figure',
    ]);
    await checks(table, { [XA]: { ...DIFFERENT, '2020-02': 121 * M } }, JUNE);
    expect(await subjects(table)).toHaveLength(1);
    await checks(table, { [XA]: STORED }, JULY);
    expect(await subjects(table)).toContain(
      'Tidemark: un-comtrade and us-census agree again on XA-XB: 1 figure',
    );
    expect(await subjects(table)).toHaveLength(2);
    expect((await allVintages(table, XA)).every(({ source: of }) => of === 'us-census')).toBe(true);
  });

  it('and still says what was stored before a restatement is late, and not told', async () => {
    const table = await loaded();
    await stores(table, { [XA]: DIFFERENT }, '2020-04-15T09:00:00Z');
    await checks(table, { [XA]: STORED }, MAY);
    expect(await subjects(table)).toEqual([]);
  });

  it('tells the operator and nobody else: a notice waits to be sent, and no alert', async () => {
    const table = await loaded();
    await checks(table, { [XA]: DIFFERENT }, MAY);
    const waiting = (await table.items()).filter(({ status }) => status === 'PENDING');
    expect(waiting.map(({ PK, SK }) => `${PK} ${SK}`)).toEqual([
      'OPERATOR NOTICE#differs#XA-XB#M#un-comtrade#us-census#v1',
    ]);
  });

  it('tells it once wherever the run dies', async () => {
    const observed = await loaded();
    observed.calls.restart();
    await checks(observed, { [XA]: DIFFERENT }, MAY);
    for (const crash of crashesOf(observed.calls)) {
      const table = await loaded();
      table.calls.restart();
      table.calls.dieAt(crash);
      await expect(checks(table, { [XA]: DIFFERENT }, MAY)).rejects.toThrow(InjectedFault);
      table.calls.restart();
      await checks(table, { [XA]: DIFFERENT }, JUNE);
      expect(await subjects(table)).toHaveLength(1);
    }
  });
});
