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

export interface HttpRequest {
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

const USER_AGENT = 'Tidemark/0.1 (trade monitor)';

export function createHttp(overrides: Partial<HttpLimits> = {}): Http {
  const limits = { ...LIMITS, ...overrides };
  return {
    get: ({ source, url, headers }) =>
      ky
        .get(url, {
          headers: { 'user-agent': USER_AGENT, ...headers },
          redirect: 'manual',
          // ky's time-out ends with the headers; a body that stalls afterwards is ended by this one.
          signal: AbortSignal.timeout(limits.totalTimeoutMs),
          timeout: limits.attemptTimeoutMs,
          retry: {
            limit: limits.attempts - 1,
            methods: ['get'],
            statusCodes: [408, 429, 500, 502, 503, 504],
            afterStatusCodes: [429, 503],
            maxRetryAfter: limits.longestRetryAfterMs,
            retryOnTimeout: true,
            jitter: true,
          },
        })
        .then((response) => readAnswer(source, response, limits))
        .catch((error: unknown) => answerOrUnreachable(source, url, error, limits)),
  };
}

/** A redirect or a client error is an answer. Any other error is replaced: ky's quote the whole URL, key included. */
async function answerOrUnreachable(
  source: string,
  url: URL,
  error: unknown,
  limits: HttpLimits,
): Promise<HttpAnswer> {
  if (error instanceof SourceRefusal) throw error;
  if (error instanceof HTTPError && error.response.status < 500 && error.response.status !== 429) {
    return readAnswer(source, error.response, limits);
  }
  throw new SourceUnreachable(
    source,
    `no answer from ${url.origin}${url.pathname}: ${reason(error)}`,
  );
}

async function readAnswer(
  source: string,
  response: Response,
  limits: HttpLimits,
): Promise<HttpAnswer> {
  const bytes = await response.arrayBuffer();
  if (bytes.byteLength > limits.longestBodyBytes) {
    throw new SourceRefusal(
      source,
      'body-too-large',
      `answer of ${bytes.byteLength} bytes, at most ${limits.longestBodyBytes} are read; ask for fewer periods`,
    );
  }
  const contentType = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
  return {
    status: response.status,
    contentType: contentType.trim().toLowerCase(),
    headers: response.headers,
    text: new TextDecoder().decode(bytes),
  };
}

function reason(error: unknown): string {
  if (error instanceof HTTPError) return `HTTP ${error.response.status}`;
  if (error instanceof TimeoutError) return 'timed out';
  if (!(error instanceof Error)) return 'unknown failure';
  const cause: unknown = error.cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : error.name;
  return code === 'TimeoutError' ? 'timed out' : code;
}
