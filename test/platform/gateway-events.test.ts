import { brotliDecompressSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../functions/query/app.ts';
import { lambdaHandler } from '../../shared/platform/gateway-events.ts';
import { createLogger } from '../../shared/platform/logger.ts';
import { embeddedDatabase } from '../support/embedded-database.ts';
import { type AskedOfGateway, eventOf } from '../support/gateway-events.ts';
import { givenSeveralReleases } from '../support/query.ts';

const database = embeddedDatabase();
let handler: ReturnType<typeof lambdaHandler>;
beforeAll(async () => {
  const table = await database.freshTable();
  await givenSeveralReleases(table);
  handler = lambdaHandler(
    createApp({
      table,
      now: () => new Date(),
      log: createLogger(() => {}),
      offers: { ruleWrites: 'signed', subscriptions: 'open' },
    }),
  );
});

const whenAsked = (asked: AskedOfGateway) => handler(eventOf(asked));

describe('an event of API Gateway', () => {
  it('is answered as text, under the request id that the access log has', async () => {
    const { statusCode, headers, body, isBase64Encoded } = await whenAsked({
      path: '/v1/pairs/XA-XB/metrics/balance',
      query: 'from=2025-02&to=2025-02',
    });

    expect({ statusCode, isBase64Encoded }).toEqual({ statusCode: 200, isBase64Encoded: false });
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'x-request-id': 'gateway-id=',
    });
    expect(JSON.parse(body ?? '')).toMatchObject({ values: [{ period: '2025-02', value: -30 }] });
  });

  it('is answered in base64 where the answer is compressed', async () => {
    const path = '/v1/metrics';
    const plain = await whenAsked({ path });
    const packed = await whenAsked({ path, headers: { 'accept-encoding': 'br, gzip' } });

    expect(packed).toMatchObject({ isBase64Encoded: true, headers: { 'content-encoding': 'br' } });
    expect(brotliDecompressSync(Buffer.from(packed.body ?? '', 'base64')).toString()).toBe(
      plain.body,
    );
  });

  it('keeps text that is not ASCII, and says nothing beside a 304', async () => {
    const { body, headers } = await whenAsked({ path: '/v1/metrics' });
    const etag = String(headers?.['etag']);

    expect(body).toContain('100 · calculated duties');
    expect(
      await whenAsked({ path: '/v1/metrics', headers: { 'if-none-match': etag } }),
    ).toMatchObject({
      statusCode: 304,
      body: '',
    });
  });

  it('knows its own address for links', async () => {
    const { body } = await whenAsked({ path: '/v1/alerts.atom' });
    expect(body).toContain('href="https://api.example/v1/alerts.atom"');
  });

  it.each([
    // What API Gateway has decoded is no query, no fragment, no other path and no blank that falls away.
    ['/v1/pairs/XA-XB?format=csv', 404],
    ['/v1/pairs/XA-XB#x', 404],
    ['/v1/pairs/XA-XB\n', 404],
    ['/v1/pairs/XA-XB\t', 404],
    ['/v1/pairs/XA-XB ', 404],
    ['/v1/pairs\\XA-XB', 404],
    ['/v1/pairs/é', 404],
    ['/v1/pairs/\u0000', 404],
    ['/v1/pairs/\ud800', 404],
    ['/v1/pairs/%', 404],
    ['/v1/pairs/XA-XB', 200],
  ])('of the path %j is a %d', async (path, statusCode) => {
    expect(await whenAsked({ path })).toMatchObject({ statusCode });
  });

  it.each(['TRACE', 'CONNECT', 'PROPFIND', 'PUT'])(
    'by %s is a problem, not a fault',
    async (method) => {
      const { statusCode, headers, body } = await whenAsked({ path: '/v1/pairs', method });

      expect(statusCode).toBe(405);
      expect(headers?.['content-type']).toMatch(/^application\/problem\+json/);
      expect(headers?.['x-request-id']).toBe('gateway-id=');
      expect(JSON.parse(body ?? '')).toMatchObject({ status: statusCode });
    },
  );

  it('with a body is answered as without one', async () => {
    expect(await whenAsked({ path: '/v1/pairs', body: 'x' })).toMatchObject({ statusCode: 200 });
    expect(await whenAsked({ path: '/v1/pairs', method: 'POST', body: 'x' })).toMatchObject({
      statusCode: 405,
    });
  });

  it('with a header that no header can be is answered without that one', async () => {
    const headers = { accept: 'text/csv', 'x-odd': 'ok\r\nset-cookie: a=b', 'user-agent': '日本' };
    const answer = await whenAsked({ path: '/v1/pairs', headers });

    expect(answer).toMatchObject({ statusCode: 200 });
    expect(answer.headers).not.toHaveProperty('set-cookie');
  });
});
