import { DynamoDBClient, ThrottlingException } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { problemAnswer } from '../../support/answers.ts';
import { embeddedDatabase } from '../../support/embedded-database.ts';
import { type AskedApp, givenSeveralReleases, queryOver } from '../../support/query.ts';

const database = embeddedDatabase();
let query: AskedApp;
beforeAll(async () => {
  const table = await database.freshTable();
  await givenSeveralReleases(table);
  query = queryOver(table);
});

const METRIC = '/v1/pairs/XA-XB/metrics/balance';
const OBSERVATIONS = '/v1/pairs/XA-XB/observations/exports';
const ALERTS = '/v1/alerts';
const ALERT = '20250101T000000000Z.XA-XB.xa-xb-deficit-v1.2025-01.crossed';

describe('a bad parameter', () => {
  it.each([
    [`${METRIC}?from=January`, 'from', /period|month/],
    [`${METRIC}?from=2025-13`, 'from', /period|month/],
    [`${METRIC}?from=`, 'from', /period|month/],
    [`${METRIC}?from=2025-06/20`, 'from', /whole month, quarter or year/],
    [`${METRIC}?to=2025-00`, 'to', /period|month/],
    [`${METRIC}?from=2025-05&to=2025-04`, 'to', /not come before from/],
    [`${METRIC}?from=2025-05&to=2025`, 'to', /same frequency/],
    [`${METRIC}?from=2025-05&frequency=A`, 'from', /of the frequency/],
    [`${METRIC}?to=2025-05&frequency=A`, 'to', /same frequency/],
    [`${METRIC}?frequency=W`, 'frequency', /M, Q, A or P/],
    [`${METRIC}?asOf=yesterday`, 'asOf', /a date or a date and time/],
    [`${METRIC}?asOf=2025-02-30`, 'asOf', /a date or a date and time/],
    [`${METRIC}?asOf=2025-02-03T13:30:00`, 'asOf', /with an offset/],
    [`${METRIC}?asOf=9999-12-31T23:59:59-23:59`, 'asOf', /a date or a date and time/],
    [`${METRIC}?history=all`, 'history', /no parameter of this path/],
    [`${OBSERVATIONS}?history=some`, 'history', /must be all/],
    [`${OBSERVATIONS}?asOf=`, 'asOf', /a date or a date and time/],
    [`${OBSERVATIONS}?from=2025-01`, 'from', /which takes asOf, history/],
    [`${ALERTS}?since=soon`, 'since', /a date or a date and time/],
    [`${ALERTS}?cursor=abc`, 'cursor', /as next/],
    [`${ALERTS}?cursor=20250101T000000000Z.${'x'.repeat(2000)}`, 'cursor', /as next/],
    [`${ALERTS}?limit=0`, 'limit', /whole number from 1 to 200/],
    [`${ALERTS}?limit=201`, 'limit', /whole number from 1 to 200/],
    [`${ALERTS}?limit=2.5`, 'limit', /whole number from 1 to 200/],
    [`${ALERTS}?limit=ten`, 'limit', /whole number from 1 to 200/],
    [`${ALERTS}?limit=`, 'limit', /whole number from 1 to 200/],
    [`${ALERTS}?limit=5&limit=6`, 'limit', /given once/],
    ['/v1/pairs?page=2', 'page', /which takes format/],
    ['/v1/releases.ics?page=2', 'page', /which takes none/],
    ['/v1/pairs?format=xml', 'format', /must be json or csv/],
    ['/v1/alerts.atom?format=csv', 'format', /which takes pair, since, cursor, limit/],
    ['/v1/pairs/XA-XB?asOf=2025-01-01', 'asOf', /no parameter of this path/],
    ['/v1/sources?constructor=1', 'constructor', /no parameter of this path/],
    ['/v1/pairs?__proto__=1', '__proto__', /no parameter of this path/],
  ])('of %s is refused with its name and the rule', async (path, parameter, rule) => {
    const problem = await query.whenRefused(path);

    expect(problem).toMatchObject({
      type: '/docs#bad-parameter',
      status: 400,
      title: 'Bad parameter',
      parameter,
    });
    expect(problem.rule).toMatch(rule);
    expect(problem.detail).toContain(parameter);
  });

  it.each([
    ...[`${METRIC}?from=x`, `${METRIC}?asOf=x`, `${ALERTS}?limit=x`, `${ALERTS}?since=x`],
    ...['/v1/pairs?format=x', `${OBSERVATIONS}?history=x`],
  ])('of %s is refused with an example that is then taken', async (path) => {
    const { example } = await query.whenRefused(path);
    const [first = ''] = example?.split(' or ') ?? [];

    expect((await query.app.request(path.replace(/x$/, first))).status).toBe(200);
  });

  it('is told also where the pair is all right and the value is the limit itself', async () => {
    expect((await query.app.request(`${ALERTS}?limit=1`)).status).toBe(200);
    expect((await query.app.request(`${ALERTS}?limit=200`)).status).toBe(200);
  });
});

