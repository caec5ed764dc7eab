import * as z from 'zod';

const instant = z.iso.datetime();
const amount = z.number().nullable();
const effects = z.strictObject({
  ...{ creation: amount, diversion: amount, others: amount, priceEffect: amount },
  ...{ total: amount, importsAfter: amount, reason: z.string().nullable() },
});
const importsChange = z
  .strictObject({
    importer: z.string(),
    exporter: z.string(),
    tariff: z.strictObject({ from: z.number(), to: z.number() }),
    importsBefore: z.number(),
    ...{ low: effects, central: effects, high: effects },
  })
  .nullable();
const balanceCase = z.strictObject({
  ...{ change: amount, after: amount, direction: z.string().nullable() },
  reason: z.string().nullable(),
});

/** The answer of `POST /v1/what-if`. */
export const whatIfAnswer = z.strictObject({
  ...{ pair: z.string(), reporter: z.string(), partner: z.string() },
  ...{ reporterName: z.string(), partnerName: z.string(), headline: z.string() },
  ...{ reporterImports: importsChange, partnerImports: importsChange },
  balance: z.strictObject({
    ...{ before: amount, low: balanceCase, central: balanceCase, high: balanceCase },
    ...{ least: amount, most: amount },
  }),
  inputs: z.array(
    z.strictObject({
      ...{ side: z.string(), input: z.string(), value: amount, unit: z.string() },
      ...{ from: z.string(), period: z.string().nullable(), basis: z.string().nullable() },
      ...{ source: z.string().nullable(), vintage: instant.nullable() },
      note: z.string().nullable(),
    }),
  ),
  elasticities: z.array(
    z.strictObject({
      ...{ parameter: z.string(), low: amount, central: amount, high: amount },
      ...{ source: z.string(), reason: z.string() },
    }),
  ),
  method: z.strictObject({
    name: z.string(),
    formulas: z.array(z.string()),
    sources: z.array(z.string()),
  }),
  leavesOut: z.array(z.string()),
});
