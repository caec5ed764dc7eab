import { join } from 'node:path';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { alertPut } from '../../shared/store/alerts.ts';
import { toAttributes } from '../../shared/store/attributes.ts';
import { embeddedDatabase } from '../support/embedded-database.ts';
import { crossing, given, onlyAlert } from '../support/explained.ts';
import { serveLoopback } from '../support/loopback.ts';
import { startMain } from '../support/processes.ts';
import { queryOver } from '../support/query.ts';

const database = embeddedDatabase();

describe('npm run explain', () => {
  const main = join(import.meta.dirname, '../../infra/commands/explain.ts');
  async function whenRun(...flags: string[]) {
    const { ended, stderr, lines } = startMain({ main, flags });
    return { code: await ended, stderr: stderr(), stdout: lines.join('\n') };
  }

  test('ends with 0 for an alert that agrees, by its id or by the link in its mail', async () => {
    const table = await given(database, {}, crossing);
    const url = await serveLoopback(queryOver(table).bare);
    const { id } = await onlyAlert(table);
    const byId = await whenRun(id, '--url', `${url}/`);

    expect(byId).toMatchObject({ code: 0, stderr: '' });
    expect(byId.stdout).toContain('It agrees with what was told.');
    expect(await whenRun(`${url}/alerts/${id}`)).toEqual(byId);
  });

  test('ends with 1 for one that does not', async () => {
    const table = await given(database, {}, crossing);
    const url = await serveLoopback(queryOver(table).bare);
    const { key, item } = alertPut({ ...(await onlyAlert(table)), inputs: [] });
    const Item = toAttributes({ ...item, ...key });
    await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
    const { code, stdout } = await whenRun((await onlyAlert(table)).id, '--url', url);

    expect(code).toBe(1);
    expect(stdout).toContain('IT DOES NOT AGREE:');
  });

  test('ends with 2 and says why where there is no such alert, no answer, or nothing asked for', async () => {
    const table = await given(database, {}, crossing);
    const url = await serveLoopback(queryOver(table).bare);
    const { id } = await onlyAlert(table);

    const unknown = await whenRun('nonsense', '--url', url);
    expect(unknown).toMatchObject({ code: 2, stdout: '' });
    expect(unknown.stderr).toContain(
      `there is no alert "nonsense" here; the newest there are:\n  ${id}\n`,
    );
    const silent = await whenRun(id, '--url', 'http://127.0.0.1:9');
    expect(silent.stderr).toBe(
      'http://127.0.0.1:9 does not answer: start it with npm start, or say where it is with --url.\n',
    );
    const page = new Hono().get('*', (context) => context.text('<!doctype html>'));
    const other = await whenRun(id, '--url', await serveLoopback(page));
    expect(other.code).toBe(2);
    expect(other.stderr).toContain('is not answered as by this version of Tidemark');
    expect((await whenRun()).stderr).toContain('npm run explain -- ALERT_ID');
    expect(await whenRun('--help')).toMatchObject({ code: 0, stderr: '' });
  });
});