describe('what there is not', () => {
  it.each([
    ['/v1/pairs/US-KR', 'Unknown pair', 'XA-XB'],
    ['/v1/pairs/xa-xb', 'Unknown pair', 'XB-XC'],
    ['/v1/pairs/US-KR/metrics/balance', 'Unknown pair', 'XA-XB'],
    ['/v1/pairs/XA-XB/metrics/gdp', 'Unknown metric', 'balance-12m'],
    ['/v1/pairs/XA-XB/metrics/constructor', 'Unknown metric', 'balance'],
    ['/v1/pairs/XA-XB/observations/balance', 'Unknown indicator', 'exports'],
    ['/v1/alerts?pair=US-KR', 'Unknown pair', 'XA-XB'],
    ['/v1/alerts?pair=', 'Unknown pair', 'XA-XB'],
    ['/v1/pair', 'Unknown path', '/v1/pairs/{pair}'],
    ['/v1/alertsXatom', 'Unknown path', '/v1/alerts.atom'],
    ['/v1/pairs/XA-XB/metrics', 'Unknown path', '/v1/pairs/{pair}/metrics/{metric}'],
  ])('at %s is a 404 that lists what there is', async (path, title, known) => {
    const problem = await query.whenRefused(path);

    expect(problem).toMatchObject({ status: 404, title });
    expect(problem.known).toContain(known);
  });

  it('is said of an alert with the newest ones there are', async () => {
    const { known = [], status } = await query.whenRefused(`/v1/alerts/${ALERT}`);

    expect(status).toBe(404);
    expect(known).toHaveLength(6);
    expect((await query.app.request(`/v1/alerts/${known[0]}`)).status).toBe(200);
  });
});

describe('hostile input', () => {
  const long = 'x'.repeat(20_000);
  const evils = [
    ...[
      '..%2F..%2Fetc%2Fpasswd',
      '%00',
      '%E0%A4%A',
      '%',
      '%F0%9F%92%A9',
      '__proto__',
      'constructor',
    ],
    ...[
      'XA-XB%2Fmetrics',
      "XA-XB'%20OR%20'1'='1",
      '<script>',
      'XA-XB.',
      long,
      '%F0%9F%92',
      '~',
      'é',
    ],
    ...['20250101T000000000Z.XA-XB.%00', `XA-XB.${long}`, `20250101T000000000Z.XA-XB.${long}`],
  ];
  it.each(evils.map((evil) => [evil.slice(0, 30), evil] as const))(
    'such as %s is refused wherever it is put, and is no fault of ours',
    async (_start, evil) => {
      const paths = [
        `/v1/pairs/${evil}`,
        `/v1/pairs/${evil}/metrics/balance`,
        `/v1/pairs/XA-XB/metrics/${evil}`,
        `/v1/pairs/XA-XB/observations/${evil}`,
        `/v1/alerts/${evil}`,
        `/${evil}`,
        ...['from', 'to', 'frequency', 'asOf', evil].map((name) => `${METRIC}?${name}=${evil}`),
        ...['history', 'asOf', evil].map((name) => `${OBSERVATIONS}?${name}=${evil}`),
        ...['pair', 'since', 'cursor', 'limit', evil].map((name) => `${ALERTS}?${name}=${evil}`),
      ];
      for (const path of paths) {
        const { status, detail } = await query.whenRefused(path);
        expect([400, 404, 414], path).toContain(status);
        expect(detail.length).toBeLessThan(600);
      }
      expect(query.logged).toEqual([]);
    },
  );
});

