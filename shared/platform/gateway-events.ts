import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Hono } from 'hono/tiny';
import { contentOf } from './finish.ts';

/**
 * Answers events of an HTTP API (payload format 2.0). Hono's own adapter knows four kinds of events (4 KB more), and takes the path
 * as API Gateway gives it, which is decoded already: a `?` or `#` that was written `%3F` or `%23` would end it there.
 */
export function lambdaHandler(app: Hono) {
  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const { requestContext } = event;
    const { requestId } = requestContext;
    return resultOf(await app.fetch(requestOf(event), { requestId, requestContext }));
  };
}

function requestOf(event: APIGatewayProxyEventV2): Request {
  const { rawPath, rawQueryString, headers, body, isBase64Encoded, requestContext } = event;
  const { method } = requestContext.http;
  // A Request cannot be of these methods; one that no route has stands for them.
  const known = /^(connect|trace|track)$/i.test(method) ? `X-${method}` : method;
  const query = rawQueryString ? `?${rawQueryString}` : '';
  return new Request(`https://${requestContext.domainName}${encodedAgain(rawPath)}${query}`, {
    method: known,
    headers: Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      value !== undefined && /^[\t\x20-\x7e\x80-\xff]*$/.test(value) ? [[name, value]] : [],
    ),
    body:
      body === undefined || method === 'GET' || method === 'HEAD'
        ? null
        : Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
  });
}

/** What a URL would read as something else than part of a path; what is encoded still stays as it is. */
function encodedAgain(path: string): string {
  return path.toWellFormed().replace(/[^!$&-;=@-Z_a-z~%]/gu, encodeURIComponent);
}

async function resultOf(response: Response): Promise<APIGatewayProxyStructuredResultV2> {
  const isBase64Encoded = response.headers.has('content-encoding');
  const body = await contentOf(response);
  return {
    statusCode: response.status,
    headers: Object.fromEntries(response.headers),
    body: body.toString(isBase64Encoded ? 'base64' : 'utf8'),
    isBase64Encoded,
  };
}
