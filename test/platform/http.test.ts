import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createHttp, type HttpAnswer, type HttpLimits } from '../../shared/platform/http.ts';
import { serveListener } from '../support/loopback.ts';

/** Serves `listener`, which is told how many requests came before, and asks it once. */
async function ask(
  listener: (index: number) => RequestListener,
  limits: Partial<HttpLimits> = {},
  path = '/figures',
  patience: { readonly patienceMs?: number } = {},
) {
  const requests: string[] = [];
  const root = await serveListener((request, response) => {
    const index = requests.push(request.url ?? '') - 1;
    listener(index)(request, response);
  });
  const url = new URL(`${root}${path}`);
  const answer = createHttp(limits).get({ source: 'census', url, ...patience });
  return { requests, ...(await outcomeOf(answer)) };
}

async function outcomeOf(asked: Promise<HttpAnswer>): Promise<{
  answer?: HttpAnswer;
  error?: unknown;
}> {
  try {
    return { answer: await asked };
  } catch (error) {
    return { error };
  }
}

function reply(status: number, headers: Record<string, string> = {}, body = ''): RequestListener {
  return (_, response) => response.writeHead(status, headers).end(body);
}

/** Sends the headers and a first chunk, and never ends. */
const stall =
  (status: number): RequestListener =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'text/csv' });
    response.write('period,value\n');
  };

describe('an answer', () => {
  test('has its status, media type, headers and text', async () => {
    const headers = { 'content-type': 'Text/CSV; charset=utf-8', etag: '"1"' };
    const { answer } = await ask(() => reply(200, headers, '\uFEFFpériode'));
    expect(answer).toMatchObject({ status: 200, contentType: 'text/csv', text: 'période' });
    expect(answer?.headers.get('etag')).toBe('"1"');
  });

  test('without media type has an empty one', async () => {
    expect((await ask(() => reply(204))).answer).toMatchObject({ contentType: '', text: '' });
  });

  test('that takes longer than usual is waited for by whoever asks with patience', async () => {
    const slow = (): RequestListener => (_, response) =>
      void setTimeout(() => response.writeHead(200).end('late'), 250);
    const limits = { attempts: 1, attemptTimeoutMs: 60, totalTimeoutMs: 120 };

    expect((await ask(slow, limits)).error).toMatchObject({ code: 'source.unreachable' });
    const { answer } = await ask(slow, limits, '/figures', { patienceMs: 20_000 });
    expect(answer?.text).toBe('late');
  });

  test.each([302, 304, 400, 404, 413])('of status %i is left to the adapter', async (status) => {
    const { answer, requests } = await ask(() => reply(status, {}, status === 304 ? '' : 'why'));
    expect(answer?.status).toBe(status);
    expect(requests).toHaveLength(1);
  });

  test('that redirects is returned and not followed', async () => {
    const { answer, requests } = await ask(() => reply(302, { location: '/missing_key.html' }));
    expect(answer?.headers.get('location')).toBe('/missing_key.html');
    expect(requests).toEqual(['/figures']);
  });
});

test('the request says that it is Tidemark that asks, and carries the headers of the adapter', async () => {
  let sent: Record<string, unknown> = {};
  const root = await serveListener((request, response) => {
    sent = request.headers;
    response.end();
  });
  const headers = { accept: 'text/csv' };
  await createHttp().get({ source: 'census', url: new URL(root), headers });
  expect(sent['user-agent']).toMatch(/^Tidemark\/\d/);
  expect(sent['accept']).toBe('text/csv');
});

describe('another attempt', () => {
  test.each([429, 503])('follows a %i after the time that it names', async (status) => {
    let askedAgainAfter = 0;
    const first = Date.now();
    const { answer, requests } = await ask((index) => {
      askedAgainAfter = Date.now() - first;
      return index === 0 ? reply(status, { 'retry-after': '1' }) : reply(200, {}, 'figures');
    });
    expect(answer).toMatchObject({ status: 200, text: 'figures' });
    expect(requests).toHaveLength(2);
    // Timers may fire a little early, never by half.
    expect(askedAgainAfter).toBeGreaterThan(500);
  });

  test.each([
    ['a number of seconds', '120'],
    ['a date', new Date(Date.now() + 3_600_000).toUTCString()],
  ])('is not made where the wait, as %s, is longer than the limit', async (_, retryAfter) => {
    const { error, requests } = await ask(() => reply(429, { 'retry-after': retryAfter }), {
      longestRetryAfterMs: 2_000,
    });
    expect(error).toMatchObject({ code: 'source.unreachable', retryable: true });
    expect(requests).toHaveLength(1);
  });

  test.each([408, 500, 502])('follows a %i', async (status) => {
    const { answer, requests } = await ask((index) => reply(index === 0 ? status : 200));
    expect(answer?.status).toBe(200);
    expect(requests).toHaveLength(2);
  });

  test('follows a connection that breaks', async () => {
    const { answer, requests } = await ask((index) =>
      index === 0 ? (request) => request.socket.destroy() : reply(200),
    );
    expect(answer?.status).toBe(200);
    expect(requests).toHaveLength(2);
  });

  test('follows a time-out', async () => {
    const { answer, requests } = await ask(
      (index) => (index === 0 ? () => undefined : reply(200)),
      { attemptTimeoutMs: 300 },
    );
    expect(answer?.status).toBe(200);
    expect(requests).toHaveLength(2);
  });
});

