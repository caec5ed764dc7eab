import { randomUUID } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Context, Next } from 'hono';
import { entityTag, isNamedIn } from './entity-tag.ts';
import { type Coding, codingFor } from './negotiation.ts';

declare module 'hono' {
  interface ContextVariableMap {
    /** What the caller can name when something went wrong, and what the log names. */
    requestId: string;
  }
}

/** What every answer says that does not say otherwise: it is what it says it is, and runs and loads nothing. */
const HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'cross-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
};

/** Below this a compressed answer takes as many packets as a plain one. */
const WORTH_COMPRESSING_BYTES = 1024;

const COMPRESSIBLE = /^text\/|[/+](json|xml|javascript)\b/;

const COMPRESS: Readonly<Record<Coding, (content: Uint8Array) => Uint8Array>> = {
  // The usual quality of 11 is for what is compressed once and sent for years.
  br: (content) => brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (content) => gzipSync(content),
};

/** Names the request, and makes of what a route answered what is sent: headers, validator, 304, compression. */
export async function finish(context: Context, next: Next): Promise<void> {
  // API Gateway's id, which stands in its access log too.
  const requestId: string = context.env?.requestId ?? randomUUID();
  context.set('requestId', requestId);
  await next();

  const { res: answered, req } = context;
  const isRead = req.method === 'GET' || req.method === 'HEAD';
  const content = new Uint8Array(await answered.arrayBuffer());
  const headers = new Headers({
    ...HEADERS,
    // What a route says nothing of may be kept, and is asked for again each time.
    'cache-control': isRead && answered.status === 200 ? 'no-cache' : 'no-store',
    ...Object.fromEntries(answered.headers),
    'x-request-id': requestId,
  });
  const coding = codingOf(content, headers, req.header('accept-encoding'));
  // Hono would put the headers of the answer that is replaced back over these.
  context.res = undefined;
  if (isRead && answered.status === 200) {
    const tag = entityTag(content, coding);
    headers.set('etag', tag);
    if (isNamedIn(req.header('if-none-match'), tag)) {
      for (const name of ['content-type', 'content-disposition']) headers.delete(name);
      context.res = new Response(null, { status: 304, headers });
      return;
    }
  }
  if (coding) headers.set('content-encoding', coding);
  const body = coding && req.method !== 'HEAD' ? COMPRESS[coding](content) : content;
  const { status } = answered;
  const sent = Buffer.from(body);
  context.res = new Response(content.length > 0 ? sent : null, { status, headers });
  contents.set(context.res, sent);
}

const contents = new WeakMap<Response, Buffer>();

/** What an answer holds; of a finished one without reading its stream once more, which takes as long as making it. */
export async function contentOf(response: Response): Promise<Buffer> {
  return contents.get(response) ?? Buffer.from(await response.arrayBuffer());
}

/** How to compress, saying that it depends on the request. */
function codingOf(
  content: Uint8Array,
  headers: Headers,
  acceptEncoding: string | undefined,
): Coding | undefined {
  if (!COMPRESSIBLE.test(headers.get('content-type') ?? '')) return undefined;
  headers.append('vary', 'Accept-Encoding');
  return content.length < WORTH_COMPRESSING_BYTES ? undefined : codingFor(acceptEncoding);
}
