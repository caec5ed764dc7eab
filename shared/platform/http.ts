import { setTimeout as wait } from 'node:timers/promises';
import pRetry from 'p-retry';
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
  /** What messages call the URL where its path holds a key; where it is left out, its origin and path. */
  readonly named?: string;
  readonly headers?: Record<string, string>;
  /**
   * How long an attempt may take until the headers are there, where the provider is slower than others.
   *
   * @default - forty seconds
   */
  readonly patienceMs?: number;
}

export interface Http {
  /**
   * Asks once and, after a time-out, a refused connection, 429 or 5xx, a bounded number of times more.
   * Redirects are not followed: a provider that redirects a wrong key to an HTML page must not look like a 200.
   * @throws SourceUnreachable when no attempt got an answer. Its message never holds the query string, where keys travel, and
   *   of a URL that is `named` nothing but that name.
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

/** Statuses that another attempt may mend. */
const RETRIED = [408, 429];

/** Statuses that may say when to ask again. */
const SAYS_WHEN = [429, 503];

const USER_AGENT = 'Tidemark/0.1 (trade monitor)';

export function createHttp(overrides: Partial<HttpLimits> = {}): Http {
  const limits = { ...LIMITS, ...overrides };
  return { get: (request) => ask(request, limits) };
}

/** A status that another attempt may mend. */
class BusyServer extends Error {
  readonly status: number;
  /** How long the server asks to be left alone, if it says. */
  readonly retryAfterMs: number;

  constructor({ status, headers }: Response) {
    super(`HTTP ${status}`);
    this.status = status;
    this.retryAfterMs = SAYS_WHEN.includes(status) ? retryAfterOf(headers) : 0;
  }
}

async function ask(request: HttpRequest, usual: HttpLimits): Promise<HttpAnswer> {
  const { source, url, named = `${url.origin}${url.pathname}` } = request;
  const limits = withPatience(usual, request.patienceMs);
  const total = AbortSignal.timeout(limits.totalTimeoutMs);
  try {
    return await pRetry(() => attempt(request, limits, total), {
      retries: limits.attempts - 1,
      minTimeout: 300,
      randomize: true,
      signal: total,
      shouldRetry: ({ error }) => mayBeMended(error, limits),
      // Beside the pause that grows, which is never longer than what the server asks for.
      onFailedAttempt: async ({ error, retriesLeft }) => {
        if (!(error instanceof BusyServer) || retriesLeft === 0) return;
        if (mayBeMended(error, limits))
          await wait(error.retryAfterMs, undefined, { signal: total });
      },
    });
  } catch (error) {
    throw error instanceof SourceRefusal ? error : unreachable(source, named, error);
  }
}

/** Whoever is waited for longer may still be asked twice. */
function withPatience(limits: HttpLimits, patienceMs: number | undefined): HttpLimits {
  if (patienceMs === undefined) return limits;
  const totalTimeoutMs = Math.max(limits.totalTimeoutMs, 2 * patienceMs);
  return { ...limits, attemptTimeoutMs: patienceMs, totalTimeoutMs };
}

async function attempt(
  { source, url, headers }: HttpRequest,
  limits: HttpLimits,
  total: AbortSignal,
): Promise<HttpAnswer> {
  // Until the headers are there; a body may take as long as all the attempts together.
  const untilHeaders = new AbortController();
  const timer = setTimeout(() => untilHeaders.abort(new HeadersLate()), limits.attemptTimeoutMs);
  const response = await fetch(url, {
    headers: { 'user-agent': USER_AGENT, ...headers },
    redirect: 'manual',
    signal: AbortSignal.any([total, untilHeaders.signal]),
  }).finally(() => clearTimeout(timer));
  // A redirect or a client error is an answer, which the adapter judges.
  if (RETRIED.includes(response.status) || response.status >= 500) {
    await response.body?.cancel();
    throw new BusyServer(response);
  }
  return {
    status: response.status,
    contentType: mediaTypeOf(response),
    headers: response.headers,
    text: await readText(source, response, limits.longestBodyBytes),
  };
}

/** No headers within the time of an attempt. */
class HeadersLate extends Error {
  override readonly name = 'TimeoutError';
}

/** A connection that breaks may hold the next time; a body that is too large, or a URL that cannot be asked, will not change. */
function mayBeMended(error: unknown, { longestRetryAfterMs }: HttpLimits): boolean {
  if (error instanceof SourceRefusal) return false;
  return !(error instanceof BusyServer) || error.retryAfterMs <= longestRetryAfterMs;
}

/** Seconds, or a date. */
function retryAfterOf(headers: Headers): number {
  const text = headers.get('retry-after');
  if (!text) return 0;
  const seconds = Number(text);
  const milliseconds = Number.isNaN(seconds) ? Date.parse(text) - Date.now() : seconds * 1000;
  return Number.isNaN(milliseconds) ? 0 : Math.max(0, milliseconds);
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

/** Takes the place of fetch's errors, which quote the whole URL, key included; so it names neither them nor their cause. */
function unreachable(source: string, named: string, error: unknown): SourceUnreachable {
  return new SourceUnreachable(source, `no answer from ${named}: ${reason(error)}`);
}

function reason(error: unknown): string {
  if (error instanceof BusyServer) return error.message;
  if (!(error instanceof Error)) return 'unknown failure';
  const cause: unknown = error.cause;
  // A wait that is ended says that it was aborted, and by what.
  if (cause instanceof Error && cause.name === 'TimeoutError') return 'timed out';
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : error.name;
  return code === 'TimeoutError' ? 'timed out' : code;
}
