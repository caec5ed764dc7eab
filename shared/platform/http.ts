import ky, { HTTPError, TimeoutError } from 'ky';
import { SourceRefusal, SourceUnreachable } from './errors.ts';

/** An answer of any status that is not worth retrying; the adapter judges it. */
export interface HttpAnswer {
  readonly status: number;
  /** Media type without parameters, lower case; empty when the server named none. */
  readonly contentType: string;
  readonly headers: Headers;
  readonly text: string;
}

interface HttpRequest {
  /** Identifier of the source, for messages. */
  readonly source: string;
  readonly url: URL;
  readonly headers?: Record<string, string>;
}

export interface Http {
  /**
   * Asks once and, after a time-out, a refused connection, 429 or 5xx, a bounded number of times more.
   * Redirects are not followed: a provider that redirects a wrong key to an HTML page must not look like a 200.
   * @throws SourceUnreachable when no attempt got an answer. Its message never holds the query string, where keys travel.
   */
  get(request: HttpRequest): Promise<HttpAnswer>;
}

export interface HttpLimits {
  readonly attempts: number;
  readonly attemptTimeoutMs: number;
  readonly totalTimeoutMs: number;
  readonly longestRetryAfterMs: number;
  readonly longestBodyBytes: number;
}

const LIMITS: HttpLimits = {
  attempts: 3,
  // Census reads stall for up to 30 s when busy (ETRX audit, 2026-08-23).
  attemptTimeoutMs: 40_000,
  totalTimeoutMs: 150_000,
  longestRetryAfterMs: 60_000,
  // One IMTS reporter unfiltered is about 16 MB; nothing that Tidemark asks for comes near.
  longestBodyBytes: 24 * 1024 * 1024,
};

const RETRIED = [408, 429, 500, 502, 503, 504];

const USER_AGENT = 'Tidemark/0.1 (trade monitor)';

export function createHttp(overrides: Partial<HttpLimits> = {}): Http {
  const limits = { ...LIMITS, ...overrides };
  return { get: (request) => ask(request, limits) };
}

async function ask(request: HttpRequest, limits: HttpLimits): Promise<HttpAnswer> {
  const { source, url, headers } = request;
  try {
    const response = await ky.get(url, {
      headers: { 'user-agent': USER_AGENT, ...headers },
      redirect: 'manual',
      // A redirect or a client error is an answer, which the adapter judges.
      throwHttpErrors: (status) => RETRIED.includes(status) || status >= 500,
      // ky's time-out ends with the headers; a body that stalls afterwards is ended by this one.
      signal: AbortSignal.timeout(limits.totalTimeoutMs),
      timeout: limits.attemptTimeoutMs,
      retry: {
        limit: limits.attempts - 1,
        methods: ['get'],
        statusCodes: RETRIED,
        afterStatusCodes: [429, 503],
        maxRetryAfter: limits.longestRetryAfterMs,
        // ky 1.14 shortens a long Retry-After to the maximum and asks again before the time that the server named.
        shouldRetry: ({ error }) => (asksToWaitTooLong(error, limits) ? false : undefined),
        retryOnTimeout: true,
        jitter: true,
      },
    });
    return {
      status: response.status,
      contentType: mediaTypeOf(response),
      headers: response.headers,
      text: await readText(source, response, limits.longestBodyBytes),
    };
  } catch (error) {
    throw error instanceof SourceRefusal ? error : unreachable(source, url, error);
  }
}

function asksToWaitTooLong(error: Error, limits: HttpLimits): boolean {
  if (!(error instanceof HTTPError)) return false;
  const retryAfter = error.response.headers.get('retry-after');
  if (!retryAfter) return false;
  const seconds = Number(retryAfter);
  const wait = Number.isNaN(seconds) ? Date.parse(retryAfter) - Date.now() : seconds * 1000;
  return wait > limits.longestRetryAfterMs;
}

function mediaTypeOf(response: Response): string {
  const [mediaType = ''] = (response.headers.get('content-type') ?? '').split(';');
  return mediaType.trim().toLowerCase();
}

/** Stops reading at the limit, so that an endless body does not fill the memory first. */
async function readText(source: string, response: Response, longest: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength;
    if (length > longest) {
      throw new SourceRefusal(
        source,
        'body-too-large',
        `answer is longer than the ${longest} bytes that are read; ask for fewer periods`,
      );
    }
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** Takes the place of ky's errors, which quote the whole URL, key included; so it names neither them nor their cause. */
function unreachable(source: string, url: URL, error: unknown): SourceUnreachable {
  return new SourceUnreachable(
    source,
    `no answer from ${url.origin}${url.pathname}: ${reason(error)}`,
  );
}

function reason(error: unknown): string {
  if (error instanceof HTTPError) return `HTTP ${error.response.status}`;
  if (error instanceof TimeoutError) return 'timed out';
  if (!(error instanceof Error)) return 'unknown failure';
  const cause: unknown = error.cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : error.name;
  return code === 'TimeoutError' ? 'timed out' : code;
}
