import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import type { Observation } from '../../shared/domain/observation.ts';
import { pair } from '../../shared/domain/pair.ts';
import { frequencyOf, period } from '../../shared/domain/period.ts';
import { publishedFigures } from '../../shared/sources/published-figures.ts';
import type { SourceTarget } from '../../shared/sources/source.ts';
import { serveLoopback } from '../support/loopback.ts';
import { sourceContext } from '../support/source-context.ts';

const SHIPPED = readFileSync(
  new URL('../../shared/sources/published-figures.csv', import.meta.url),
  'utf8',
);

const HEADER = 'pair,indicator,period,value,scale,unit,basis,status,publisher,citation';
// Xanadu and Xebec are made up.
const XANADU = 'XA-XB,exports,2024,30.529,1e9,USD,FOB,final,Xanadu Customs,"Yearbook, table 3"';
const ANY_YEAR = [target('XA-XB', '1950', '2100')];

function target(pairText: string, from: string, to: string): SourceTarget {
  const frequency = frequencyOf(period(from)) === 'A' ? 'A' : 'M';
  return { pair: pair(pairText), frequency, from: period(from), to: period(to) };
}

function fetchShipped(
  figures: string | undefined,
  targets: readonly SourceTarget[] = ANY_YEAR,
): Promise<Observation[]> {
  return publishedFigures.fetch({ targets }, sourceContext({ shipped: { figures } }));
}

function csv(...rows: string[]): string {
  return [HEADER, ...rows, ''].join('\n');
}

function printed({ pair, indicator, period, value, basis }: Observation): string {
  return `${pair} ${indicator} ${period} ${value.toFixed()} ${basis}`;
}

describe('the shipped figures', () => {
  test('give the trade of Korea with Japan by year, in whole dollars', async () => {
    const observations = await fetchShipped(SHIPPED, [target('KR-JP', '2018', '2022')]);
    expect(observations.map(printed)).toEqual([
      'KR-JP exports 2018 30529000000 FOB',
      'KR-JP imports 2018 54604000000 CIF',
      'KR-JP exports 2019 28412000000 FOB',
      'KR-JP imports 2019 47575000000 CIF',
      'KR-JP exports 2022 30602680000 FOB',
      'KR-JP imports 2022 54711720000 CIF',
    ]);
  });

  test('say who published them and where', async () => {
    const [first] = await fetchShipped(SHIPPED, [target('KR-JP', '2018', '2018')]);
    expect(first).toMatchObject({
      unit: 'USD',
      status: 'final',
      source: 'published-figures',
      note: 'Korea Customs Service: KITA, trade of Korea with Japan, 2018',
    });
  });

  test('are returned for the asked pairs, frequencies and periods only', async () => {
    const periodsOf = async (...targets: SourceTarget[]) =>
      (await fetchShipped(SHIPPED, targets)).map((observation) => observation.period);
    expect(await periodsOf(target('KR-JP', '2019', '2021'))).toEqual(['2019', '2019']);
    expect(await periodsOf(target('KR-JP', '2018-01', '2022-12'))).toEqual([]);
    expect(await periodsOf(target('JP-KR', '2018', '2022'))).toEqual([]);
    expect(await periodsOf()).toEqual([]);
  });
});

