// The Bank's key is a part of the path of every request, where what is logged of a URL would hold it.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { ingestSource } from '../../functions/ingest/ingest-source.ts';
import { noticesDue } from '../../functions/ingest/notices.ts';
import { settingsSchema } from '../../shared/domain/settings.ts';
import { createLogger } from '../../shared/platform/logger.ts';
import { bankOfKorea } from '../../shared/sources/bank-of-korea.ts';
import { fetchFrom, KEY, specimen, target } from '../support/bank-of-korea.ts';
import { embeddedDatabase, type TestTable } from '../support/embedded-database.ts';
import { serveListener } from '../support/loopback.ts';
import { sourceContext } from '../support/source-context.ts';

const database = embeddedDatabase();
const SETTINGS = settingsSchema.parse({
  pairs: { 'KR-WORLD': { M: 'bank-of-korea' } },
  sources: {
    'bank-of-korea': { schedule: 'rate(1 day)', timeZone: 'UTC', historyFrom: '2026-01' },
  },
  rules: [],
});

const RUN = '2026-04-20T06:00:00.000Z#schedule';

function polled(table: TestTable, baseUrl: string, key: string, lines: string[]) {
  return ingestSource(
    bankOfKorea,
    RUN,
    SETTINGS,
    {
      context: sourceContext({ baseUrl }),
      apiKey: async () => key,
      howToGiveKey: 'set API_KEY_BANK_OF_KOREA',
    },
    {
      table,
      clock: { now: () => new Date('2026-04-20T06:00:00Z'), sleep: async () => {} },
      log: createLogger((line) => lines.push(line)),
    },
  );
}

/** As it was given, and as it travels. */
function expectWithout(key: string, text: string): void {
  for (const form of [key, encodeURIComponent(key)]) expect(text).not.toContain(form);
}

/** The root of a server that answers every request with what it was asked, in the body and in the headers. */
function repeating(status: number, before = '', after = ''): Promise<string> {
  return serveListener((request, response) => {
    const { url = '' } = request;
    response.writeHead(status, { location: url, 'x-asked': url }).end(`${before}${url}${after}`);
  });
}

async function nobody(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

function breaking(): Promise<string> {
  return serveListener((request) => request.socket.destroy());
}

const FAILURES: readonly [what: string, root: () => Promise<string>][] = [
  ['nobody answers', nobody],
  ['the connection breaks', breaking],
  ['the server fails', () => repeating(500)],
  ['the server wants to be left alone', () => repeating(429)],
  ['the server leads elsewhere', () => repeating(302)],
  ['the path is unknown', () => repeating(404, 'Cannot GET ')],
  ['words come in place of JSON', () => repeating(200, 'Cannot GET ')],
  ['JSON of another shape comes', () => repeating(200, '{"path":"', '"}')],
  ['the key is refused', () => repeating(200, '{"RESULT":{"CODE":"INFO-100","MESSAGE":"', '"}}')],
  ['too much was asked', () => repeating(200, '{"RESULT":{"CODE":"ERROR-602","MESSAGE":"', '"}}')],
  ['the query is wrong', () => repeating(200, '{"RESULT":{"CODE":"ERROR-101","MESSAGE":"', '"}}')],
];

const ESCAPED = 'a key/of=signs';

describe.each([KEY, ESCAPED])('the key %j', (key) => {
  test.each(FAILURES)('is in no part of the error when %s', async (_what, root) => {
    const error: unknown = await fetchFrom(await root(), [target()], key).catch((e) => e);
    // Message, stack, cause and hidden members: all that a logger could print.
    const shown = inspect(error, { depth: null, showHidden: true });

    expect(error).toMatchObject({ message: expect.stringMatching(/^bank-of-korea: /) });
    expectWithout(key, shown);
  });
});

test.each(FAILURES)(
  'the key is neither logged, nor stored, nor told to the operator when %s',
  async (_what, root) => {
    const table = await database.freshTable();
    const lines: string[] = [];
    const ended = await polled(table, await root(), ESCAPED, lines);
    const notices = noticesDue({ ...ended, source: bankOfKorea, run: RUN, isTriedAgain: false });
    const told = JSON.stringify([lines, await table.items(), notices]);

    expect(lines).toHaveLength(1);
    expect(told).toContain('bank-of-korea fails: bank-of-korea: ');
    expectWithout(ESCAPED, told);
  },
);

test('an error names what was asked in the place of the path', async () => {
  await expect(fetchFrom(await nobody())).rejects.toThrow(
    'bank-of-korea: no answer from StatisticSearch/…/json/kr/1/3/901Y118/M/202601/202603/T002: ECONNREFUSED',
  );
});

test('figures are stored without it too', async () => {
  const table = await database.freshTable();
  const root = await serveListener((request, response) => {
    response.end(specimen(request.url?.endsWith('T004') ? 'imports.json' : 'exports.json'));
  });
  const { outcome } = await polled(table, root, KEY, []);

  expect(outcome).toMatchObject({ kind: 'brought', vintages: [{}, {}] });
  expect(JSON.stringify(await table.items())).not.toContain(KEY);
});
