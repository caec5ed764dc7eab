import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { CONTRACTS } from '../../../functions/query/contracts.ts';
import { embeddedDatabase } from '../../support/embedded-database.ts';
import { type AskedApp, givenSeveralReleases, queryOver } from '../../support/query.ts';

const database = embeddedDatabase();
let query: AskedApp;
beforeAll(async () => {
  const table = await database.freshTable();
  await givenSeveralReleases(table);
  query = queryOver(table);
});

const LONG = '/v1/metrics';

async function headersOf(target: string, headers: Record<string, string> = {}, method = 'GET') {
  const response = await query.app.request(target, { headers, method });
  return { status: response.status, headers: response.headers, body: await response.bytes() };
}

describe('compression', () => {
  it.each([
    ['br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
    ['gzip;q=1, br;q=0.5', 'gzip', gunzipSync],
    ['*', 'br', brotliDecompressSync],
  ])('for Accept-Encoding: %s is %s, and gives the same content', async (accept, coding, open) => {
    const plain = await headersOf(LONG);
    const answer = await headersOf(LONG, { 'accept-encoding': accept });

    expect(answer.headers.get('content-encoding')).toBe(coding);
    expect(answer.body.length).toBeLessThan(plain.body.length / 3);
    expect(open(answer.body)).toEqual(Buffer.from(plain.body));
  });

  it.each(['', 'identity', 'br;q=0, gzip;q=0', 'deflate', '*;q=0', 'identity;q=1, br;q=0.9'])(
    'is none for Accept-Encoding: %s',
    async (accept) => {
      const { headers } = await headersOf(LONG, { 'accept-encoding': accept });
      expect(headers.get('content-encoding')).toBeNull();
    },
  );

  it('is none for what is short, which says all the same that it might have been', async () => {
    const { headers } = await headersOf('/v1/pairs/XB-XC', { 'accept-encoding': 'br' });

    expect(headers.get('content-encoding')).toBeNull();
    expect(headers.get('vary')).toContain('Accept-Encoding');
  });
});

describe('a HEAD request', () => {
  it.each(Object.values(CONTRACTS).map(({ path }) => path))(
    'of %s has the headers of GET',
    async (path) => {
      const target = path
        .replace('{pair}', 'XA-XB')
        .replace('{metric}', 'balance')
        .replace('{indicator}', 'exports');
      const own = (headers: Headers) =>
        Object.fromEntries([...headers].filter(([name]) => name !== 'x-request-id'));
      const [get, head] = [await headersOf(target), await headersOf(target, {}, 'HEAD')];

      expect([head.status, own(head.headers)]).toEqual([get.status, own(get.headers)]);
      expect(head.body).toHaveLength(0);
    },
  );
});
