import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Economy,
  economyName,
  pair,
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
  test.each(['', 'US', 'US-', 'US-US', 'us-kr', 'USKR', 'US_KR', 'USA-KOR', 'US-KR ', 'US-KR\n'])(
    '%j is refused',
    (text) => {
      expect(() => pair(text)).toThrow('pair must be two different economies such as US-KR, got: ');
      expect(pairSchema.safeParse(text).error?.issues[0]?.message).toMatch(/reporter first/);
    },
  );

  test.each([undefined, null, 4, ['US', 'KR']])('%j is refused by the schema', (value) => {
    expect(pairSchema.safeParse(value).success).toBe(false);
  });
});

test('an economy has its English name, or its code where there is none', () => {
  expect(economyName('KR' as Economy)).toBe('South Korea');
  expect(economyName('TW' as Economy)).toBe('Taiwan');
  expect(economyName('XQ' as Economy)).toBe('XQ');
});
