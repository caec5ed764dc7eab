import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/** What is asked of an HTTP API. */
export interface AskedOfGateway {
  /** Decoded, as API Gateway gives it. */
  readonly path: string;
  readonly query?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** An event of an HTTP API, with what is looked at of it. */
export function eventOf({
  path,
  query = '',
  method = 'GET',
  headers = {},
  body,
}: AskedOfGateway): APIGatewayProxyEventV2 {
  return {
    ...{ version: '2.0', routeKey: `ANY ${path}`, rawPath: path, rawQueryString: query, headers },
    requestContext: {
      ...{ accountId: '123456789012', apiId: 'api', domainPrefix: 'api', stage: '$default' },
      ...{ domainName: 'api.example', requestId: 'gateway-id=', routeKey: `ANY ${path}` },
      ...{ time: '25/Nov/2026:12:00:00 +0000', timeEpoch: 0 },
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' },
    },
    isBase64Encoded: false,
    ...(body === undefined ? {} : { body }),
  };
}
