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

/** Whether people may subscribe to alerts over the API, and how far. */
const subscriptionsSchema = z.strictObject({
  open: z.boolean('must be true or false').default(true),
  /** Confirmation mails to everybody together: what strangers can have sent in the operator's name. */
  mailsPerDay: z
    .int('must be a whole number of mails a day')
    .min(1, { error: 'must be at least 1 mail a day' })
    .default(100),
});
export type SubscriptionSettings = z.infer<typeof subscriptionsSchema>;

/** The operator's settings as they stand in cdk.json: what the functions are told, and what only the deployment needs. */
export const operatorSchema = extend(omit(settingsSchema, { figures: true, tariffs: true }), {
  stackName: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,99}$/, 'must be letters, digits and hyphens after a letter')
    .default('Tidemark'),
  alertEmail: z.email('must be an e-mail address, or null for none').nullable().default(null),
  ephemeral: z.boolean('must be true or false').default(false),
  spending: spendingSchema.prefault({}),
  subscriptions: subscriptionsSchema.prefault({}),
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

/** The settings that `-c name=value` can give whole, lists and tables as JSON: `-c 'pairs={"US-KR": {"M": "us-census"}}'`. */
const AT_THE_TOP = Object.keys(operatorSchema.shape);
/** Those below another one, by their name on the command line: `-c subscriptionsOpen=false`. */
const BELOW: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  spending: Object.fromEntries(Object.keys(spendingSchema.shape).map((name) => [name, name])),
  subscriptions: { subscriptionsOpen: 'open', subscriptionMailsPerDay: 'mailsPerDay' },
};

/** The key `tidemark` of cdk.json, and over it what was given with `-c`, also what nothing is called. */
export function givenSettings(
  contextOf: (key: string) => unknown,
  keys: readonly string[] = [],
): unknown {
  const given = contextOf('tidemark');
  const top = overrides([...AT_THE_TOP, ...keys.filter(isMisspelt)], contextOf);
  const below = Object.entries(BELOW).flatMap(([parent, names]) => {
    const over = Object.entries(overrides(Object.keys(names), contextOf));
    if (over.length === 0) return [];
    const members = Object.fromEntries(over.map(([name, value]) => [names[name] ?? name, value]));
    return [[parent, { ...Object(Object(given)[parent]), ...members }] as const];
  });
  if (Object.keys(top).length + below.length === 0) return given;
  return { ...Object(given), ...top, ...Object.fromEntries(below) };
}

/** What CDK's command line keeps for itself. */
const OF_CDK = ['cli-telemetry', 'acknowledged-issue-numbers'];

/** CDK's other keys have a colon or a slash in them. */
function isMisspelt(key: string): boolean {
  const ours = ['tidemark', ...AT_THE_TOP, ...Object.values(BELOW).flatMap(Object.keys)];
  const known = [...ours, ...OF_CDK];
  return !(known.includes(key) || /[:/]/.test(key));
}

function overrides(names: readonly string[], contextOf: (key: string) => unknown) {
  const pairs = names.map((name) => [name, written(contextOf(name))] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
}

/** The command line knows only text; numbers, true, false, null, lists and tables are written as in JSON. */
function written(value: unknown): unknown {
  const isJson =
    typeof value === 'string' && /^(true|false|null|-?\d+(\.\d+)?|[[{].*)$/s.test(value);
  if (!isJson) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
