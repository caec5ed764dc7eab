import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/ingest/wiring.ts';
import { settingsSchema } from '../../../shared/domain/settings.ts';
import { createLogger } from '../../../shared/platform/logger.ts';
import { PROVIDERS } from '../../../shared/sources/providers.ts';
import { writeSettings } from '../../../shared/store/settings.ts';
import { embeddedDatabase } from '../../support/embedded-database.ts';
import { serveLoopback } from '../../support/loopback.ts';

const database = embeddedDatabase();

/** Keys of the right form of the sources to which they travel in the query string. */
const KEYS = {
  fred: '0123456789abcdefghijklmnopqrstuv',
  'us-census': '0123456789abcdef0123456789abcdef01234567',
} as const;

type Keyed = keyof typeof KEYS;

/** All that a run of the function leaves behind: its log, what is stored, the notice to the operator, and how it ended. */
async function leftBehind(source: Keyed, answer: (url: URL) => Response): Promise<string> {
  const table = await database.freshTable();
  const upstream = new Hono();
  let asked = '';
  upstream.all('*', (c) => {
    asked = c.req.url;
    return answer(new URL(c.req.url));
  });
  const settings = {
    pairs: { 'US-KR': { M: source } },
    sources: { [source]: { schedule: 'rate(1 day)', timeZone: 'UTC', historyFrom: '2026-05' } },
    rules: [],
  };
  await writeSettings(table, settingsSchema.parse(settings));
  const lines: string[] = [];
  const name = source.toUpperCase().replaceAll('-', '_');
  const handler = createHandler({
    environment: {
      ...process.env,
      TABLE_NAME: table.name,
      WORK_QUEUE_URL: 'http://127.0.0.1:9/queue',
      WORK_ATTEMPTS: '1',
      AWS_ENDPOINT_URL_DYNAMODB: table.url,
      [`API_KEY_${name}`]: KEYS[source],
      [`UPSTREAM_${name}`]: await serveLoopback(upstream),
    },
    clock: { now: () => new Date('2026-08-05T08:00:00Z'), sleep: () => Promise.resolve() },
    log: createLogger((line) => lines.push(line)),
  });
  const body = JSON.stringify({ source, scheduledTime: '2026-08-05T08:00:00Z', execution: 'e1' });
  const message = { body, attributes: { ApproximateReceiveCount: '1' } };
  const ended = await handler({ Records: [message] }).catch((error: Error) => [
    error.stack,
    error.message,
    String(error.cause),
  ]);
  // Or there would be nothing to leak.
  expect(asked).toContain(KEYS[source]);
  const items = await table.items();
  expect(items.some(({ SK }) => SK.startsWith('NOTICE#failing'))).toBe(true);
  return JSON.stringify([lines, items, ended]);
}

describe.each(Object.keys(KEYS) as Keyed[])('the key of %s', (source) => {
  it.each<[string, (url: URL) => Response]>([
    ['an error quotes the query', ({ search }) => new Response(search, { status: 400 })],
    ['a page of another kind quotes it', ({ search }) => new Response(`<p>${search}</p>`)],
    [
      'it redirects',
      ({ search }) => new Response('', { status: 302, headers: { location: `/${search}` } }),
    ],
    ['the server fails', ({ search }) => new Response(search, { status: 500 })],
    ['the connection breaks', () => broken()],
  ])('is in no log, item, notice or error where %s', async (_, answer) => {
    expect(PROVIDERS[source].apiKey).toBe('required');
    expect(await leftBehind(source, answer)).not.toContain(KEYS[source]);
  });
});

/** An answer that ends in the middle of its body. */
function broken(): Response {
  const body = new ReadableStream({
    pull: (controller) => controller.error(new Error('broken on purpose')),
  });
  return new Response(body, { headers: { 'content-type': 'application/json' } });
}
