import { Big } from 'big.js';
import { expect, test } from 'vitest';
import * as z from '../../shared/domain/zod.ts';
import { countSchema, fromAttributes, toAttributes } from '../../shared/store/attributes.ts';
import { exact, exactSchema } from '../../shared/store/exact.ts';

test.each([
  '31434187683.702',
  '12345678901234567890123456789012345678',
  '-0.00000000000000000001',
  '1000000000000000000000000000000',
  '0',
])('the number %s goes out and comes back with all its digits', (digits) => {
  const attributes = toAttributes({ value: exact(new Big(digits)) });

  expect(attributes).toEqual({ value: { N: digits } });
  const { value } = fromAttributes(z.object({ value: exactSchema }), attributes);
  expect(value.toFixed()).toBe(digits);
});

test('what is undefined is left out, inside of lists and maps too', () => {
  const item = { a: undefined, b: [{ c: undefined, d: 1 }], e: null };
  expect(toAttributes(item)).toEqual({ b: { L: [{ M: { d: { N: '1' } } }] }, e: { NULL: true } });
});

test('a number that was not made exact first is refused rather than stored as a map', () => {
  expect(() => toAttributes({ value: new Big(1) })).toThrow();
});

test.each(['1.5', '-1', '1e3', ''])('%s is no count', (text) => {
  expect(countSchema.safeParse(text).success).toBe(false);
});
