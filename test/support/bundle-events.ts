import { expect } from 'vitest';
import type { FunctionFolder } from '../../infra/function-folders.ts';

/** Everything that the stack gives a function, and what Lambda itself does. */
export const ENVIRONMENT = {
  TABLE_NAME: 'table',
  INFO_TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:topic',
  WARNING_TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:warnings',
  CRITICAL_TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:critical',
  PAIR_TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:pairs',
  OPERATOR_TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:operator',
  WORK_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/123456789012/work.fifo',
  WORK_ATTEMPTS: '3',
  SUBSCRIPTIONS: 'open',
  CONFIRMATION_MAILS_PER_DAY: '100',
  METRICS_NAMESPACE: 'Tidemark/Tidemark',
  PAGE_URL: 'https://example.com',
  RULE_WRITES: 'signed',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'key',
  AWS_SECRET_ACCESS_KEY: 'secret',
};

const ALERT = '20260804T123000000Z.XA-XB.xa-xb-v1.2026-06.crossed';

/** An event as each function gets it on AWS, and what it answers on an empty table. */
export const EVENTS: Readonly<Record<FunctionFolder, { event: unknown; answer: unknown }>> = {
  ingest: {
    event: { deployment: { pairs: {}, sources: {}, rules: [] } },
    answer: undefined,
  },
  recompute: {
    event: changeOf('PAIR#XA-XB', 'OBS#exports#2026-06'),
    answer: { batchItemFailures: [] },
  },
  // Of an alert that is not there: it is claimed in vain, and asked for again.
  alert: {
    event: changeOf('OUTBOX', ALERT, { alerts: { L: [{ S: ALERT }] } }),
    answer: { batchItemFailures: [{ itemIdentifier: '1' }] },
  },
  query: { event: requestTo('/v1/pairs'), answer: expect.objectContaining({ statusCode: 200 }) },
  // Without a body it is refused, by the function and not by a crash.
  rules: {
    event: requestTo('/v1/rules/xa-xb', 'PUT'),
    answer: expect.objectContaining({ statusCode: 415 }),
  },
  subscriptions: {
    event: requestTo('/v1/subscriptions', 'POST'),
    answer: expect.objectContaining({ statusCode: 415 }),
  },
};

/** A record of the table's stream, of which the handlers read the key, and alert what is announced. */
function changeOf(PK: string, SK: string, NewImage: unknown = {}) {
  const dynamodb = { Keys: { PK: { S: PK }, SK: { S: SK } }, SequenceNumber: '1', NewImage };
  return { Records: [{ eventID: '1', eventName: 'INSERT', dynamodb }] };
}

/** An HTTP request in version 2.0 of API Gateway's payload. */
export function requestTo(path: string, method = 'GET') {
  return {
    version: '2.0',
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString: '',
    headers: { host: 'example.com' },
    requestContext: {
      domainName: 'example.com',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: '' },
      requestId: 'r1',
    },
    isBase64Encoded: false,
  };
}