describe('a file of figures', () => {
  test('is scaled in decimals, where floating point would miss', async () => {
    const rows = ['4.35', '1.005', '0.000000001'].map((value, index) =>
      XANADU.replace('30.529', value).replace('2024', String(2021 + index)),
    );
    const observations = await fetchShipped(csv(...rows));
    expect(observations.map(({ value }) => value.toFixed())).toEqual([
      '4350000000',
      '1005000000',
      '1',
    ]);
  });

  test('holds months too', async () => {
    const text = csv(XANADU.replace('2024', '2024-06').replace('1e9', '1'));
    const [june] = await fetchShipped(text, [target('XA-XB', '2024-06', '2024-06')]);
    expect(june?.value.toFixed()).toBe('30.529');
  });

  test.each([
    ['comments and blank lines', `# a note, with commas\n\n${csv('# another', XANADU, '')}`],
    ['CR LF', csv(XANADU).replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${csv(XANADU)}`],
    ['a column more', `${HEADER},remark\n${XANADU},none\n`],
  ])('may have %s', async (_, text) => {
    expect(await fetchShipped(text)).toEqual(await fetchShipped(csv(XANADU)));
  });

  test('with the header alone has nothing to say yet', async () => {
    expect(await fetchShipped(csv())).toEqual([]);
  });

  test.each([
    ['a pair', 'XA-XB', 'XA-XA', 'pair: must be two different ISO 3166-1'],
    ['an indicator', 'exports', 'shipments', 'indicator: must be one of exports'],
    [
      'an indicator that is not taken from print',
      'exports',
      'gdp',
      'indicator: must be one that is taken from print: exports',
    ],
    ['a period', '2024', '2024-13', 'period: must be a period'],
    [
      'a period that no run asks for',
      '2024',
      '2024-Q1',
      'period: must be a month, a year or the first days',
    ],
    ['a value', '30.529', 'n/a', 'value: must be a plain number'],
    ['a value with separators', '30.529', '"30,529"', 'value: must be a plain number'],
    ['a negative value', '30.529', '-30.529', 'value: must be a plain number'],
    ['a scale', '1e9', '1000', 'scale: '],
    ['a unit', 'USD', 'KRW', 'unit: '],
    ['a unit of another indicator', 'USD', 'days', 'unit: must be USD'],
    ['a basis', 'FOB', 'fob', 'basis: '],
    ['a status', 'final', 'sure', 'status: '],
    ['no publisher', 'Xanadu Customs', '', 'publisher: every figure needs its publisher'],
    ['no citation', '"Yearbook, table 3"', ' ', 'citation: every figure needs its citation'],
  ])('is refused whole for %s that does not hold, with its line', async (_, was, is, message) => {
    const text = `# a comment\n${csv(XANADU.replace('2024', '2023'), XANADU.replace(was, is))}`;
    await expect(fetchShipped(text)).rejects.toMatchObject({
      code: 'source.row',
      message: expect.stringContaining(`row at line 4: ${message}`),
    });
  });

  test('is refused where a figure is there twice', async () => {
    await expect(fetchShipped(csv(XANADU, XANADU.replace('30', '31')))).rejects.toMatchObject({
      code: 'source.duplicate',
      message: expect.stringContaining('row at line 3: XA-XB exports 2024'),
    });
  });

  test.each([
    ['nothing', '', 'empty'],
    ['comments alone', '# nothing yet\n', 'empty'],
    ['another header', 'pair;period;value\n', 'header'],
    ['a row that is cut', csv(XANADU.slice(0, 40)), 'shape'],
  ])('is refused with %s in it', async (_, text, rule) => {
    await expect(fetchShipped(text)).rejects.toMatchObject({ code: `source.${rule}` });
  });
});

test('without a file and without a URL, the refusal says how to give one', async () => {
  await expect(fetchShipped(undefined)).rejects.toMatchObject({
    code: 'source.no-figures',
    message: expect.stringContaining('the full URL of one'),
  });
});

describe('a URL', () => {
  async function fetchUrl(body: string, status = 200, contentType = 'text/csv; charset=utf-8') {
    const app = new Hono();
    app.get('/any/figures', () => {
      return new Response(body, { status, headers: { 'content-type': contentType } });
    });
    const baseUrl = `${await serveLoopback(app)}/any/figures`;
    const context = sourceContext({ baseUrl, shipped: { figures: csv(XANADU) } });
    return publishedFigures.fetch({ targets: ANY_YEAR }, context);
  }

  test.each(['text/csv', 'text/plain; charset=utf-8'])(
    'is read as it stands, before the shipped file, as %s',
    async (contentType) => {
      const text = csv(XANADU.replace('30.529', '31'));
      expect((await fetchUrl(text, 200, contentType))[0]?.value.toFixed()).toBe('31000000000');
    },
  );

  test.each([
    ['an HTML page', '<html></html>', 200, 'text/html', 'content-type'],
    ['an HTML page that says it is text', '<html></html>', 200, 'text/plain', 'header'],
    ['JSON', '[]', 200, 'application/json', 'content-type'],
    ['a missing page', 'Not found', 404, 'text/csv', 'status'],
    ['a redirect', '', 302, 'text/csv', 'status'],
    ['an empty file', '', 200, 'text/csv', 'empty'],
  ])('is refused for %s', async (_, body, status, contentType, rule) => {
    const fetching = fetchUrl(body, status, contentType);
    await expect(fetching).rejects.toMatchObject({ code: `source.${rule}` });
  });
});
