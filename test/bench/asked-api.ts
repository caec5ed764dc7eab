import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { createApp } from '../../functions/query/app.ts';
import { lambdaHandler } from '../../shared/platform/gateway-events.ts';
import type { Table } from '../../shared/store/table.ts';
import { AFTERWARDS } from './given-pair.ts';
import { silentLog } from './ground.ts';

/** The API over a table, as Lambda calls it. */
export function apiOver(
  table: Table,
): (path: string) => Promise<APIGatewayProxyStructuredResultV2> {
  const app = createApp({
    table,
    now: () => AFTERWARDS,
    log: silentLog,
    offers: { ruleWrites: 'signed', subscriptions: 'open' },
  });
  const handle = lambdaHandler(app);
  return async (path) => {
    const answer = await handle(eventOf(path));
    if (answer.statusCode !== 200)
      throw new Error(`${path}: ${answer.statusCode} ${answer.body?.slice(0, 200)}`);
    return answer;
  };
}

/** As API Gateway hands over the request of a client that says nothing of itself. */
function eventOf(path: string): APIGatewayProxyEventV2 {
  const [rawPath = '', rawQueryString = ''] = path.split('?');
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    headers: { host: 'example.com', accept: 'application/json' },
    requestContext: {
      accountId: '123456789012',
      apiId: 'bench',
      domainName: 'example.com',
      domainPrefix: 'example',
      http: {
        method: 'GET',
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: '',
      },
      requestId: 'r1',
      routeKey: '$default',
      stage: '$default',
      time: '',
      timeEpoch: 0,
    },
    isBase64Encoded: false,
  };
}
