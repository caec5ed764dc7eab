import { AwsClient } from 'aws4fetch';
import type { Environment } from './environment.ts';

/** One call of an AWS service that speaks JSON. */
export interface AwsCall {
  readonly service: 'ssm' | 'sqs';
  /** The service's JSON version and the operation, as the header X-Amz-Target has it: `AmazonSSM.GetParameter`. */
  readonly contentType: 'application/x-amz-json-1.0' | 'application/x-amz-json-1.1';
  readonly target: string;
  readonly input: unknown;
}

const ANSWERS_WITHIN_MS = 5_000;

/**
 * Makes a signed call with the credentials of the environment, tried again where the service is busy.
 * In place of the SDK's clients where one operation of a service is needed: @aws-sdk/client-ssm would add 76 KB to a bundle
 * (measured 2026-11-23). Like the SDK it honours AWS_ENDPOINT_URL_<SERVICE>.
 * @throws Error when there is no answer within five seconds.
 */
export function callAws(
  { service, contentType, target, input }: AwsCall,
  environment: Environment,
): Promise<Response> {
  const region = environment['AWS_REGION'] ?? 'us-east-1';
  const client = new AwsClient({
    accessKeyId: environment['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: environment['AWS_SECRET_ACCESS_KEY'] ?? '',
    sessionToken: environment['AWS_SESSION_TOKEN'] ?? '',
    service,
    region,
    retries: 2,
  });
  const given = environment[`AWS_ENDPOINT_URL_${service.toUpperCase()}`];
  const endpoint = given ?? `https://${service}.${region}.amazonaws.com`;
  return client.fetch(`${endpoint.replace(/\/$/, '')}/`, {
    method: 'POST',
    headers: { 'content-type': contentType, 'x-amz-target': target },
    body: JSON.stringify(input),
    signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
  });
}
