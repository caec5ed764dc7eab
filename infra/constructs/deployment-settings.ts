import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, CfnFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  AwsCustomResource,
  AwsCustomResourcePolicy,
  type AwsSdkCall,
  Logging,
  PhysicalResourceId,
} from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import type { Settings } from '../../shared/domain/settings.ts';
import { packed } from '../../shared/platform/packed.ts';
import { ForgetfulLogGroup } from './forgetful-log-group.ts';
import type { TidemarkFunction } from './function.ts';

export interface DeploymentSettingsProps {
  readonly settings: Settings;
  readonly ingest: TidemarkFunction;
  readonly logRetentionDays: RetentionDays;
}

/**
 * Hands the operator's settings to ingest whenever a deployment changes them; ingest writes them to the table, which
 * wakes recompute as any other change does.
 */
export class DeploymentSettings extends Construct {
  constructor(scope: Construct, id: string, props: DeploymentSettingsProps) {
    super(scope, id);
    const { ingest, settings, logRetentionDays } = props;

    const logGroup = new ForgetfulLogGroup(this, 'LogGroup', logRetentionDays);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    logGroup.grantWrite(role);

    const call: AwsSdkCall = {
      service: 'Lambda',
      action: 'invoke',
      parameters: {
        FunctionName: ingest.lambda.functionName,
        // Asynchronous: a deployment does not wait for it, and ingest's own retries and failure queue apply.
        InvocationType: 'Event',
        // CloudFormation sends it four times in an update, old and new, each for Create and for Update.
        Payload: JSON.stringify({ deployment: packed(settings) }),
      },
      physicalResourceId: PhysicalResourceId.of('settings'),
      outputPaths: ['StatusCode'],
      logging: Logging.withDataHidden(),
    };
    const invocation = new AwsCustomResource(this, 'Invocation', {
      // Stands for creation too.
      onUpdate: call,
      role,
      policy: AwsCustomResourcePolicy.fromStatements([
        new PolicyStatement({
          actions: ['lambda:InvokeFunction'],
          resources: [ingest.lambda.functionArn],
        }),
      ]),
      installLatestAwsSdk: false,
      logGroup,
      timeout: Duration.minutes(1),
    });
    // Not before ingest may write.
    invocation.node.addDependency(ingest);
    likeOurOwn(this);
  }
}

/** CDK brings the function that makes the call and picks its runtime by region and x86; ours all run on one platform. */
function likeOurOwn(scope: Construct): void {
  const uuid = AwsCustomResource.PROVIDER_FUNCTION_UUID.replaceAll('-', '');
  const resource = Stack.of(scope).node.findChild(`AWS${uuid}`).node.defaultChild;
  if (!(resource instanceof CfnFunction)) return;
  resource.runtime = Runtime.NODEJS_24_X.name;
  resource.architectures = [Architecture.ARM_64.name];
}
