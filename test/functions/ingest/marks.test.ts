import { describe, expect, test } from 'vitest';
import { pair } from '../../../shared/domain/pair.ts';
import { settingsSchema } from '../../../shared/domain/settings.ts';
import { SourceRefusal } from '../../../shared/platform/errors.ts';
import type { Marks, Source } from '../../../shared/sources/source.ts';
import { currentOf } from '../../../shared/store/observations.ts';
import { embeddedDatabase, type TestTable } from '../../support/embedded-database.ts';
import { fakeSource, poll, SETTINGS, type Told } from '../../support/polls.ts';

const database = embeddedDatabase();
const XA = pair('XA-XB');
const M = 1_000_000;
/** All within one month, in which the same months are asked for. */
const DAYS = ['02', '03', '04', '05', '06', '07'].map((day) => `2020-03-${day}T09:00:00.000Z`);

/** Customs that mark each state of their figures, and say nothing of one whose mark is known. */
function markedSource() {
  const customs = fakeSource();
  const known: Marks[] = [];
  let mark: string | undefined;
  const source: Source = {
    ...customs,
    fetchChanged: async (request, before, context) => {
      known.push(before);
      const marks: Marks = mark === undefined ? {} : { customs: mark };
      if (mark !== undefined && before['customs'] === mark) return { observations: [], marks };
      return { observations: await customs.fetch(request, context), marks };
    },
  };
  return {
    source,
    known,
    tells(told: Told | Error, as?: string) {
      customs.tells(told);
      mark = as;
    },
  };
}

async function givenJanuary() {
  const table = await database.freshTable();
  const customs = markedSource();
  customs.tells({ 'XA-XB': { '2020-01': 100 * M } }, 'a');
  await poll(customs.source, table, DAYS[0] ?? '');
  table.calls.restart();
  return { table, customs };
}

async function exportsIn(table: TestTable): Promise<string[]> {
  return (await currentOf(table, XA, 'exports')).map(({ period, value }) => `${period} ${value}`);
}

const around = { trustsMarks: true };

describe('a poll that takes marks', () => {
  test('asks nothing else and writes nothing where nothing has changed', async () => {
    const { table, customs } = await givenJanuary();
    // What the marks say is taken: the figures are not looked at.
    customs.tells({ 'XA-XB': { '2020-01': 999 * M } }, 'a');
    const outcome = await poll(customs.source, table, DAYS[1] ?? '', around);

    expect(outcome).toEqual({ kind: 'brought', vintages: [] });
    expect(customs.known.at(-1)).toEqual({ customs: 'a' });
    expect(table.calls.writes()).toEqual([]);
    expect(await exportsIn(table)).toEqual(['2020-01 100000000']);
  });

  test('brings what has changed, and remembers the mark of it', async () => {
    const { table, customs } = await givenJanuary();
    customs.tells({ 'XA-XB': { '2020-01': 110 * M } }, 'b');
    await poll(customs.source, table, DAYS[1] ?? '', around);
    await poll(customs.source, table, DAYS[2] ?? '', around);

    expect(await exportsIn(table)).toEqual(['2020-01 110000000']);
    expect(customs.known.at(-1)).toEqual({ customs: 'b' });
  });

  test('writes the mark once where the source has moved and its figures have not', async () => {
    const { table, customs } = await givenJanuary();
    customs.tells({ 'XA-XB': { '2020-01': 100 * M } }, 'b');
    await poll(customs.source, table, DAYS[1] ?? '', around);
    const once = table.calls.writes();
    await poll(customs.source, table, DAYS[2] ?? '', around);

    expect(once).toEqual(['PutItemCommand']);
    expect(table.calls.writes()).toEqual(once);
  });

  test('asks everything of a pair that is new, of another month, and of a source without marks', async () => {
    const { table, customs } = await givenJanuary();
    const fewer = settingsSchema.parse({ ...SETTINGS, pairs: { 'XA-XB': { M: 'xa-customs' } } });
    await poll(customs.source, table, DAYS[1] ?? '', { ...around, settings: fewer });
    await poll(customs.source, table, '2020-04-02T09:00:00.000Z', around);
    customs.tells({ 'XA-XB': { '2020-01': 100 * M } });
    await poll(customs.source, table, '2020-04-03T09:00:00.000Z', around);

    expect(customs.known.slice(-3)).toEqual([{}, {}, { customs: 'a' }]);
  });
});

describe('a poll that is made whatever is expected', () => {
  test('takes no mark, and finds a figure that changed under an old one', async () => {
    const { table, customs } = await givenJanuary();
    customs.tells({ 'XA-XB': { '2020-01': 120 * M } }, 'a');
    await poll(customs.source, table, DAYS[1] ?? '');

    expect(customs.known.at(-1)).toEqual({});
    expect(await exportsIn(table)).toEqual(['2020-01 120000000']);
  });

  test('writes nothing where nothing has changed, the mark included', async () => {
    const { table, customs } = await givenJanuary();
    await poll(customs.source, table, DAYS[1] ?? '');

    expect(table.calls.writes()).toEqual([]);
  });
});

describe('a mark', () => {
  test.each([
    ['was refused', { 'XA-XB': { '2020-01': 9000 * M } }],
    ['broke off', new SourceRefusal('xa-customs', 'cut', 'the answer ends in the middle')],
  ])('of an answer that %s is not remembered', async (_, told) => {
    const { table, customs } = await givenJanuary();
    customs.tells(told, 'b');
    expect(await poll(customs.source, table, DAYS[1] ?? '', around)).toMatchObject({
      kind: 'failed',
    });
    customs.tells({ 'XA-XB': { '2020-01': 110 * M } }, 'b');
    await poll(customs.source, table, DAYS[2] ?? '', around);

    expect(await exportsIn(table)).toEqual(['2020-01 110000000']);
  });

  test('is remembered after everything else, wherever the run dies', async () => {
    for (let at = 1; at <= 12; at += 1) {
      const { table, customs } = await givenJanuary();
      customs.tells({ 'XA-XB': { '2020-01': 110 * M, '2020-02': 120 * M } }, 'b');
      table.calls.dieAt({ at, moment: 'after' });
      await poll(customs.source, table, DAYS[1] ?? '', around).catch(() => {});
      table.calls.restart();
      const again = await poll(customs.source, table, DAYS[1] ?? '', around);
      const entered = (await table.items()).filter(({ SK }) => SK === DAYS[1]);

      expect(await exportsIn(table)).toEqual(['2020-01 110000000', '2020-02 120000000']);
      expect(entered, `died at call ${at}`).toMatchObject([{ outcome: 'changed', changed: '2' }]);
      expect(again.kind).toBe('brought');
    }
  });
});
