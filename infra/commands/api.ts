import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { CommandError } from './command-error.ts';

export interface Answer {
  readonly status: number;
  /** Parsed JSON; null where there is no body. */
  readonly body: unknown;
}

/** The API of a running Tidemark, asked as its operator. */
export interface Api {
  ask(method: string, path: string, body?: unknown): Promise<Answer>;
}

export const DEFAULT_URL = 'http://localhost:4040';

const ANSWERS_WITHIN_MS = 20_000;

/**
 * Requests to AWS are signed with the credentials that the AWS command line would use; a Tidemark on this machine takes them as
 * they are.
 * @throws CommandError when the URL is none, there is no answer, or no credentials can be had.
 */
export function apiAt(url: string): Api {
  const root = parsed(url);
  return {
    async ask(method, path, body) {
      const target = new URL(path, root);
      const request: Unsigned =
        body === undefined ? { method, headers: {} } : withJson(method, body);
      const isSigned = root.hostname.endsWith('.amazonaws.com');
      const headers = isSigned ? await signed(target, request) : request.headers;
      const answer = await fetch(target, {
        ...request,
        headers,
        signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
      }).catch((cause: unknown) => {
        const why = `no answer from ${root.origin}: is it running? npm start, or --url with another one`;
        throw new CommandError(why, { cause });
      });
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? null : jsonOf(text, root) };
    },
  };
}

function parsed(url: string): URL {
  const found = URL.parse(url);
  if (found && /^https?:$/.test(found.protocol)) return found;
  throw new CommandError(`--url must be a URL such as ${DEFAULT_URL}, got: ${url}`);
}

interface Unsigned {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

function withJson(method: string, body: unknown): Unsigned {
  const headers = { 'content-type': 'application/json' };
  return { method, headers, body: JSON.stringify(body) };
}

async function signed(
  url: URL,
  { method, headers, body }: Unsigned,
): Promise<Record<string, string>> {
  const credentials = await defaultProvider()().catch((cause: unknown) => {
    const how = 'set them up as for the AWS command line (aws configure, or AWS_PROFILE=...)';
    throw new CommandError(`no AWS credentials: ${how}`, { cause });
  });
  const signer = new SignatureV4({
    service: 'execute-api',
    region: regionOf(url),
    credentials,
    sha256: Sha256,
  });
  const request = await signer.sign({
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: { ...headers, host: url.host },
    ...(body === undefined ? {} : { body }),
  });
  return request.headers;
}

/** `https://abc.execute-api.eu-west-1.amazonaws.com` names it. */
function regionOf({ hostname }: URL): string {
  const [, , region] = hostname.split('.');
  return region ?? process.env['AWS_REGION'] ?? 'us-east-1';
}

function jsonOf(text: string, root: URL): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CommandError(`${root.origin} answers no JSON: is it a Tidemark?`, { cause });
  }
}
