import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** What stands in for a module in the bundles, and why nothing of ours misses it. Sizes are minified, of SDK 3.1164 and Hono 4.13. */
interface StandIn {
  /** The end of the module's path, without its extension. */
  readonly module: string;
  readonly contents: string;
}

/** A function that is never called, and says so if it is. */
const never = (what: string, ...names: readonly string[]): string =>
  names
    .map(
      (name) =>
        `export function ${name}() { throw new Error(${JSON.stringify(`${what}: its support is not bundled`)}); }`,
    )
    .join('\n');

const STAND_INS: readonly StandIn[] = [
  {
    // Every region of every partition, 5 KB, for rules of endpoints, which regional-endpoint.ts stands in for.
    module: '@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partition',
    contents: `export const getUserAgentPrefix = () => '';
${never('no partition can be looked up', 'partition', 'setPartitionInfo', 'useDefaultPartitionInfo')}`,
  },
  {
    // 2 KB: a stream of events is signed event by event; no-event-streams.ts.
    module: '@smithy/signature-v4/dist-es/HeaderFormatter',
    contents: `export class HeaderFormatter { ${'format() { throw new Error("no event of a stream can be signed: its support is not bundled"); }'} }`,
  },
  {
    // 3 KB, for AWS_RETRY_MODE=adaptive, which no function is given.
    module: '@smithy/core/dist-es/submodules/retry/util-retry/AdaptiveRetryStrategy',
    contents: never('the adaptive retry mode cannot be chosen', 'AdaptiveRetryStrategy'),
  },
  {
    // 3 KB. A function has no file of settings; the SDK goes on to what is said by default.
    module: '@smithy/core/dist-es/submodules/config/node-config-provider/fromSharedConfigFiles',
    contents: `import { CredentialsProviderError } from '../property-provider/CredentialsProviderError';
export const fromSharedConfigFiles = () => async () => { throw new CredentialsProviderError('a function has no shared config file'); };`,
  },
  {
    // 2 KB, for AWS_DEFAULTS_MODE, which no function is given: what it is without it.
    module: '@smithy/core/dist-es/submodules/config/defaults-mode/resolveDefaultsModeConfig',
    contents: `export const resolveDefaultsModeConfig = () => async () => 'legacy';`,
  },
  {
    // 1 KB. Lambda gives a function its region, and has no metadata of an instance to ask.
    module:
      '@smithy/core/dist-es/submodules/config/config-resolver/regionConfig/getInstanceMetadataRegion',
    contents: 'export const getInstanceMetadataRegion = async () => undefined;',
  },
  {
    // 1 KB: buckets of S3 may be part of a host name.
    module:
      '@smithy/core/dist-es/submodules/endpoints/middleware-endpoint/service-customizations/s3',
    contents: never(
      'no bucket can be addressed',
      ...['resolveParamsForS3', 'isArnBucketName', 'isDnsCompatibleBucketName'],
      ...['DOT_PATTERN', 'S3_HOSTNAME_PATTERN'],
    ),
  },
  {
    // 4 KB: no operation that is used answers a timestamp.
    module: '@smithy/core/dist-es/submodules/serde/date-utils',
    contents: never(
      'no timestamp can be read',
      ...['dateToUtcString', 'parseRfc3339DateTime', 'parseRfc3339DateTimeWithOffset'],
      ...['parseRfc7231DateTime', 'parseEpochTimestamp'],
    ),
  },
  {
    // 1 KB: the Node of a function is said in the stack, and is not an old one.
    module: '@aws-sdk/core/dist-es/submodules/client/emitWarningIfUnsupportedVersion',
    contents: `export const state = { warningEmitted: true };
export const emitWarningIfUnsupportedVersion = () => {};`,
  },
  {
    // 2 KB. Where a function handles one event at a time, Lambda puts its trace into the environment, which the SDK then reads.
    module: '@aws/lambda-invoke-store/dist-es/invoke-store',
    contents: 'export const InvokeStore = { getInstanceAsync: async () => undefined };',
  },
  {
    // 1 KB: no application of another framework is mounted.
    module: 'hono/dist/utils/mount',
    contents: never('no other application can be mounted', 'createMountedRequest'),
  },
  {
    // 1 KB: bodies are JSON, and no form is sent as one.
    module: 'hono/dist/utils/body',
    contents: never('no body can be parsed as a form', 'parseBody'),
  },
];

/**
 * The errors that DynamoDB's operations on items answer, and SNS's that are caught; the others belong to backups, tables, phones
 * and the like. What is answered by another name is an error of the service's base class with that name.
 */
const ERRORS: ReadonlySet<string> = new Set([
  ...[
    'ConditionalCheckFailedException',
    'IdempotentParameterMismatchException',
    'InternalServerError',
  ],
  ...['ItemCollectionSizeLimitExceededException', 'ProvisionedThroughputExceededException'],
  ...['ReplicatedWriteConflictException', 'RequestLimitExceeded', 'ResourceNotFoundException'],
  ...['ThrottlingException', 'TransactionCanceledException', 'TransactionConflictException'],
  'TransactionInProgressException',
  ...[
    'AuthorizationErrorException',
    'FilterPolicyLimitExceededException',
    'InternalErrorException',
  ],
  ...['InvalidParameterException', 'NotFoundException', 'SubscriptionLimitExceededException'],
  ...['ThrottledException', 'InvalidParameterValueException'],
]);

/** The schema of an error and its registration, which keep its class in the bundle. */
const ERROR_SCHEMA =
  /^export var (\w+)\$ = \[-3, n0,[^;]*;\nn0_registry\.registerError\(\1\$, \1\);$/gm;

/** Leaves out of the bundles what the SDK's clients and Hono bring along and nothing of ours can reach. */
export const unusedCode: Plugin = {
  name: 'unused code',
  setup({ onLoad }) {
    for (const { module, contents } of STAND_INS) {
      onLoad({ filter: new RegExp(`${module.replaceAll('/', '[\\\\/]')}\\.js$`) }, () => ({
        contents,
      }));
    }
    onLoad(
      { filter: /@aws-sdk.client-(dynamodb|sns).dist-es.schemas.schemas_0\.js$/ },
      async ({ path }) => ({
        contents: (await readFile(path, 'utf8')).replace(ERROR_SCHEMA, (schema, error) =>
          ERRORS.has(error) ? schema : '',
        ),
      }),
    );
    // Of which only the version is read, for the header User-Agent.
    onLoad({ filter: /@aws-sdk.client-(dynamodb|sns).package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8'));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};
