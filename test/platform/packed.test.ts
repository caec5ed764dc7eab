import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from '../../shared/domain/zod.ts';
import { compressed, LONGEST_AS_IT_IS, packed, unpacked } from '../../shared/platform/packed.ts';
import { assertLaw } from '../support/law.ts';

const schema = z.object({ texts: z.array(z.string()) });

describe('what is packed', () => {
  it('comes back as it was, short or long, also from JSON', () => {
    assertLaw(
      fc.property(
        fc.array(fc.string({ unit: 'binary' })),
        fc.constantFrom(1, LONGEST_AS_IT_IS),
        (texts, times) => {
          const value = { texts: [...texts, 'ü'.repeat(times)] };
          const carried: unknown = JSON.parse(JSON.stringify(packed(value)));
          expect(unpacked(schema).parse(carried)).toEqual(value);
        },
      ),
    );
  });

  it('stays readable while it is short', () => {
    expect(packed({ texts: ['short'] })).toEqual({ texts: ['short'] });
  });

  it('takes far less once it is long', () => {
    const long = packed({ texts: Array.from({ length: 10_000 }, (_, index) => `text ${index}`) });

    expect(long).toBeTypeOf('string');
    expect(String(long).length).toBeLessThan(50_000);
  });

  it.each([
    ['text that is no base64', '{"texts": []}'],
    ['what is not compressed', Buffer.from('{"texts": []}').toString('base64')],
    ['what is cut off', compressed({ texts: ['a', 'b'] }).slice(0, 8)],
    ['something else that was compressed', compressed({ words: [] })],
    ['neither', 7],
  ])('is refused where it is %s', (_, carried) => {
    expect(unpacked(schema).safeParse(carried).success).toBe(false);
  });
});
