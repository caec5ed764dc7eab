import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import type { Environment } from './environment.ts';

/** The SDK's own variables for other endpoints, read from the function's environment rather than from the process. */
export function dynamoDbClient(environment: Environment): DynamoDBClient {
  return new DynamoDBClient(endpoint(environment['AWS_ENDPOINT_URL_DYNAMODB']));
}

export function snsClient(environment: Environment): SNSClient {
  return new SNSClient(endpoint(environment['AWS_ENDPOINT_URL_SNS']));
}

function endpoint(url: string | undefined): { endpoint?: string } {
  return url ? { endpoint: url } : {};
}
