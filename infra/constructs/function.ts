import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { type IGrantable, type IPrincipal, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  CfnFunction,
  type IDestination,
  LoggingFormat,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { LogLevel, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { ILogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ForgetfulLogGroup } from './forgetful-log-group.ts';

const root = join(import.meta.dirname, '../..');

/** What is the operator's to choose, and the same for every function. */
interface FunctionChoices {
  readonly logRetentionDays: RetentionDays;
  /**
   * Whether a bundle is accompanied by its source map. Node would parse a map at every cold start to translate the stack
   * traces of a few errors, and one that nobody reads is only carried along: it is made when a trace is to be read.
   */
  readonly sourceMaps: boolean;
}

export interface TidemarkFunctionProps {
  readonly choices: FunctionChoices;
  /** The folder of functions/ whose handler.ts is deployed. */
  readonly folder: 'ingest' | 'recompute' | 'alert' | 'query' | 'rules';
  readonly timeout: Duration;
  readonly memorySizeMiB: number;
  /**
   * Where an asynchronous event goes that failed for good.
   *
   * @default - it is dropped; streams and the API invoke synchronously and report failures themselves
   */
  readonly onFailure?: IDestination;
}

/** A function as all of ours are: what is bundled, what it may do without asking, how long its logs live. */
export class TidemarkFunction extends Construct implements IGrantable {
  readonly lambda: NodejsFunction;
  readonly logGroup: ILogGroup;
  readonly grantPrincipal: IPrincipal;

  constructor(scope: Construct, id: string, props: TidemarkFunctionProps) {
    super(scope, id);

    const { logRetentionDays, sourceMaps } = props.choices;
    const logGroup = new ForgetfulLogGroup(this, 'LogGroup', logRetentionDays);
    this.logGroup = logGroup;
    // A role of our own, so that it writes to this log group and no other: AWSLambdaBasicExecutionRole allows all of them.
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    logGroup.grantWrite(role);
    this.grantPrincipal = role;

    this.lambda = new NodejsFunction(this, 'Function', {
      entry: join(root, 'functions', props.folder, 'handler.ts'),
      projectRoot: root,
      depsLockFilePath: join(root, 'package-lock.json'),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memorySizeMiB,
      timeout: props.timeout,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      // Lambda would try an asynchronous event for six hours; a poll that is an hour late is better left to the next one.
      retryAttempts: 2,
      maxEventAge: Duration.hours(1),
      onFailure: props.onFailure,
      bundling: {
        format: OutputFormat.ESM,
        target: 'node24',
        // esbuild prefers `main`, CommonJS, for Node: the SDK's then calls require() and fails at import.
        mainFields: ['module', 'main'],
        bundleAwsSDK: true,
        minify: true,
        sourceMap: sourceMaps,
        sourcesContent: false,
        logLevel: LogLevel.WARNING,
        esbuildArgs: {
          '--alias': [
            `@aws-sdk/credential-provider-node=${join(root, 'infra/credentials-from-environment.ts')}`,
            `@smithy/core/event-streams=${join(root, 'infra/no-event-streams.ts')}`,
            `@aws-sdk/endpoint-cache=${join(root, 'infra/no-endpoint-discovery.ts')}`,
          ],
          '--legal-comments': 'none',
        },
      },
    });
    nameInTemplate(this.lambda, props.folder);
  }
}

/** The local runner finds out from the template which resource is which function. */
function nameInTemplate(lambda: NodejsFunction, folder: string): void {
  const resource = lambda.node.defaultChild;
  if (resource instanceof CfnFunction) resource.addMetadata('tidemark', { function: folder });
}
