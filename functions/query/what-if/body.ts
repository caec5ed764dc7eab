import { pairSchema } from '../../../shared/domain/pair.ts';
import * as z from '../../../shared/domain/zod.ts';

const RATE_RULE = 'must be percent of the value of the goods, from 0 to 1000';
const rateSchema = z.number(RATE_RULE).check(z.minimum(0, RATE_RULE), z.maximum(1000, RATE_RULE));

const AMOUNT_RULE = 'must be dollars a year, from 0 to 9007199254740991';
const amountSchema = z
  .number(AMOUNT_RULE)
  .check(z.minimum(0, AMOUNT_RULE), z.maximum(Number.MAX_SAFE_INTEGER, AMOUNT_RULE));

const SOURCE_RULE = 'must say where the figures are from, in 3 to 300 characters';
const sourceSchema = z
  .string(SOURCE_RULE)
  .check(z.minLength(3, SOURCE_RULE), z.maxLength(300, SOURCE_RULE));

const ELASTICITY_RULE = 'must be an elasticity without its sign, above 0 and up to 100';
const elasticitySchema = z
  .number(ELASTICITY_RULE)
  .check(z.gt(0, ELASTICITY_RULE), z.maximum(100, ELASTICITY_RULE));

const rangeSchema = z
  .strictObject({ low: elasticitySchema, central: elasticitySchema, high: elasticitySchema })
  .check(
    z.refine(
      ({ low, central, high }) => low <= central && central <= high,
      'must not fall from low to central to high',
    ),
  );
export type GivenRange = z.infer<typeof rangeSchema>;

const sideSchema = z.strictObject({
  imports: z.optional(amountSchema),
  marketImports: z.optional(amountSchema),
  tariff: z.optional(rateSchema),
  source: sourceSchema,
});
export type GivenSide = z.infer<typeof sideSchema>;

const whatIfSchema = z.strictObject({
  pair: pairSchema,
  tariffs: z
    .strictObject({ reporter: z.optional(rateSchema), partner: z.optional(rateSchema) })
    .check(
      z.refine(
        ({ reporter, partner }) => reporter !== undefined || partner !== undefined,
        'must give the new tariff of the reporter, of the partner, or of both',
      ),
    ),
  year: z.optional(z.string().check(z.regex(/^\d{4}$/, 'must be a year, such as 2023'))),
  base: z.optional(
    z.strictObject({ reporter: z.optional(sideSchema), partner: z.optional(sideSchema) }),
  ),
  elasticities: z.optional(
    z.strictObject({
      importDemand: z.optional(rangeSchema),
      substitution: z.optional(rangeSchema),
      exportSupply: z.optional(elasticitySchema),
      source: sourceSchema,
    }),
  ),
});
export type WhatIfRequest = z.infer<typeof whatIfSchema>;

/** A tariff change as it is sent over HTTP. */
export const WHAT_IF_BODY = {
  schema: whatIfSchema,
  longestBytes: 16_384,
  example: '{"pair":"KR-JP","tariffs":{"reporter":0,"partner":0}}',
} as const;
