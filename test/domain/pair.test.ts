import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { goodsName } from '../../shared/domain/goods-name.ts';
import {
  blocOf,
  commodityOf,
  type Economy,
  economyName,
  pair,
  pairOf,
  pairSchema,
  partnerOf,
  reporterOf,
} from '../../shared/domain/pair.ts';
import { assertLaw } from '../support/law.ts';

const code = fc.stringMatching(/^[A-Z]{2}$/);

test('a pair is two different codes, the reporter first', () => {
  assertLaw(
    fc.property(code, code, (reporter, partner) => {
      fc.pre(reporter !== partner);
      const parsed = pair(`${reporter}-${partner}`);
      expect([reporterOf(parsed), partnerOf(parsed)]).toEqual([reporter, partner]);
      expect(pairSchema.parse(parsed)).toBe(parsed);
    }),
  );
});

describe('what is no pair', () => {
  test.each([
    '',
    'US',
    'US-',
    'US-US',
    'us-kr',
    'USKR',
    'US_KR',
    'USA-KOR',
    'US-KR ',
    'US-KR\n',
    'US-KR-JP',
    'US-KR:',
    'US-KR:7',
    'US-KR:77',
    'US-KR:87:85',
    'KR-JP:84-86',
    'KR-JP:84-85-86',
    'KR-JP:27-27',
    'KR-CPTP',
    'CPTPP-CPTPP',
  ])('%j is refused', (text) => {
    expect(() => pair(text)).toThrow('pair must be two different economies such as US-KR, got: ');
    expect(pairSchema.safeParse(text).error?.issues[0]?.message).toMatch(/reporter first/);
  });

  test.each([undefined, null, 4, ['US', 'KR']])('%j is refused by the schema', (value) => {
    expect(pairSchema.safeParse(value).success).toBe(false);
  });
});

test('an economy has its English name, or its code where there is none', () => {
  expect(economyName('KR' as Economy)).toBe('South Korea');
  expect(economyName('TW' as Economy)).toBe('Taiwan');
  expect(economyName('XQ' as Economy)).toBe('XQ');
});

describe('a pair with a bloc', () => {
  test.each(['KR-CPTPP', 'CPTPP-KR', 'US-WORLD', 'EU-ASEAN'])('%s is one', (text) => {
    const parsed = pair(text);
    expect(`${reporterOf(parsed)}-${partnerOf(parsed)}`).toBe(text);
  });

  test('tells the bloc from an economy', () => {
    expect([partnerOf(pair('KR-CPTPP')), partnerOf(pair('KR-JP'))].map(blocOf)).toEqual([
      'CPTPP',
      undefined,
    ]);
    expect(economyName(partnerOf(pair('US-EU')))).toBe('European Union');
  });
});

describe('a pair of some goods', () => {
  test.each(['US-KR:8703', 'US-KR:85', 'KR-CPTPP:30'])('%s is one', (text) => {
    const parsed = pair(text);
    expect([reporterOf(parsed), partnerOf(parsed), commodityOf(parsed)].join(' ')).toBe(
      text.replace(/[-:]/g, ' '),
    );
  });

  test('says which goods, and is about all of them otherwise', () => {
    expect(goodsName(pair('US-KR:8703'))).toBe('cars (HS 8703)');
    expect(goodsName(pair('US-KR'))).toBe('goods');
    expect(goodsName(pair('KR-JP:39-40'))).toBe('plastics and rubber (HS 39-40)');
    expect(commodityOf(pair('US-KR'))).toBeUndefined();
  });

  test('may be of a sector, whose range is no third economy', () => {
    const parsed = pair('KR-JP:84-85');
    expect([reporterOf(parsed), partnerOf(parsed), commodityOf(parsed)]).toEqual([
      'KR',
      'JP',
      '84-85',
    ]);
    expect(pairOf(partnerOf(parsed), reporterOf(parsed), parsed)).toBe('JP-KR:84-85');
  });

  test('is made with another partner for the same goods', () => {
    const [reporter, partner] = ['KR', 'JP'] as Economy[];
    if (!reporter || !partner) throw new Error('two economies were named');
    expect(pairOf(reporter, partner, pair('KR-CPTPP:30'))).toBe('KR-JP:30');
    expect(pairOf(reporter, partner, pair('KR-CPTPP'))).toBe('KR-JP');
    expect(pairOf(reporter, partner)).toBe('KR-JP');
  });
});
