import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as z from 'zod';
import { settingsSchema } from '../shared/domain/settings.ts';
import { extend, omit } from '../shared/domain/zod.ts';

/** What CloudWatch Logs can keep, less for ever: a log group that never forgets is a bill that never stops growing. */
const RETENTIONS = Object.values(RetentionDays).filter(
  (days) => typeof days === 'number' && days !== RetentionDays.INFINITE,
);

const requestUnits = z.int('must be a whole number of request units a second').min(1, {
  error: 'must be at least 1 request unit a second',
});

/** What a deployment may cost. */
const spendingSchema = z.strictObject({
  /** Ceilings of the on-demand table, a second; what exceeds them is throttled and tried again. */
  maxReadRequestUnits: requestUnits.default(1000),
  maxWriteRequestUnits: requestUnits.default(500),
  /** The budget of the whole account, because AWS tells the costs of one stack apart only by tags that an owner has activated. */
  monthlyUsd: z
    .number('must be an amount of US dollars')
    .positive('must be more than 0 US dollars')
    .default(1),
});
export type Spending = z.infer<typeof spendingSchema>;

/** The operator's settings as they stand in cdk.json: what the functions are told, and what only the deployment needs. */
export const operatorSchema = extend(omit(settingsSchema, { figures: true }), {
  stackName: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,99}$/, 'must be letters, digits and hyphens after a letter')
    .default('Tidemark'),
  alertEmail: z.email('must be an e-mail address, or null for none').nullable().default(null),
  ephemeral: z.boolean('must be true or false').default(false),
  spending: spendingSchema.prefault({}),
  logRetentionDays: z
    .custom<RetentionDays>(
      (days) => RETENTIONS.some((allowed) => allowed === days),
      `must be one of ${RETENTIONS.join(', ')}`,
    )
    .default(RetentionDays.ONE_MONTH),
  runbookUrl: z
    .url({ protocol: /^https$/, error: 'must be the https URL of RUNBOOK.md, or null for none' })
    .nullable()
    .default(null),
  /** Names of the SSM parameters that hold the operator's API keys, by source; `/<stackName>/<source>` where none is given. */
  apiKeyParameters: z
    .record(
      z.string(),
      z
        .string()
        .regex(
          /^(\/[\w.-]+){1,15}$/,
          'must be the full name of an SSM parameter, beginning with /',
        ),
    )
    .default({}),
  sourceMaps: z.boolean('must be true or false').default(false),
});
export type OperatorSettings = z.infer<typeof operatorSchema>;

/** The settings that `-c name=value` can give: those that are one value. */
const AT_THE_TOP = [
  'stackName',
  'alertEmail',
  'ephemeral',
  'logRetentionDays',
  'runbookUrl',
  'sourceMaps',
];
const UNDER_SPENDING = Object.keys(spendingSchema.shape);

/** The key `tidemark` of cdk.json, and over it what was given with `-c`. */
export function givenSettings(contextOf: (key: string) => unknown): unknown {
  const given = contextOf('tidemark');
  const top = overrides(AT_THE_TOP, contextOf);
  const spending = overrides(UNDER_SPENDING, contextOf);
  if (Object.keys({ ...top, ...spending }).length === 0) return given;
  const { spending: before, ...others } = Object(given);
  if (before === undefined && Object.keys(spending).length === 0) return { ...others, ...top };
  return { ...others, ...top, spending: { ...before, ...spending } };
}

function overrides(names: readonly string[], contextOf: (key: string) => unknown) {
  const pairs = names.map((name) => [name, written(contextOf(name))] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
}

/** The command line knows only text; numbers, true, false and null are written as in JSON. */
function written(value: unknown): unknown {
  const isLiteral = typeof value === 'string' && /^(true|false|null|-?\d+(\.\d+)?)$/.test(value);
  return isLiteral ? JSON.parse(value) : value;
}
