import { isIPv6 } from 'node:net';
import type { Context } from 'hono';
import * as z from '../../shared/domain/zod.ts';

const gatewaySchema = z.object({
  requestContext: z.object({ http: z.object({ sourceIp: z.string() }) }),
});

/**
 * The peer of the connection to API Gateway, which the gateway itself puts into the event; what a client may write into
 * X-Forwarded-For is not looked at. Behind a CDN it is the CDN's address, which all its readers then share.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function ipOfGateway({ env }: Context): string | undefined {
  return gatewaySchema.safeParse(env).data?.requestContext.http.sourceIp;
}

/**
 * What is counted as one sender: an IPv4 address, or the /64 that a single customer is given of IPv6 (RFC 6177), where every
 * machine can take new addresses at will. Requests from nobody knows where count as one sender.
 */
export function networkOf(ip: string | undefined): string {
  const address = (ip ?? '').replace(/^::ffff:(?=[\d.]+$)/i, '').replace(/%.*$/, '');
  if (!isIPv6(address)) return address || 'unknown';
  return `${groupsOf(address).slice(0, 4).join(':')}::/64`;
}

/** The eight groups of an IPv6 address, without leading zeros: the URL standard has one way to write each address. */
function groupsOf(address: string): string[] {
  const [left = '', right] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const [before, after] = [left, right ?? ''].map((half) => half.split(':').filter(Boolean));
  const missing = 8 - (before?.length ?? 0) - (after?.length ?? 0);
  return [...(before ?? []), ...Array<string>(missing).fill('0'), ...(after ?? [])];
}
