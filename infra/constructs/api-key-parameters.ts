import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { TidemarkFunction } from './function.ts';

/**
 * Tells a function the names of the SSM parameters that hold API keys, by source, and lets it read those. CloudFormation
 * cannot create a SecureString, and a template must not hold a key: the operator puts them there, before or after deploying.
 * They are encrypted with the account's own key of SSM, whose policy lets whoever may read a parameter decrypt it.
 * https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html
 */
export function allowReadingKeys(
  reader: TidemarkFunction,
  parameters: Readonly<Record<string, string>>,
): void {
  const names = Object.entries(parameters);
  if (names.length === 0) return;
  for (const [source, name] of names) {
    const variable = source.toUpperCase().replaceAll('-', '_');
    reader.lambda.addEnvironment(`API_KEY_PARAMETER_${variable}`, name);
  }
  reader.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ['ssm:GetParameter'],
      resources: names.map(([, name]) => parameterArn(reader, name)),
    }),
  );
}

function parameterArn(scope: TidemarkFunction, name: string): string {
  return Stack.of(scope).formatArn({
    service: 'ssm',
    resource: 'parameter',
    resourceName: name.replace(/^\//, ''),
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
}
