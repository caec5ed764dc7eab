import { describe, expect, test } from 'vitest';
import { readCsv } from '../../shared/sources/csv.ts';

const BY_HAND = { comment: '#', trim: true };

function cells(text: string, options = {}): (readonly string[])[] {
  return readCsv(text, options).map((row) => row.cells);
}

test.each([
  ['LF', 'a,b\n1,2\n'],
  ['CR LF', 'a,b\r\n1,2\r\n'],
  ['no last line break', 'a,b\n1,2'],
  ['a byte order mark', '\uFEFFa,b\n1,2\n'],
  ['empty lines', '\na,b\n\n1,2\n\n'],
  ['quotes that nothing asks for', '"a","b"\n"1","2"\n'],
])('a CSV with %s', (_, text) => {
  expect(cells(text)).toEqual([
    ['a', 'b'],
    ['1', '2'],
  ]);
});

test('a quoted cell holds commas, quotes and line breaks', () => {
  expect(cells('a,"b, ""c""\nd"')).toEqual([['a', 'b, "c"\nd']]);
});

test('empty cells are cells', () => {
  expect(cells(',\n"",\n')).toEqual([
    ['', ''],
    ['', ''],
  ]);
});

test('nothing has no rows', () => {
  expect(readCsv('')).toEqual([]);
});

test('blanks belong to a cell, and # begins one', () => {
  expect(cells(' a ,#b\n#1, \n')).toEqual([
    [' a ', '#b'],
    ['#1', ' '],
  ]);
});

describe('by hand', () => {
  test('blanks may surround cells, quoted ones too, and lines may be comments', () => {
    const text = '# a "note\n a , "b, c" \n  # another, here\n  \n1,#2\n';

    expect(cells(text, BY_HAND)).toEqual([
      ['a', 'b, c'],
      ['1', '#2'],
    ]);
  });

  test('a line inside quotes is no comment', () => {
    expect(cells('a,"b\n# c"', BY_HAND)).toEqual([['a', 'b\n# c']]);
  });
});

test('a row knows the line on which it ends', () => {
  const text = '# a comment\n\na,"b\nc"\r\nd,e\n';

  expect(readCsv(text, BY_HAND).map(({ line }) => line)).toEqual([4, 5]);
});

describe.each([
  ['of a machine', {}],
  ['by hand', BY_HAND],
])('a CSV %s is refused', (_, options) => {
  test.each([
    ['a row of fewer cells', 'a,b\n1\n', 'line 2: must have 2 cells as the header, got: 1'],
    ['a row of more cells', 'a,b\n1,2\n1,2,3', 'line 3: must have 2 cells as the header, got: 3'],
    ['a quote that is never closed', 'a,b\n1,"2\n3,4\n', 'a quote is never closed'],
    ['a quote inside a cell', 'a,b\n1,2"3"\n', 'line 2: quotes'],
    ['text after a quote', 'a,b\n1,"2"3\n', 'line 2: quotes'],
    ['two quoted texts in a cell', 'a,b\n1,"2" "3"\n', 'line 2: quotes'],
  ])('for %s', (_fault, text, message) => {
    expect(() => readCsv(text, options)).toThrow(message);
  });
});
