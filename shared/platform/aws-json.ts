import { setTimeout as wait } from 'node:timers/promises';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
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
const ATTEMPTS = 3;
const FIRST_PAUSE_MS = 50;

/**
 * Makes a signed call with the credentials of the environment, tried again where the service is busy. The signature is made by
 * the SDK's own signer, which is in every bundle already.
 * In place of the SDK's clients where one operation of a service is needed: @aws-sdk/client-ssm would add 76 KB to a bundle
 * (measured 2026-11-23). Like the SDK it honours AWS_ENDPOINT_URL_<SERVICE>.
 * @throws Error when there is no answer within five seconds.
 */
export async function callAws(call: AwsCall, environment: Environment): Promise<Response> {
  const url = endpointOf(call.service, environment);
  const { method, headers, body } = await signed(call, url, environment);
  const signal = AbortSignal.timeout(ANSWERS_WITHIN_MS);
  for (let attempt = 1; ; attempt += 1) {
    const answer = await fetch(url, { method, headers, body, signal });
    const isBusy = answer.status === 429 || answer.status >= 500;
    if (!isBusy || attempt === ATTEMPTS) return answer;
    await wait(FIRST_PAUSE_MS * 2 ** attempt, undefined, { signal });
  }
}

function endpointOf(service: AwsCall['service'], environment: Environment): URL {
  const given = environment[`AWS_ENDPOINT_URL_${service.toUpperCase()}`];
  return new URL('/', given ?? `https://${service}.${regionOf(environment)}.amazonaws.com`);
}

async function signed(
  { service, contentType, target, input }: AwsCall,
  url: URL,
  environment: Environment,
): Promise<{ method: string; headers: Record<string, string>; body: string }> {
  const sessionToken = environment['AWS_SESSION_TOKEN'];
  const signer = new SignatureV4({
    service,
    region: regionOf(environment),
    credentials: {
      accessKeyId: environment['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: environment['AWS_SECRET_ACCESS_KEY'] ?? '',
      ...(sessionToken && { sessionToken }),
    },
    sha256: Sha256,
  });
  const body = JSON.stringify(input);
  const { headers } = await signer.sign({
    method: 'POST',
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    headers: { host: url.host, 'content-type': contentType, 'x-amz-target': target },
    body,
  });
  return { method: 'POST', headers, body };
}

function regionOf(environment: Environment): string {
  return environment['AWS_REGION'] ?? 'us-east-1';
}
