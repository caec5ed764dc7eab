// Xanadu and Xebec are made up, and so is what their customs publish.
import { beforeAll, describe, expect, it } from 'vitest';
import { ingestSource } from '../../../functions/ingest/ingest-source.ts';
import { recomputePair } from '../../../functions/recompute/recompute-pair.ts';
import { brought } from '../../../infra/local/terminal-progress.ts';
import { pair } from '../../../shared/domain/pair.ts';
import { settingsSchema } from '../../../shared/domain/settings.ts';
import { publishedFigures } from '../../../shared/sources/published-figures.ts';
import { readLatest, readNewestMetrics } from '../../../shared/store/pair-present.ts';
import { lastRun } from '../../../shared/store/runs.ts';
import { writeSettings } from '../../../shared/store/settings.ts';
import { historyAnswer, observationsAnswer } from '../../support/answers.ts';
import { embeddedDatabase, type TestTable } from '../../support/embedded-database.ts';
import { listeningLogger } from '../../support/logs.ts';
import { whenPageIsAsked } from '../../support/pages.ts';
import { type AskedApp, queryOver } from '../../support/query.ts';
import { sourceContext } from '../../support/source-context.ts';

const database = embeddedDatabase();
const XA = pair('XA-XB');
const SOURCE = 'published-figures';
const SETTINGS = settingsSchema.parse({
  pairs: { 'XA-XB': { M: SOURCE, P: SOURCE } },
  sources: { [SOURCE]: { schedule: 'rate(1 day)', timeZone: 'UTC', historyFrom: '2024-05' } },
  rules: [],
});

const HEADER = 'pair,indicator,period,value,scale,unit,basis,status,publisher,citation';
const flow = (indicator: string, period: string, value: number): string =>
  `XA-XB,${indicator},${period},${value},1e6,USD,${indicator === 'exports' ? 'FOB' : 'CIF'},provisional,Xanadu Customs,"Release, table 1"`;
const days = (period: string, count: number): string =>
  `XA-XB,working-days,${period},${count},1,days,calendar,provisional,Xanadu Customs,"Release, table 1"`;

const PRINTED = [
  ...[flow('exports', '2024-06/20', 13_000), days('2024-06/20', 13)],
  ...[flow('exports', '2025-05', 45_000), flow('imports', '2025-05', 40_000)],
  ...[flow('exports', '2025-06/10', 9_000), days('2025-06/10', 6)],
  ...[flow('exports', '2025-06/20', 27_000), days('2025-06/20', 13.5)],
];

async function whenPolled(table: TestTable, at: string, rows: readonly string[]): Promise<string> {
  const clock = { now: () => new Date(at), sleep: () => Promise.resolve() };
  const surroundings = {
    context: sourceContext({ shipped: { figures: [HEADER, ...rows, ''].join('\n') } }),
    apiKey: async () => undefined,
    howToGiveKey: '',
  };
  const log = listeningLogger().log;
  const { outcome } = await ingestSource(publishedFigures, at, SETTINGS, surroundings, {
    ...{ table, clock, log },
  });
  await recomputePair(XA, { table, now: () => new Date(at), log });
  return brought(outcome);
}

let table: TestTable;
let query: AskedApp;
let told: string[];
beforeAll(async () => {
  table = await database.freshTable();
  await writeSettings(table, SETTINGS);
  told = [
    await whenPolled(table, '2025-06-15T00:00:00.000Z', PRINTED),
    await whenPolled(table, '2025-06-20T23:00:00.000Z', PRINTED),
    await whenPolled(table, '2025-06-21T00:30:00.000Z', PRINTED),
    await whenPolled(table, '2025-06-22T00:30:00.000Z', PRINTED),
    await whenPolled(
      table,
      '2025-06-23T00:30:00.000Z',
      PRINTED.map((row) => row.replace('27000', '27270')),
    ),
  ];
  query = queryOver(table, () => new Date('2025-06-24T00:00:00Z'));
});

const history = (metric: string, parameters = '') =>
  query.whenAsked(`/v1/pairs/XA-XB/metrics/${metric}${parameters}`, historyAnswer);

describe('the first days of a month', () => {
  it('are taken when they are over, once, and again when they are restated', () => {
    expect(told.map((line) => line.replace(/ up to.*?(,|$)/, '$1'))).toEqual([
      ...['6 figures', 'nothing new', '2 figures', 'nothing new', '1 figure, 1 restated'],
    ]);
  });

  it('leave the newest month of the source at the month that is awaited after', async () => {
    expect((await lastRun(table, SOURCE))?.newestPeriod).toBe('2025-05');
  });

  it('are computed by working day, and compared with the same days of the year before', async () => {
    const daily = await history('exports-per-working-day');
    expect(daily.unit).toBe('USD per working day');
    expect(daily.values.map(({ period, value }) => [period, value])).toEqual([
      ['2024-06/20', 1_000_000_000],
      ['2025-06/10', 1_500_000_000],
      ['2025-06/20', 2_020_000_000],
    ]);
    const change = await history('exports-per-working-day-yoy', '?from=2025-06/10');
    expect(change.values).toMatchObject([
      { period: '2025-06/10', value: null, reason: 'denominator-missing' },
      { period: '2025-06/20', value: 102 },
    ]);
  });

  it('are, as of an instant, what was printed then', async () => {
    const { values } = await history('exports-per-working-day-yoy', '?asOf=2025-06-22');
    expect(values.at(-1)).toMatchObject({ period: '2025-06/20', value: 100 });
  });

  it('stand in the observations with their citation, and in no month', async () => {
    const { values } = await query.whenAsked(
      '/v1/pairs/XA-XB/observations/working-days',
      observationsAnswer,
    );
    expect(values.map(({ period, value, unit }) => [period, value, unit])).toEqual([
      ['2024-06/20', 13, 'days'],
      ['2025-06/10', 6, 'days'],
      ['2025-06/20', 13.5, 'days'],
    ]);
    expect(values[0]).toMatchObject({ note: 'Xanadu Customs: Release, table 1' });
    const balance = await history('balance');
    expect(balance.values).toMatchObject([{ period: '2025-05', value: 5_000_000_000 }]);
    expect(balance.values).toHaveLength(1);
    expect((await readNewestMetrics(table, XA, 40)).map(({ period }) => period)).toEqual([
      '2025-05',
    ]);
  });

  it('are refused where months are asked for, and months where they are', async () => {
    for (const [path, parameter] of [
      ['balance?from=2025-06/20', 'from'],
      ['balance?to=2025-06/20', 'to'],
      ['balance?frequency=P', 'frequency'],
      ['exports-per-working-day?from=2025-06', 'from'],
      ['exports-per-working-day?frequency=M', 'frequency'],
    ]) {
      expect(await query.whenRefused(`/v1/pairs/XA-XB/metrics/${path}`)).toMatchObject({
        status: 400,
        parameter,
      });
    }
  });

  it('are on the page with the days that they are of, without a chart and without a rule to try', async () => {
    const { words, html } = await whenPageIsAsked(query, '/pairs/XA-XB');
    expect(words).toContain(
      'Exports per working day, first days of a month $2.0bn first 20 days of June 2025',
    );
    const { metrics } = (await readLatest(table, XA)) ?? {};
    expect(metrics?.['exports-per-working-day']?.previous?.period).toBe('2024-06/20');
    expect(html).not.toContain('exports-per-working-day.svg');
    expect(html).not.toContain('<option value="exports-per-working-day"');
    expect((await whenPageIsAsked(query, '/charts/XA-XB/exports-per-working-day.svg')).status).toBe(
      404,
    );
  });
});
