import * as z from 'zod';

/** The answer of `GET /v1/pairs/{pair}/contributions`: a value, or null and why. */
export const contributionsAnswer = z.strictObject({
  pair: z.string(),
  over: z.enum(['month', '12m', 'year']),
  period: z.string().nullable(),
  before: z.string().nullable(),
  unit: z.string(),
  change: z.number().nullable(),
  reason: z.string().optional(),
  basis: z.string(),
  source: z.string(),
  vintage: z.iso.datetime().nullable(),
  notes: z.array(z.string()),
  leftOut: z.array(z.string()),
  asOf: z.iso.datetime().optional(),
  parts: z.array(
    z.strictObject({
      commodity: z.string().nullable(),
      within: z.string().nullable(),
      name: z.string(),
      value: z.number().nullable(),
      reason: z.string().optional(),
      balance: z.number().nullable(),
      balanceBefore: z.number().nullable(),
    }),
  ),
});
