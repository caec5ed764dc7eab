import { describe, expect, it } from 'vitest';
import { instant, type Observation } from '../../../shared/domain/observation.ts';
import { pair } from '../../../shared/domain/pair.ts';
import { frequencyOf, period, periodsBetween } from '../../../shared/domain/period.ts';
import type { Source } from '../../../shared/sources/source.ts';
import { allVintages, currentOf } from '../../../shared/store/observations.ts';
import { embeddedDatabase, type TestTable } from '../../support/embedded-database.ts';
import { vintagesOf } from '../../support/observations.ts';
import { fakeSource, poll, SETTINGS } from '../../support/polls.ts';
import { giveRule, recompute, sortKeysOf } from '../../support/recompute.ts';

const database = embeddedDatabase();
const XA = pair('XA-XB');
const LOADED = '2026-03-05T09:00:00.000Z';
const M = 1_000_000;

type Releases = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** A source that keeps vintages: deficits of XA with XB by the instant of their release and by month. */
function archive(releases: Releases): Source {
  return {
    ...fakeSource(),
    keepsVintages: true,
    fetch: async ({ targets: [target] }) =>
      Object.entries(releases).flatMap(([at, deficits]) =>
        vintagesOf(
          {
            exports: hundreds(deficits, () => 100 * M),
            imports: hundreds(deficits, (of) => 100 * M + of * M),
          },
          { source: 'xa-customs' },
        ).flatMap(({ knownAt, run, print, ...said }): Observation[] =>
          target &&
          said.period >= target.from &&
          said.period <= target.to &&
          frequencyOf(said.period) === 'M'
            ? [{ ...said, releasedAt: instant(at) }]
            : [],
        ),
      ),
  };
}

function hundreds(deficits: Readonly<Record<string, number>>, amount: (deficit: number) => number) {
  return Object.fromEntries(Object.entries(deficits).map(([of, deficit]) => [of, amount(deficit)]));
}

const SETTINGS_OF_ONE = { ...SETTINGS, pairs: { [XA]: { M: 'xa-customs' } } };

async function load(table: TestTable, releases: Releases, at = LOADED): Promise<void> {
  await poll(archive(releases), table, at, { settings: SETTINGS_OF_ONE });
  await recompute(table, { now: at });
}

async function importsOf(table: TestTable): Promise<string[]> {
  const known = await allVintages(table, XA, 'imports');
  return known.map(({ period: of, knownAt, value, print }) => {
    return `${of} ${knownAt.slice(0, 10)} ${value.div(M).toFixed()} print ${print}`;
  });
}

const TOLD: Releases = {
  '2026-01-08T23:59:59.999Z': { '2025-11': 40 },
  '2026-02-05T23:59:59.999Z': { '2025-11': 60, '2025-12': 45 },
};

describe('a first load with vintages', () => {
  it('stores what was known when, so that the past can be asked', async () => {
    const table = await database.freshTable();
    await load(table, TOLD);
    expect(await importsOf(table)).toEqual([
      '2025-11 2026-01-08 140 print 1',
      '2025-11 2026-02-05 160 print 2',
      '2025-12 2026-02-05 145 print 1',
    ]);
    expect((await currentOf(table, XA, 'imports')).map(({ print }) => print)).toEqual([2, 1]);
  });

  it('is a baseline: nobody is told that an old month had crossed, or was restated', async () => {
    const table = await database.freshTable();
    await giveRule(table, { fires: { below: -50 * M } });
    await load(table, TOLD);
    expect(await sortKeysOf(table, 'STATE#')).toHaveLength(1);
    expect(await sortKeysOf(table, 'ALERT#')).toEqual([]);
  });

  it('of more vintages than a transaction holds stands under a marker of the run, not of the past', async () => {
    const table = await database.freshTable();
    const months = periodsBetween(period('2022-01'), period('2025-12'));
    const all = (deficit: number) => Object.fromEntries(months.map((of) => [of, deficit]));
    table.calls.dieAt({ at: 7, moment: 'after' });
    const releases = { '2026-01-08T23:59:59.999Z': all(40), '2026-02-05T23:59:59.999Z': all(41) };
    await expect(load(table, releases)).rejects.toThrow();
    table.calls.restart();
    const marker = (await table.items()).find(({ SK }) => SK === 'LOADING');
    expect(marker).toMatchObject({ until: '2026-03-05T09:15:00.000Z' });

    await load(table, releases, '2026-03-05T09:20:00.000Z');
    expect(await importsOf(table)).toHaveLength(2 * months.length);
    const exports = await allVintages(table, XA, 'exports');
    expect(exports).toHaveLength(months.length);
    expect((await table.items()).find(({ SK }) => SK === 'LOADING')).toMatchObject({ until: null });
  });
});

describe('the next poll', () => {
  it('that finds no other vintage writes nothing', async () => {
    const table = await database.freshTable();
    await load(table, TOLD);
    const before = await table.items();
    table.calls.restart();
    await poll(archive(TOLD), table, '2026-03-06T09:00:00Z', { settings: SETTINGS_OF_ONE });
    expect(table.calls.writes()).toEqual([]);
    expect(await table.items()).toEqual(before);
  });

  it('tells a new month as news and a new vintage as a revision, known since their release', async () => {
    const table = await database.freshTable();
    await giveRule(table, { fires: { below: -50 * M } });
    await load(table, { '2026-02-05T23:59:59.999Z': { '2025-11': 40, '2025-12': 45 } });
    await load(
      table,
      {
        '2026-02-05T23:59:59.999Z': { '2025-11': 40, '2025-12': 45 },
        '2026-03-10T23:59:59.999Z': { '2025-12': 44, '2026-01': 70 },
      },
      '2026-03-11T09:00:00.000Z',
    );
    expect(await sortKeysOf(table, 'ALERT#')).toEqual([
      'ALERT#20260310T235959999Z.XA-XB.xa-xb-deficit-v1.2026-01.crossed',
    ]);
  });

  it('that brings older vintages of what is stored tells nobody, and changes nothing', async () => {
    const table = await database.freshTable();
    await giveRule(table, { fires: { below: -50 * M } });
    await load(table, { '2026-02-05T23:59:59.999Z': { '2025-11': 40 } });
    const before = await table.items();
    await load(
      table,
      {
        '2026-01-08T23:59:59.999Z': { '2025-11': 90 },
        '2026-02-05T23:59:59.999Z': { '2025-11': 40 },
      },
      '2026-03-11T09:00:00.000Z',
    );
    expect(await table.items()).toEqual(before);
  });

  it('that brings a longer history tells nobody that a rule would have fired and cleared in it', async () => {
    const table = await database.freshTable();
    await giveRule(table, { fires: { below: -50 * M } });
    await load(table, { '2026-02-05T23:59:59.999Z': { '2025-11': 45, '2025-12': 45 } });
    await load(
      table,
      {
        '2025-12-04T23:59:59.999Z': { '2025-10': 60 },
        '2026-02-05T23:59:59.999Z': { '2025-11': 45, '2025-12': 45 },
      },
      '2026-03-11T09:00:00.000Z',
    );
    expect(await importsOf(table)).toContain('2025-10 2025-12-04 160 print 1');
    expect(await sortKeysOf(table, 'ALERT#')).toEqual([]);
  });
});
