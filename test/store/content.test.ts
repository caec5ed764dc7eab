import { Big } from 'big.js';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { contentHash, sameContent } from '../../shared/store/observations.ts';
import { assertLaw } from '../support/law.ts';
import { vintagesOf } from '../support/observations.ts';

test('content is the same exactly when its hash is', () => {
  type Content = typeof content extends fc.Arbitrary<infer Of> ? Of : never;
  const content = fc.record({
    value: fc.constantFrom('100', '100.0', '101', '-100'),
    basis: fc.constantFrom('FOB' as const, 'FAS' as const),
    source: fc.constantFrom('us-census', 'un-comtrade'),
    status: fc.constantFrom('final' as const, 'provisional' as const),
    unit: fc.constantFrom('USD' as const, 'percent' as const),
    composition: fc.option(fc.constant('CPTPP as of 2024-12-15'), { nil: undefined }),
    terms: fc.option(fc.constantFrom('15 in all', '15 added'), { nil: undefined }),
  });
  const [of] = vintagesOf({ exports: { '2025-01': 100 } });
  if (!of) throw new Error('an observation was made');
  const observed = ({ value, composition, terms, ...rest }: Content) => ({
    ...{ ...of, ...rest, value: new Big(value) },
    ...(composition && { composition }),
    ...(terms && { terms }),
  });

  assertLaw(
    fc.property(content, content, (a, b) => {
      const [left, right] = [observed(a), observed(b)];
      expect(sameContent(left, right)).toBe(contentHash(left) === contentHash(right));
    }),
  );
});

test('content is another for another value, basis, source or status, and the same for another note', () => {
  const [of] = vintagesOf({ exports: { '2025-01': 100 } });
  const [other] = vintagesOf({ exports: { '2025-01': 101 } });
  if (!of || !other) throw new Error('two observations were made');
  const variants = [
    other,
    { ...of, basis: 'FOB' as const },
    { ...of, source: 'un-comtrade' },
    { ...of, status: 'provisional' as const },
  ];

  expect(new Set([of, ...variants].map(contentHash)).size).toBe(5);
  expect(contentHash({ ...of, note: 'Excludes XC.' })).toBe(contentHash(of));
});
