import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { HttpAnswer } from '../../shared/platform/http.ts';
import { readImtsRows } from '../../shared/sources/imf-imts-csv.ts';

const WORLD = readFileSync(
  new URL('../specimens/imf-imts/world-annual.csv', import.meta.url),
  'utf8',
);

function read(text: string, overrides: Partial<HttpAnswer> = {}) {
  const answer = { status: 200, contentType: 'application/vnd.sdmx.data+csv', text };
  return readImtsRows('imf-imts', { ...answer, headers: new Headers(), ...overrides });
}

function refusal(rule: string, message: string) {
  return expect.objectContaining({
    code: `source.${rule}`,
    message: expect.stringContaining(message),
  });
}

test('SCALE 6 is not applied: exports of the United States in 2024 were 2.07 trillion dollars', () => {
  const exports2024 = read(WORLD).find(
    ({ counterpart, period }) => counterpart === 'G001' && period === '2024',
  );
  expect(exports2024?.value?.toFixed()).toBe('2065411250609');
});

test.each([
  ['LF', WORLD.replaceAll('\r\n', '\n')],
  ['a byte order mark', `\uFEFF${WORLD}`],
  ['text/csv', WORLD, 'text/csv'],
  ['no bracket in STRUCTURE', WORLD.replace('STRUCTURE[;]', 'STRUCTURE')],
  ['another version of the dataflow', WORLD.replaceAll('(1.0.0)', '(1.1.0)')],
  ['fewer columns', withoutColumns(WORLD, ['SCALE', 'UNIT', 'STATUS', 'OVERLAP'])],
])(
  'an answer with %s is read all the same',
  (_, text, contentType = 'application/vnd.sdmx.data+csv') => {
    expect(read(text, { contentType })).toEqual(read(WORLD));
  },
);

test('a value in exponents or with decimals is exact', () => {
  expect(read(WORLD.replace('2019551635133', '2.019551635133E12'))).toEqual(read(WORLD));
  expect(read(WORLD.replace('2019551635133', '0.1'))[0]?.value?.toFixed()).toBe('0.1');
});

test('a row that is marked NP is absent whatever its value', () => {
  expect(read(WORLD.replace('OL,\r\n', 'OL,NP\r\n'))[0]?.value).toBeUndefined();
});

describe('a 200 that is not the asked CSV is refused', () => {
  test.each([
    ['JSON', 'application/json', '{"data":{}}'],
    ['XML', 'application/xml', '<message:StructureSpecificData/>'],
    ['HTML', 'text/html', '<html>Service unavailable</html>'],
    ['a body without media type', '', WORLD],
  ])('%s, by its media type', (_, contentType, text) => {
    expect(() => read(text, { contentType })).toThrow(refusal('content-type', contentType));
  });

  test.each([
    ['JSON', '{"data":{"dataSets":[]}}'],
    ['XML', '<?xml version="1.0"?>\n<message:Error/>'],
    ['HTML', '<!doctype html><title>Sign in</title>'],
    ['nothing', ''],
    ['rows without their header', WORLD.slice(WORLD.indexOf('\n') + 1)],
    ['a column twice', WORLD.replace('SCALE', 'OBS_VALUE')],
    ['a last row that is cut', WORLD.trimEnd().slice(0, -20)],
    ['a quote that never ends', WORLD.replace('2019551635133', '"2019551635133')],
  ])('%s, by its shape', (_, text) => {
    expect(() => read(text)).toThrow(refusal('shape', ''));
  });
});

describe('a row that cannot be read spoils the answer and is named', () => {
  test.each([
    ['another dataflow', 'IMF.STA:IMTS(1.0.0)', 'IMF.STA:BOP(21.0.0)', 'must be IMF.STA:IMTS'],
    ['a dataflow with a longer name', 'IMF.STA:IMTS(', 'IMF.STA:IMTS_X(', 'must be IMF.STA:IMTS'],
    ['a negative value', '2019551635133', '-2019551635133', 'got: -2019551635133'],
    ['a word for a value', '2019551635133', 'n/a', 'got: n/a'],
    ['separators in a value', '2019551635133', '2 019', 'got: 2 019'],
    ['a month that is none', ',2023,', ',2023-M13,', 'must be a period'],
    ['another unit', ',USD,', ',EUR,', 'UNIT must be USD'],
  ])('%s', (_, was, becomes, message) => {
    expect(() => read(WORLD.replace(was, becomes))).toThrow(refusal('row', message));
    expect(() => read(WORLD.replace(was, becomes))).toThrow('row 1:');
  });

  test.each(['COUNTRY', 'INDICATOR', 'COUNTERPART_COUNTRY', 'FREQUENCY', 'TIME_PERIOD'])(
    'a missing column %s',
    (column) => {
      expect(() => read(withoutColumns(WORLD, [column]))).toThrow(refusal('row', column));
    },
  );
});

test.each([
  [400, 'Not enough key values in query'],
  [404, 'No results found'],
  [302, ''],
])('HTTP %i is refused with what the server said', (status, text) => {
  expect(() => read(text, { status })).toThrow(refusal('status', `HTTP ${status}: ${text}`));
});

function withoutColumns(csv: string, columns: readonly string[]): string {
  const lines = csv
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));
  const kept = lines[0]?.map((column) => !columns.includes(column)) ?? [];
  return lines.map((cells) => cells.filter((_, at) => kept[at]).join(',')).join('\r\n');
}
