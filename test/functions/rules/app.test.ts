import { describe, expect, it } from 'vitest';
import { createApp } from '../../../functions/rules/app.ts';
import { createLogger } from '../../../shared/platform/logger.ts';
import { readRules } from '../../../shared/store/rules.ts';
import { problemAnswer, writtenRuleAnswer } from '../../support/answers.ts';
import { holdAgainstDocument } from '../../support/contract.ts';
import { embeddedDatabase, type TestTable } from '../../support/embedded-database.ts';
import { type Crash, crashesOf, InjectedFault } from '../../support/faults.ts';
import { givenSeveralReleases } from '../../support/query.ts';

const database = embeddedDatabase();
const NOW = new Date('2025-10-01T08:00:00Z');
const RULE = {
  id: 'xa-xb-wide',
  pair: 'XA-XB',
  metric: 'balance',
  fires: { below: -70 },
  severity: 'warning',
};

async function given() {
  const table = await database.freshTable();
  await givenSeveralReleases(table);
  table.calls.restart();
  const logged: string[] = [];
  const app = createApp({ table, now: () => NOW, log: createLogger((line) => logged.push(line)) });
  const ask = async (method: string, id: string, body?: unknown) => {
    const response = await app.request(`/v1/rules/${id}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    holdAgainstDocument({ method, target: `/v1/rules/${id}`, response, body: text });
    return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
  };
  return { table, logged, put: (body: object, id = 'xa-xb-wide') => ask('PUT', id, body), ask };
}

/** Versions of a rule, as they lie in the table. */
async function versions(table: TestTable, id = 'xa-xb-wide'): Promise<string[]> {
  return (await table.items())
    .filter(({ PK, SK }) => PK === 'RULE' && SK.startsWith(`${id}#`))
    .map((item) => `${item.SK.split('#')[1]}${item['retired'] ? ' retired' : ''}`);
}

describe('a rule that is put', () => {
  it('is created with its warnings, and is the same rule when it is put again', async () => {
    const { table, put } = await given();
    const created = await put(RULE);
    const again = await put({ ...RULE, frequency: 'M' });

    expect([created.status, again.status]).toEqual([201, 200]);
    expect(writtenRuleAnswer.parse(created.body)).toEqual({
      ...RULE,
      frequency: 'M',
      version: 1,
      writtenAt: NOW.toISOString(),
      warnings: [{ warning: 'fires-now', detail: expect.any(String) }],
    });
    expect(again.body).toEqual(created.body);
    expect(await versions(table)).toEqual(['v000001']);
  });

  it('is a new version where anything of it changes', async () => {
    const { table, put } = await given();
    await put(RULE);
    const changed = await put({ ...RULE, fires: { below: -75 } });

    expect(changed).toMatchObject({ status: 200, body: { version: 2 } });
    expect(await versions(table)).toEqual(['v000001', 'v000002']);
  });

  it('leaves what the settings said of it beside the edit, for the next deployment to compare', async () => {
    const { table, put } = await given();
    const [before] = await readRules(table);
    await put({ ...RULE, id: 'xa-xb-deficit' }, 'xa-xb-deficit');
    const [after] = await readRules(table);

    expect(after).toMatchObject({ version: 2, fires: { below: -70 }, settings: before?.settings });
  });

  it.each([
    [{ ...RULE, id: 'another' }, 'id', /must be that of the path, xa-xb-wide/],
    [{ ...RULE, id: 'X' }, 'id', /2 to 63/],
    [{ ...RULE, pair: 'XA-XD' }, 'pair', /must be one of the pairs/],
    [{ ...RULE, metric: 'exports-12m', fires: { below: 0 } }, 'fires', /it never fires/],
    [{}, 'id', /./],
  ])('as %j is refused, and changes nothing', async (body, member, rule) => {
    const { table, put } = await given();
    const before = await table.items();
    const { status, body: answer } = await put(body);

    expect(status).toBe(400);
    expect(problemAnswer.parse(answer)).toMatchObject({
      parameter: member,
      rule: expect.stringMatching(rule),
    });
    expect(await table.items()).toEqual(before);
  });

  it('by two at once is written by one after the other, and neither is lost', async () => {
    const { table, put } = await given();
    const lines = [-71, -72, -73].map((below) => put({ ...RULE, fires: { below } }));
    const statuses = (await Promise.all(lines)).map(({ status }) => status);

    expect(statuses.every((status) => status === 200 || status === 201)).toBe(true);
    expect(await versions(table)).toEqual(['v000001', 'v000002', 'v000003']);
  });

  it('is written once, wherever the first attempt died, when it is put again', async () => {
    const putAfter = async (crash?: Crash) => {
      const { table, put } = await given();
      if (crash) {
        table.calls.dieAt(crash);
        const failed = await put(RULE);
        expect(failed.status, JSON.stringify(crash)).toBe(500);
        expect(JSON.stringify(failed.body)).not.toContain(InjectedFault.name);
        table.calls.restart();
      }
      const { status } = await put(RULE);
      return { commands: [...table.calls.commands], status, versions: await versions(table) };
    };
    const undisturbed = await putAfter();
    for (const crash of crashesOf(undisturbed)) {
      const { status, versions: found } = await putAfter(crash);
      expect(found, JSON.stringify(crash)).toEqual(['v000001']);
      expect([200, 201]).toContain(status);
    }
  });
});

describe('a rule that is deleted', () => {
  it('is retired, once', async () => {
    const { table, ask, put } = await given();
    await put(RULE);
    const statuses = [await ask('DELETE', 'xa-xb-wide'), await ask('DELETE', 'xa-xb-wide')];

    expect(statuses.map(({ status }) => status)).toEqual([204, 204]);
    expect(await versions(table)).toEqual(['v000001', 'v000002 retired']);
  });

  it('and was never there is answered with those that are', async () => {
    const { ask } = await given();

    expect(await ask('DELETE', 'nobody')).toMatchObject({
      status: 404,
      body: { known: ['xa-xb-deficit'] },
    });
  });

  it('comes back as a rule that begins anew', async () => {
    const { table, ask, put } = await given();
    await put(RULE);
    await ask('DELETE', 'xa-xb-wide');
    const { status, body } = await put(RULE);

    expect(status).toBe(201);
    expect(body).toMatchObject({ version: 3 });
    expect((await readRules(table)).find(({ id }) => id === 'xa-xb-wide')).toMatchObject({
      version: 3,
      inForceSince: 3,
      retired: false,
    });
  });
});

it('an unknown path is a problem of status 404', async () => {
  const { ask } = await given();
  expect((await ask('GET', 'x/y')).status).toBe(404);
});