describe('no answer', () => {
  test('three server errors in a row end it, and nothing of the error tells the key', async () => {
    const { error, requests } = await ask(
      () => reply(500, {}, 'stack trace with s3cret'),
      {},
      '/figures?key=s3cret&time=2026-09',
    );
    expect(requests).toHaveLength(3);
    expect(error).toMatchObject({ code: 'source.unreachable', retryable: true });
    expect(String(error)).toMatch(
      /^SourceUnreachable: census: no answer from http:.+\/figures: HTTP 500$/,
    );
    // Everything that a logger could print: message, stack, cause and hidden fields.
    const printed = inspect(error, { depth: null, showHidden: true });
    expect(printed).not.toContain('s3cret');
    expect(printed).not.toContain('?');
  });

  test('tells of a URL whose path holds a key nothing but its name', async () => {
    const root = await serveListener(reply(500));
    const url = new URL(`${root}/s3cret/figures`);
    const asked = createHttp({ attempts: 1 }).get({ source: 'bank', url, named: 'figures' });
    const { error } = await outcomeOf(asked);

    expect(error).toMatchObject({ message: 'bank: no answer from figures: HTTP 500' });
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain('s3cret');
  });

  test.each([200, 404])('a %i whose body stalls is ended by the total time-out', async (status) => {
    const { error } = await ask(() => stall(status), { totalTimeoutMs: 300 });
    expect(error).toMatchObject({
      code: 'source.unreachable',
      message: expect.stringContaining('timed out'),
    });
  });

  test('headers that never come are waited for until the last attempt', async () => {
    const limits = { attempts: 2, attemptTimeoutMs: 150 };
    const { error, requests } = await ask(() => () => undefined, limits);
    expect(error).toMatchObject({ message: expect.stringContaining('timed out') });
    expect(requests).toHaveLength(2);
  });

  test('the total time-out ends the waiting between attempts too', async () => {
    const { error, requests } = await ask(() => reply(429, { 'retry-after': '30' }), {
      totalTimeoutMs: 300,
    });
    expect(error).toMatchObject({ message: expect.stringContaining('timed out') });
    expect(requests).toHaveLength(1);
  });

  test('a refused connection says so', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const url = new URL(`http://127.0.0.1:${port}/?key=s3cret`);
    const { error } = await outcomeOf(createHttp({ attempts: 2 }).get({ source: 'census', url }));
    expect(error).toMatchObject({
      code: 'source.unreachable',
      message: `census: no answer from http://127.0.0.1:${port}/: ECONNREFUSED`,
    });
  });

  test('a URL that fetch does not take rejects without quoting it', async () => {
    const url = new URL('http://operator:s3cret@127.0.0.1/');
    const { error } = await outcomeOf(createHttp({ attempts: 1 }).get({ source: 'census', url }));
    expect(error).toMatchObject({ code: 'source.unreachable' });
    expect(inspect(error, { depth: null })).not.toContain('s3cret');
  });
});

describe('a body over the limit', () => {
  test('is refused, and one of just the limit is not', async () => {
    const longestBodyBytes = 12;
    const whole = await ask(() => reply(200, {}, 'period,value'), { longestBodyBytes });
    expect(whole.answer?.text).toBe('period,value');
    const longer = await ask(() => reply(200, {}, 'period,values'), { longestBodyBytes });
    expect(longer.error).toMatchObject({ code: 'source.body-too-large', retryable: false });
    expect(longer.requests).toHaveLength(1);
  });

  test('is not read to its end', async () => {
    const { error } = await ask(() => stall(200), { longestBodyBytes: 5 });
    expect(error).toMatchObject({ code: 'source.body-too-large' });
  });
});
