import { connect } from 'node:net';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../functions/query/reference/examples.ts';
import { pairAnswer } from '../support/answers.ts';
import { anyHeaders, anyMethod, anyTarget, faultIn } from '../support/hostile.ts';
import { givenTheReplay, givenTidemark } from '../support/tidemark.ts';

const tidemark = givenTidemark();
const { whenFetched, whenAsked } = tidemark;

describe('the examples of the reference', () => {
  givenTheReplay();

  it.each(Object.entries(EXAMPLES))(
    'of %s are part of what is really answered',
    async (_, example) => {
      const { request, body, json, lines = [] } = example;
      const sent = body ? posted(body) : {};
      if (json) expect(partIn(await (await whenFetched(request, sent)).json(), json)).toBe('');
      const form = json && lines.length > 0 ? `${request}&format=csv` : request;
      const answered = (await (await whenFetched(form)).text()).split(/\r?\n/);
      for (const line of lines) {
        const at = answered.indexOf(line);
        expect(at, `${line} of ${form}`).toBeGreaterThanOrEqual(0);
        answered.splice(0, at + 1);
      }
    },
  );
});

function posted(body: unknown): RequestInit {
  const headers = { 'content-type': 'application/json' };
  return { method: 'POST', headers, body: JSON.stringify(body) };
}

/** Drawn anew by each replay. */
const DRAWN = ['messageId'];

/** Where an example says something else than the answer: in lists each of its elements must stand somewhere, in order. */
function partIn(answer: unknown, example: unknown, where = '$'): string {
  if (Array.isArray(example)) {
    const given: unknown[] = Array.isArray(answer) ? answer : [];
    const missing = example.findIndex((part) => given.every((each) => partIn(each, part) !== ''));
    return missing < 0 ? '' : `${where}[${missing}] is nowhere in the answer`;
  }
  if (typeof example !== 'object' || example === null) {
    return answer === example ? '' : `${where}: ${String(answer)}`;
  }
  for (const [name, part] of Object.entries(example)) {
    const fault = DRAWN.includes(name)
      ? ''
      : partIn(Object(answer)[name], part, `${where}.${name}`);
    if (fault) return fault;
  }
  return '';
}

describe('a page of another origin', () => {
  const headers = { origin: 'https://reader.example' };

  it('may read what is answered, and the headers that are worth it', async () => {
    const response = await whenFetched('/v1/pairs', { headers });

    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-expose-headers')?.split(',').toSorted()).toEqual([
      ...['Content-Disposition', 'ETag', 'Link', 'X-Request-Id'],
    ]);
  });

  it('may ask with If-None-Match, and is told so before', async () => {
    const asking = {
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'if-none-match',
    };
    const response = await whenFetched('/v1/pairs', {
      method: 'OPTIONS',
      headers: { ...headers, ...asking },
    });

    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-methods')).toBe('GET,HEAD');
    expect(response.headers.get('access-control-allow-headers')).toBe('If-None-Match');
    expect(response.headers.get('access-control-max-age')).toBe('86400');
  });

  it('may not read the mailbox of this machine', async () => {
    const response = await whenFetched('/local/mailbox', { headers });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('over HTTP', () => {
  it('an answer that is held already is a 304, and HEAD has no body', async () => {
    const first = await whenFetched('/v1/pairs/US-KR');
    const again = await whenFetched('/v1/pairs/US-KR', {
      headers: { 'if-none-match': first.headers.get('etag') ?? '' },
    });
    const head = await whenFetched('/v1/pairs/US-KR', { method: 'HEAD' });

    expect([first.status, again.status, head.status]).toEqual([200, 304, 200]);
    expect(await again.text()).toBe('');
    expect(await head.text()).toBe('');
    expect(head.headers.get('etag')).toBe(first.headers.get('etag'));
  });

  it('an answer is compressed, and reads the same', async () => {
    const answer = async (coding: string) => {
      const response = await whenFetched('/v1/pairs', { headers: { 'accept-encoding': coding } });
      return [response.headers.get('content-encoding'), await response.text()];
    };
    const [, plain] = await answer('identity');

    expect(await answer('br')).toEqual(['br', plain]);
    expect(await answer('gzip')).toEqual(['gzip', plain]);
  });

  it('another method is a 405', async () => {
    const response = await whenFetched('/v1/pairs', { method: 'DELETE' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });
});

describe('whatever is asked over HTTP', () => {
  givenTheReplay();

  it('nothing that is asked is a fault', async () => {
    await fc.assert(
      fc.asyncProperty(anyMethod, anyTarget, anyHeaders, async (method, target, headers) => {
        const asked = { ...headers, 'accept-encoding': 'identity' };
        const response = await whenFetched(target, { method, headers: asked, redirect: 'manual' });
        const body = await response.text();
        // A preflight is answered before it comes to us.
        if (method !== 'OPTIONS') expect(faultIn(response, body)).toBeUndefined();
        expect(response.status).toBeLessThan(500);
      }),
      { numRuns: 200 },
    );
  });
});

describe('bytes that are no request', () => {
  givenTheReplay();

  it.each([
    ['', 'GET /v1/pairs%'],
    ['no version', 'GET /v1/pairs\r\n\r\n'],
    ['a header in the path', 'GET /v1/pairs\r\nx-injected: 1 HTTP/1.1\r\nhost: a\r\n\r\n'],
    ['a null', 'GET /v1/pairs\0 HTTP/1.1\r\nhost: a\r\n\r\n'],
    ['no host', 'GET /v1/pairs HTTP/1.1\r\n\r\n'],
    [
      'an odd host',
      'GET /v1/alerts.atom HTTP/1.1\r\nhost: a"><img src=x>\r\nconnection: close\r\n\r\n',
    ],
    [
      'another server',
      'GET http://example.com/v1/pairs HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n',
    ],
    ['an enormous path', `GET /${'x'.repeat(100_000)} HTTP/1.1\r\nhost: a\r\n\r\n`],
    [
      'an enormous header',
      `GET /v1/pairs HTTP/1.1\r\nhost: a\r\naccept: ${'x'.repeat(100_000)}\r\n\r\n`,
    ],
    [
      'two lengths',
      'GET /v1/pairs HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nx',
    ],
    [
      'a body beside GET',
      'GET /v1/pairs HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\nconnection: close\r\n\r\nx',
    ],
  ])('(%s) are refused or answered, and the next one is served', async (_, bytes) => {
    const answer = await whenSent(bytes);

    expect(answer).not.toMatch(/^HTTP\/1\.1 5/);
    expect(answer).not.toMatch(/<img|^x-injected/im);
    await whenAsked('/v1/pairs/US-KR', pairAnswer);
  });
});

/** What the server says to bytes until it closes, or nothing more comes. */
function whenSent(bytes: string): Promise<string> {
  const { hostname, port } = tidemark.address();
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.end(bytes, 'latin1'));
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.on('error', () => resolve(answer));
    socket.on('close', () => resolve(answer));
  });
}
