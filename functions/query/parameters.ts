import * as z from 'zod';
import { type Instant, instant } from '../../shared/domain/observation.ts';
import { comparePeriods, frequencyOf, periodSchema } from '../../shared/domain/period.ts';
import { badParameter } from './problem.ts';

const EXAMPLES: Record<string, string> = {
  from: '2025-01',
  to: '2025-12',
  frequency: 'M',
  asOf: '2026-02-03 or 2026-02-03T13:30:00Z',
  history: 'all',
  pair: 'US-KR',
  since: '2026-01-01',
  limit: '50',
  cursor: 'the value of next in the answer before',
};

/** An instant, or a day, which means its end: what was known when the day was over. */
const asOfSchema = z.union(
  [
    z.iso.date().transform((day): Instant => instant(`${day}T23:59:59.999Z`)),
    z.iso.datetime({ offset: true }).transform((text): Instant => instant(text)),
  ],
  'must be a date or a date and time with an offset',
);

const sinceSchema = z.union(
  [
    z.iso.date().transform((day): Instant => instant(`${day}T00:00:00.000Z`)),
    z.iso.datetime({ offset: true }).transform((text): Instant => instant(text)),
  ],
  'must be a date or a date and time with an offset',
);

const frequencySchema = z.enum(['M', 'Q', 'A'], 'must be M, Q or A');

export const rangeSchema = z
  .strictObject({
    from: periodSchema.optional(),
    to: periodSchema.optional(),
    frequency: frequencySchema.optional(),
    asOf: asOfSchema.optional(),
  })
  .check(({ value: { from, to, frequency }, issues }) => {
    const wanted = frequency ?? (from && frequencyOf(from));
    const fault = (path: string, message: string): number =>
      issues.push({ code: 'custom', path: [path], message, input: to });
    if (from && frequency && frequencyOf(from) !== frequency) {
      fault('from', 'must be a period of the frequency that was asked for');
    } else if (to && wanted && frequencyOf(to) !== wanted) {
      fault('to', 'must be a period of the same frequency as the rest');
    } else if (from && to && comparePeriods(from, to) > 0) {
      fault('to', 'must not come before from');
    }
  });

export const observationsSchema = z.strictObject({
  asOf: asOfSchema.optional(),
  history: z.literal('all', 'must be all, or be left out').optional(),
});

export const alertsSchema = z.strictObject({
  pair: z.string().optional(),
  since: sinceSchema.optional(),
  cursor: z
    .string()
    .regex(/^\d{8}T\d{9}Z\.[\w./-]+$/, 'must be what an answer before gave as next')
    .optional(),
  limit: z.coerce
    .number('must be a whole number from 1 to 200')
    .int('must be a whole number from 1 to 200')
    .min(1, 'must be a whole number from 1 to 200')
    .max(200, 'must be a whole number from 1 to 200')
    .default(50),
});

/** @throws ProblemError (400) that names the first parameter at fault, the rule and a value that would do. */
export function parseParameters<T>(schema: z.ZodType<T>, given: Record<string, string>): T {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    const known = knownParameters(schema);
    throw badParameter(issue.keys[0] ?? '', 'is no parameter of this path', `one of ${known}`);
  }
  const parameter = String(issue?.path[0] ?? '');
  const rule = issue?.message ?? 'is wrong';
  throw badParameter(parameter, rule, EXAMPLES[parameter] ?? 'none');
}

function knownParameters(schema: z.ZodType): string {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape).join(', ') : 'none';
}
