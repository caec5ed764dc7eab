import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { CONTRACTS } from '../../../functions/query/contracts.ts';
import { type Cell, csvText, tableOf } from '../../../functions/query/csv.ts';
import { embeddedDatabase } from '../../support/embedded-database.ts';
import { assertLaw } from '../../support/law.ts';
import {
  type AskedApp,
  givenSeveralReleases,
  knownAt,
  queryOver,
  RESTATED_AT,
} from '../../support/query.ts';

const table = tableOf(
  () => 'rows',
  (rows: readonly { a: Cell; b: Cell }[]) => rows,
  ['a', 'b'],
);

const lineOf = (a: Cell): string | undefined => csvText(table, [{ a, b: 1 }]).split('\r\n')[1];

/** As strict as a parser can be: no quote and no column out of place. */
function read(text: string): string[][] {
  return parse(text, { recordDelimiter: '\r\n', relaxQuotes: false, relaxColumnCount: false });
}

describe('a table as CSV', () => {
  it('has a header, CRLF after every line, and no byte order mark', () => {
    expect(csvText(table, [])).toBe('a,b\r\n');
    expect(csvText(table, [{ a: 'x', b: 2.5 }])).toBe('a,b\r\nx,2.5\r\n');
  });

  it.each([
    ['Müller, "Söhne"', '"Müller, ""Söhne""",1'],
    ['two\r\nlines', '"two\r\nlines",1'],
    ['a;b', '"a;b",1'],
    [' padded ', '" padded ",1'],
    ['calculated duty', 'calculated duty,1'],
  ])('quotes %j only where it must', (text, line) => {
    expect(csvText(table, [{ a: text, b: 1 }])).toBe(`a,b\r\n${line}\r\n`);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '-2+3+cmd|" /C calc"!A0'])(
    'makes text of %j, which a spreadsheet would calculate',
    (text) => {
      const [, [cell = ''] = []] = read(csvText(table, [{ a: text, b: 1 }]));
      expect(cell).toBe(`'${text}`);
    },
  );

  it('leaves a number a number, also below zero', () => {
    expect(lineOf(-8_409_085_604)).toBe('-8409085604,1');
    expect(lineOf(-0.375694)).toBe('-0.375694,1');
    expect(lineOf(false)).toBe('false,1');
  });

  it('leaves a cell empty for null, which is not the number 0', () => {
    expect(lineOf(null)).toBe(',1');
    expect(lineOf(undefined)).toBe(',1');
    expect(lineOf(0)).toBe('0,1');
  });

  it('gives back every text that was put in, apart from the apostrophe, and begins no formula', () => {
    const text = fc.string({ unit: fc.constantFrom(...'ab=+-@\t\r\n",;\'é🌊 ') });
    const rows = fc.array(fc.record({ a: text, b: text }));
    const formula = /^[=+\-@\t\r\n]/;
    assertLaw(
      fc.property(rows, (given) => {
        const [, ...cells] = read(csvText(table, given));
        const texts = given.flatMap(({ a, b }) => [a, b]);
        expect(cells.flat()).toEqual(texts.map((each) => (formula.test(each) ? `'${each}` : each)));
        for (const cell of cells.flat()) expect(cell).not.toMatch(formula);
      }),
    );
  });
});

const database = embeddedDatabase();
let query: AskedApp;
beforeAll(async () => {
  const stored = await database.freshTable();
  await givenSeveralReleases(stored);
  query = queryOver(stored);
});

async function rowsOf(target: string, headers: Record<string, string> = {}) {
  const response = await query.app.request(target, { headers });
  const rows: Record<string, string>[] = parse(await response.text(), { columns: true });
  return { rows, headers: response.headers };
}

describe('a list as CSV', () => {
  it('comes for format=csv and for Accept: text/csv, as a file with a name', async () => {
    const path = '/v1/pairs/XA-XB/metrics/balance';
    const asked = await rowsOf(`${path}?format=csv`);
    const accepted = await rowsOf(path, { accept: 'text/csv' });

    expect(accepted.rows).toEqual(asked.rows);
    expect(asked.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(asked.headers.get('content-disposition')).toBe(
      'attachment; filename="tidemark-XA-XB-balance.csv"',
    );
    expect(asked.headers.get('vary')).toMatch(/\bAccept\b/);
  });

  it('is JSON for format=json whatever is accepted', async () => {
    const headers = { accept: 'text/csv' };
    const response = await query.app.request('/v1/sources?format=json', { headers });
    expect(response.headers.get('content-type')).toBe('application/json');
  });

  it('comes of every path that has a table', async () => {
    for (const contract of Object.values(CONTRACTS)) {
      if (!('csv' in contract)) continue;
      const path = contract.path
        .replace('{pair}', 'XA-XB')
        .replace('{metric}', 'balance')
        .replace('{indicator}', 'exports');
      const { rows } = await rowsOf(`${path}?format=csv`);
      expect(rows.length, path).toBeGreaterThan(0);
    }
  });

  it('says of a history what JSON says, with the reason beside an empty cell', async () => {
    const balance = await rowsOf(
      '/v1/pairs/XA-XB/metrics/balance?from=2025-02&to=2025-02&format=csv',
    );
    const sum = await rowsOf('/v1/pairs/XA-XB/metrics/balance-12m?from=2025-06&format=csv');

    expect(balance.rows).toEqual([
      {
        ...{ pair: 'XA-XB', metric: 'balance', unit: 'USD', period: '2025-02', value: '-30' },
        ...{ reason: '', vintage: RESTATED_AT, asOf: '' },
      },
    ]);
    expect(sum.rows[0]).toMatchObject({ value: '', reason: 'gap-in-window' });
  });

  it('has a row for each metric of a pair, and one for a pair of which nothing is known', async () => {
    const { rows } = await rowsOf('/v1/pairs?format=csv');

    expect(rows.map(({ pair, metric, value, reason }) => [pair, metric, value, reason])).toEqual([
      ['XA-XB', 'balance', '-80', ''],
      ['XA-XB', 'balance-12m', '', 'gap-in-window'],
      ['XB-XC', '', '', 'not-published'],
    ]);
  });

  it('has every vintage of an observation, and every alert with its line', async () => {
    const { rows: imports } = await rowsOf(
      '/v1/pairs/XA-XB/observations/imports?history=all&format=csv',
    );
    const { rows: alerts, headers } = await rowsOf('/v1/alerts?limit=1&format=csv');

    expect(
      imports
        .filter(({ period }) => period === '2025-02')
        .map(({ value, vintage }) => [value, vintage]),
    ).toEqual([
      ['180', knownAt(2)],
      ['130', RESTATED_AT],
    ]);
    expect(alerts).toMatchObject([
      {
        pair: 'XA-XB',
        period: '2025-02',
        value: '-30',
        reason: 'retracted',
        fires: '{"below":-50}',
      },
    ]);
    expect(headers.get('link')).toMatch(
      /^<\/v1\/alerts\?limit=1&format=csv&cursor=[^>]+>; rel="next"$/,
    );
  });
});
