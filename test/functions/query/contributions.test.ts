import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { settingsSchema } from '../../../shared/domain/settings.ts';
import { writeChanges } from '../../../shared/store/observations.ts';
import { writeSettings } from '../../../shared/store/settings.ts';
import { contributionsAnswer } from '../../support/contributions-answer.ts';
import { embeddedDatabase, type TestTable } from '../../support/embedded-database.ts';
import { type Amounts, amountsFrom, vintagesOf } from '../../support/observations.ts';
import { whenPageIsAsked } from '../../support/pages.ts';
import { type AskedApp, queryOver } from '../../support/query.ts';

const database = embeddedDatabase();
const FIRST = '2025-08-05T12:00:00.000Z';
const RESTATED = '2025-09-05T12:00:00.000Z';
const PATH = '/v1/pairs/XA-XB/contributions';

/** Figures of a pair, each new; `run` names the release. */
async function given(
  table: TestTable,
  pair: string,
  flows: { exports: Amounts; imports: Amounts },
  { knownAt = FIRST, print = 1, source = 'us-census' } = {},
): Promise<void> {
  const vintages = vintagesOf(flows, { pair, knownAt, run: `${pair} ${knownAt}`, print, source });
  await writeChanges(
    table,
    vintages.map((vintage) => ({ vintage, replaces: undefined })),
  );
}

const twoYears = (before: number, now: number): Amounts =>
  amountsFrom('2023-07', [...Array(12).fill(before), ...Array(12).fill(now)]);

let table: TestTable;
let query: AskedApp;
beforeAll(async () => {
  table = await database.freshTable();
  const pairs = Object.fromEntries(
    ['XA-XB', 'XA-XB:87', 'XA-XB:8703', 'XA-XB:27', 'XA-XB:85', 'XB-XA'].map((pair) => [
      pair,
      { M: 'us-census' },
    ]),
  );
  await writeSettings(table, settingsSchema.parse({ pairs, sources: {}, rules: [] }));
  await given(table, 'XA-XB', { exports: twoYears(100, 110), imports: twoYears(200, 260) });
  await given(table, 'XA-XB:87', { exports: twoYears(10, 12), imports: twoYears(50, 90) });
  await given(table, 'XA-XB:8703', { exports: twoYears(4, 4), imports: twoYears(30, 65) });
  await given(table, 'XA-XB:27', { exports: twoYears(40, 30), imports: twoYears(5, 5) });
  const elsewhere = { source: 'un-comtrade' };
  await given(table, 'XA-XB:85', { exports: twoYears(1, 1), imports: twoYears(2, 2) }, elsewhere);
  query = queryOver(table);
});

describe('GET /v1/pairs/{pair}/contributions', () => {
  it('divides the newest change of a month by watched goods, cars inside of vehicles', async () => {
    const { parts, ...rest } = await query.whenAsked(PATH, contributionsAnswer);

    expect(rest).toEqual({
      ...{ pair: 'XA-XB', over: 'month', period: '2025-06', before: '2024-06' },
      ...{ unit: 'USD', change: -50, basis: 'exports FAS, imports customs value' },
      ...{ source: 'us-census', vintage: FIRST, notes: [], leftOut: ['85'] },
    });
    const chapter = { within: null, balance: -78, balanceBefore: -40 };
    expect(parts).toEqual([
      expect.objectContaining({ commodity: '27', within: null, value: -10 }),
      { commodity: '87', name: 'vehicles', value: -38, ...chapter },
      expect.objectContaining({ commodity: '8703', within: '87', name: 'cars', value: -35 }),
      expect.objectContaining({ commodity: null, within: '87', value: -3 }),
      expect.objectContaining({ commodity: null, within: null, value: -2 }),
    ]);
    expect(parts.at(-1)?.name).toBe('everything else');
    expect(parts.at(-2)?.name).toBe('everything else in vehicles');
  });

  it('divides the change of the twelve-month balance, in one query for each pair and no scan', async () => {
    table.calls.restart();
    const { change, parts } = await query.whenAsked(`${PATH}?over=12m`, contributionsAnswer);

    expect(change).toBe(-600);
    expect(parts.map(({ value }) => value)).toEqual([-120, -456, -420, -36, -24]);
    expect(table.calls.commands.filter((command) => command !== 'GetItemCommand')).toEqual(
      Array(5).fill('QueryCommand'),
    );
  });

  it('says of goods without the figure why, and that the rest is not known', async () => {
    const known = await query.whenAsked(`${PATH}?period=2025-07`, contributionsAnswer);
    expect(known).toMatchObject({ change: null, reason: 'not-published' });

    const { change, parts } = await query.whenAsked(`${PATH}?over=year`, contributionsAnswer);
    expect(change).toBeNull();
    expect(parts).toEqual([
      {
        ...{ commodity: null, within: null, name: 'everything else', value: null },
        ...{ reason: 'not-published', balance: null, balanceBefore: null },
      },
    ]);
  });

  it('is a table, with the whole change beside each part', async () => {
    const response = await query.app.request(`${PATH}?format=csv`);
    const rows: Record<string, string>[] = parse(await response.text(), { columns: true });

    expect(
      rows.map(({ change, within, commodity, value }) => [change, within, commodity, value]),
    ).toEqual([
      ...[
        ['-50', '', '27', '-10'],
        ['-50', '', '87', '-38'],
        ['-50', '87', '8703', '-35'],
      ],
      ...[
        ['-50', '87', '', '-3'],
        ['-50', '', '', '-2'],
      ],
    ]);
  });

  it.each([
    ['over=week', 'over'],
    ['over=12m&period=2025', 'period'],
    ['over=year&period=2025-06', 'period'],
    ['period=2025-Q2', 'period'],
    ['period=2025-06/20', 'period'],
    ['frequency=M', 'frequency'],
    ['period=%00', 'period'],
    ['over=__proto__', 'over'],
  ])('refuses %s and names the parameter', async (parameters, parameter) => {
    expect(await query.whenRefused(`${PATH}?${parameters}`)).toMatchObject({
      status: 400,
      parameter,
    });
  });

  it('is, as of an instant, what was known then, and nothing before anything was', async () => {
    const fresh = await database.freshTable();
    const pairs = { 'XA-XB': { M: 'us-census' }, 'XA-XB:87': { M: 'us-census' } };
    await writeSettings(fresh, settingsSchema.parse({ pairs, sources: {}, rules: [] }));
    await given(fresh, 'XA-XB', { exports: twoYears(100, 110), imports: twoYears(200, 260) });
    await given(
      fresh,
      'XA-XB:87',
      { exports: twoYears(10, 12), imports: twoYears(50, 90) },
      { knownAt: RESTATED },
    );
    const over = queryOver(fresh);

    const then = await over.whenAsked(`${PATH}?asOf=2025-08-31`, contributionsAnswer);
    const now = await over.whenAsked(`${PATH}?asOf=2025-09-30`, contributionsAnswer);
    const never = await over.whenAsked(`${PATH}?asOf=2025-01-01`, contributionsAnswer);

    const values = ({ parts }: typeof then) => parts.map(({ value, reason }) => value ?? reason);
    expect(values(then)).toEqual(['not-published', 'denominator-missing']);
    expect(values(now)).toEqual([-38, -12]);
    expect(never).toMatchObject({ period: null, change: null, reason: 'not-published' });
  });
});

