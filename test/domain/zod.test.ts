import { describe, expect, it } from 'vitest';
import * as z from '../../shared/domain/zod.ts';

describe('a fault is told', () => {
  it.each([
    [z.string(), 1, 'Invalid input: expected string, received number'],
    [z.string(), undefined, 'Invalid input: expected string, received undefined'],
    [z.string(), null, 'Invalid input: expected string, received null'],
    [z.string(), [], 'Invalid input: expected string, received array'],
    [z.number(), Number.NaN, 'Invalid input: expected number, received NaN'],
    [z.number(), Number.NEGATIVE_INFINITY, 'Invalid input: expected number, received -Infinity'],
    [z.enum(['low', 'high']), 'widest', 'Invalid input: expected "low" or "high"'],
    [z.literal([1, null]), 2, 'Invalid input: expected 1 or null'],
    [z.number().check(z.gt(0)), 0, 'Too small: expected number to be >0'],
    [z.number().check(z.minimum(1)), 0, 'Too small: expected number to be >=1'],
    [z.number().check(z.lt(5)), 5, 'Too big: expected number to be <5'],
    [z.string().check(z.minLength(2)), 'a', 'Too small: expected string to have >=2 characters'],
    [z.array(z.int()).check(z.maxLength(1)), [1, 2], 'Too big: expected array to have <=1 items'],
    [z.string().check(z.regex(/^\d$/)), 'a', 'Invalid string: must match /^\\d$/'],
    [z.iso.date(), '2026-02-30', 'Invalid date'],
    [z.email(), 'somebody', 'Invalid email'],
    [z.strictObject({}), { one: 1, other: 2 }, 'Unrecognized key: "one", "other"'],
    [z.union([z.string(), z.number()]), true, 'Invalid input'],
  ])('by what is expected, and what was met: %#', (schema, value, message) => {
    expect(schema.safeParse(value).error?.issues.map((issue) => issue.message)).toEqual([message]);
  });

  it('by the message of the schema, where that has one', () => {
    const schema = z.string().check(z.regex(/^\d$/, 'must be a digit'));

    expect(schema.safeParse('a').error?.issues[0]?.message).toBe('must be a digit');
  });
});