describe('what cannot be answered', () => {
  const asked = async (target: string, init: RequestInit = {}) => {
    const response = await query.app.request(target, init);
    return { response, problem: problemAnswer.parse(await response.json()) };
  };

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'PROPFIND'])(
    'by %s is a 405 that says by which methods',
    async (method) => {
      const { response, problem } = await asked('/v1/pairs/XA-XB', { method });

      expect(problem).toMatchObject({ type: '/docs#method-not-allowed', status: 405 });
      expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
      expect(response.headers.get('cache-control')).toBe('no-store');
    },
  );

  it('by OPTIONS is told by which methods, which nobody keeps', async () => {
    const response = await query.app.request('/v1/pairs', { method: 'OPTIONS' });

    expect(response.status).toBe(204);
    expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('is a 404 where there is nothing, by whatever method', async () => {
    expect((await asked('/v1/nothing', { method: 'POST' })).problem).toMatchObject({ status: 404 });
  });

  it('is a 406 where nothing that is offered is accepted, unless a format is named', async () => {
    const headers = { accept: 'application/xml, text/*;q=0' };
    const { problem } = await asked('/v1/pairs', { headers });

    expect(problem).toMatchObject({ status: 406, known: ['application/json', 'text/csv'] });
    expect((await query.app.request('/v1/pairs?format=json', { headers })).status).toBe(200);
    expect((await asked(`/v1/alerts/${ALERT}`, { headers })).problem).toMatchObject({
      known: ['application/json'],
    });
  });

  it('is a 414 where path and query are longer than 8000 characters', async () => {
    const room = 8000 - '/v1/pairs?x='.length;

    expect((await asked(`/v1/pairs?x=${'y'.repeat(room)}`)).problem).toMatchObject({ status: 400 });
    expect((await asked(`/v1/pairs?x=${'y'.repeat(room + 1)}`)).problem).toMatchObject({
      type: '/docs#uri-too-long',
      status: 414,
    });
  });

  it('is a 503 with Retry-After while the table is at its ceiling', async () => {
    const table = await database.freshTable();
    await givenSeveralReleases(table);
    const busy = queryOver(table);
    const refusal = new ThrottlingException({ message: 'Secret-Table', $metadata: {} });
    table.client.middlewareStack.add(() => () => Promise.reject(refusal));
    const response = await busy.app.request('/v1/pairs/XA-XB');

    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await response.text()).not.toContain('Secret-Table');
    expect(busy.logged).toHaveLength(1);
  });
});

describe('a fault of ours', () => {
  it('answers 500 without what went wrong inside, and is logged with it', async () => {
    const client = new DynamoDBClient({
      endpoint: 'http://127.0.0.1:9',
      region: 'us-east-1',
      maxAttempts: 1,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    const broken = queryOver({ client, name: 'Secret-Table' });
    const problem = await broken.whenRefused('/v1/pairs/XA-XB');

    expect(problem).toMatchObject({ status: 500, title: 'Internal error' });
    expect(JSON.stringify(problem)).not.toMatch(/ECONNREFUSED|Secret-Table|127\.0\.0\.1|at /);
    expect(broken.logged).toHaveLength(1);
    expect(JSON.parse(broken.logged[0] ?? '')).toMatchObject({
      level: 'error',
      event: 'query.failed',
      path: '/v1/pairs/XA-XB',
      requestId: problem.requestId,
    });
    expect(broken.logged[0]).toContain('ECONNREFUSED');
    client.destroy();
  });
});