describe('a sector of which only tariffs are told', () => {
  it('is no part of a balance, and leaves what else is watched as it is', async () => {
    const fresh = await database.freshTable();
    const pairs = {
      ...{ 'XA-XB': { M: 'us-census' }, 'XA-XB:87': { M: 'us-census' } },
      'XA-XB:86-89': { with: ['wits'] },
    };
    await writeSettings(fresh, settingsSchema.parse({ pairs, sources: {}, rules: [] }));
    await given(fresh, 'XA-XB', { exports: twoYears(100, 110), imports: twoYears(200, 260) });
    await given(fresh, 'XA-XB:87', { exports: twoYears(10, 12), imports: twoYears(50, 90) });
    const tariffs = vintagesOf(
      { 'bilateral-imports': { '2023': 5 }, 'bilateral-tariff': { '2023': 12.5 } },
      { pair: 'XA-XB:86-89', source: 'wits', knownAt: FIRST },
    );
    await writeChanges(
      fresh,
      tariffs.map((vintage) => ({ vintage, replaces: undefined })),
    );
    const over = queryOver(fresh);

    const { parts } = await over.whenAsked(PATH, contributionsAnswer);
    expect(parts.map(({ commodity, value }) => [commodity, value])).toEqual([
      ['87', -38],
      [null, -12],
    ]);
    const whole = await whenPageIsAsked(over, '/pairs/XA-XB');
    expect(whole.words).toContain('Vehicles (HS 87)');
    expect(whole.words).not.toContain('Transport equipment');
    const own = await whenPageIsAsked(over, '/pairs/XA-XB:86-89');
    expect(own.words).toMatch(/ with .+: transport equipment \(HS 86-89\)/);
    expect(own.words).toMatch(/12\.50 ?%/);
  });
});

describe('the page of a pair', () => {
  it('tells what a change is made of, with the same figures', async () => {
    const { words } = await whenPageIsAsked(query, '/pairs/XA-XB');

    expect(words).toContain('What the change is made of');
    expect(words).toContain(
      'Change of the balance in the twelve months to June 2025 against the twelve months to June 2024: −$600',
    );
    expect(words).toContain('Vehicles (HS 87) −$78 −$40 −$38 Cars (HS 8703) −$61 −$26 −$35');
    expect(words).toContain('Everything else in vehicles −$17 −$14 −$3 Everything else');
    expect(words).toContain('from another source or stand on another basis: HS 85.');
  });

  it('says nothing of it where no goods of the pair are watched, and asks for nothing', async () => {
    table.calls.restart();
    const { words } = await whenPageIsAsked(query, '/pairs/XB-XA');
    expect(words).not.toContain('What the change is made of');
    const whole = [...table.calls.commands].filter((command) => command === 'QueryCommand').length;
    table.calls.restart();
    await whenPageIsAsked(query, '/pairs/XA-XB');
    const withGoods = table.calls.commands.filter((command) => command === 'QueryCommand').length;
    expect(withGoods - whole).toBe(4);
  });
});
