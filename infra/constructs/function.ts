import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { type IGrantable, type IPrincipal, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  CfnFunction,
  Code,
  type IDestination,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Bundles } from '../bundles.ts';
import type { FunctionFolder } from '../function-folders.ts';
import { ForgetfulLogGroup } from './forgetful-log-group.ts';

const functions = join(import.meta.dirname, '../../functions');

/** What is the same for every function. */
interface FunctionChoices {
  readonly logRetentionDays: RetentionDays;
  /**
   * What was bundled.
   *
   * @default - the functions' source, which runs on a laptop and not on Lambda
   */
  readonly bundles?: Bundles | undefined;
}

export interface TidemarkFunctionProps {
  readonly choices: FunctionChoices;
  /** The folder of functions/ whose handler.ts is deployed. */
  readonly folder: FunctionFolder;
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
  readonly lambda: LambdaFunction;
  readonly logGroup: ILogGroup;
  readonly role: Role;
  readonly grantPrincipal: IPrincipal;

  constructor(scope: Construct, id: string, props: TidemarkFunctionProps) {
    super(scope, id);

    const { logRetentionDays, bundles } = props.choices;
    const logGroup = new ForgetfulLogGroup(this, 'LogGroup', logRetentionDays);
    this.logGroup = logGroup;
    // A role of our own, so that it writes to this log group and no other: AWSLambdaBasicExecutionRole allows all of them.
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    logGroup.grantWrite(role);
    this.role = role;
    this.grantPrincipal = role;

    this.lambda = new LambdaFunction(this, 'Function', {
      code: Code.fromAsset(bundles?.get(props.folder)?.path ?? join(functions, props.folder)),
      handler: 'index.handler',
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
    });
    nameInTemplate(this.lambda, props.folder);
  }
}

/** The local runner finds out from the template which resource is which function. */
function nameInTemplate(lambda: LambdaFunction, folder: string): void {
  const resource = lambda.node.defaultChild;
  if (resource instanceof CfnFunction) resource.addMetadata('tidemark', { function: folder });
}
