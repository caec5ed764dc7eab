import { basisSchema, UNITS } from '../../../shared/domain/indicator.ts';
import { pairSchema } from '../../../shared/domain/pair.ts';
import type { Direction } from '../../../shared/domain/what-if/balance.ts';
import type { MissingReason } from '../../../shared/domain/what-if/side.ts';
import * as z from '../../../shared/domain/zod.ts';
import { figure, instantForm } from './forms.ts';

const amount = z.nullable(figure);

const missingReasonForm = z.enum([
  'market-imports-missing',
  'beyond-existing-trade',
  'imports-missing',
]) satisfies z.ZodMiniType<MissingReason, MissingReason>;
const reason = z.nullable(missingReasonForm);

const directionForm = z.enum([
  'deficit-widens',
  'deficit-narrows',
  'surplus-widens',
  'surplus-narrows',
  'turns-to-deficit',
  'turns-to-surplus',
  'unchanged',
]) satisfies z.ZodMiniType<Direction, Direction>;

/** What happens to imports in one case. */
export const effectsForm = z.object({
  creation: amount,
  diversion: amount,
  others: amount,
  priceEffect: amount,
  total: amount,
  importsAfter: amount,
  reason,
});

export const tariffChangeForm = z.object({ from: figure, to: figure });

/** Imports of one of the two from the other. */
export const importsChangeForm = z.object({
  importer: z.string(),
  exporter: z.string(),
  tariff: tariffChangeForm,
  importsBefore: figure,
  low: effectsForm,
  central: effectsForm,
  high: effectsForm,
});

export const balanceCaseForm = z.object({
  change: amount,
  after: amount,
  direction: z.nullable(directionForm),
  reason,
});

export const balanceChangeForm = z.object({
  before: amount,
  low: balanceCaseForm,
  central: balanceCaseForm,
  high: balanceCaseForm,
  least: amount,
  most: amount,
});

/** A figure that went in. */
export const whatIfInputForm = z.object({
  side: z.enum(['reporter', 'partner']),
  input: z.enum(['imports', 'marketImports', 'tariff']),
  value: amount,
  unit: z.enum(UNITS),
  from: z.enum(['stored', 'request', 'missing']),
  period: z.nullable(z.string()),
  basis: z.nullable(basisSchema),
  source: z.nullable(z.string()),
  vintage: z.nullable(instantForm),
  note: z.nullable(z.string()),
});

/** A parameter of the model. */
export const elasticityForm = z.object({
  parameter: z.enum(['import-demand', 'substitution', 'export-supply']),
  low: amount,
  central: amount,
  high: amount,
  source: z.string(),
  reason: z.string(),
});

export const methodForm = z.object({
  name: z.string(),
  formulas: z.array(z.string()),
  sources: z.array(z.string()),
});

export const whatIfAnswer = z.object({
  pair: pairSchema,
  reporter: z.string(),
  partner: z.string(),
  reporterName: z.string(),
  partnerName: z.string(),
  headline: z.string(),
  reporterImports: z.nullable(importsChangeForm),
  partnerImports: z.nullable(importsChangeForm),
  balance: balanceChangeForm,
  inputs: z.array(whatIfInputForm),
  elasticities: z.array(elasticityForm),
  method: methodForm,
  leavesOut: z.array(z.string()),
});
