import { beforeAll, describe, expect, it } from 'vitest';
import { previewAnswer, problemAnswer, ruleAnswer, rulesAnswer } from '../../support/answers.ts';
import { embeddedDatabase, type TestTable } from '../../support/embedded-database.ts';
import { type AskedApp, givenSeveralReleases, queryOver } from '../../support/query.ts';

const database = embeddedDatabase();
let table: TestTable;
let query: AskedApp;
beforeAll(async () => {
  table = await database.freshTable();
  await givenSeveralReleases(table);
  query = queryOver(table);
});

const RULE = { pair: 'XA-XB', metric: 'balance', fires: { below: -50 } };

async function preview(body: unknown, headers: Record<string, string> = {}) {
  const response = await query.app.request('/v1/rules/preview', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as unknown };
}

describe('the rules', () => {
  it('are listed with their definition, their version and where they stand', async () => {
    expect(await query.whenAsked('/v1/rules', rulesAnswer)).toEqual({
      rules: [
        {
          id: 'xa-xb-deficit',
          pair: 'XA-XB',
          metric: 'balance',
          frequency: 'M',
          fires: { below: -50 },
          severity: 'info',
          version: 1,
          writtenAt: expect.any(String),
          from: 'api',
          state: {
            firing: true,
            since: '2025-06',
            judgedThrough: '2025-06',
            vintage: '2025-09-01T12:00:00.000Z',
            lastTold: -80,
          },
        },
      ],
    });
  });

  it('are found by their id', async () => {
    const { rules } = await query.whenAsked('/v1/rules', rulesAnswer);
    expect(await query.whenAsked('/v1/rules/xa-xb-deficit', ruleAnswer)).toEqual(rules[0]);
  });

  it('that are not there are answered with those that are', async () => {
    expect(await query.whenRefused('/v1/rules/xa-xb-surplus')).toMatchObject({
      status: 404,
      known: ['xa-xb-deficit'],
    });
  });
});

describe('a preview', () => {
  it('lists when the rule would have fired, why, and what was revised away', async () => {
    const { status, body } = await preview(RULE);

    expect(status).toBe(200);
    expect(previewAnswer.parse(body)).toEqual({
      fired: [
        {
          period: '2025-02',
          knownAt: '2025-04-05T12:00:00.000Z',
          reason: 'crossed',
          value: -80,
          retractedAt: '2025-09-01T12:00:00.000Z',
        },
        { period: '2025-04', knownAt: '2025-06-05T12:00:00.000Z', reason: 'crossed', value: -80 },
        { period: '2025-06', knownAt: '2025-08-05T12:00:00.000Z', reason: 'crossed', value: -80 },
      ],
      warnings: [
        { warning: 'duplicate', detail: 'rule xa-xb-deficit watches for the same' },
        { warning: 'fires-now', detail: expect.stringContaining('nobody is mailed') },
      ],
    });
  });

  it('agrees with the log of what the same rule really told', async () => {
    const answer = previewAnswer.parse((await preview(RULE)).body);
    const response = await query.app.request('/v1/alerts?limit=200');
    const { alerts } = (await response.json()) as {
      alerts: { reason: string; period: string; vintage: string; value: number }[];
    };
    const told = alerts
      .filter(({ reason }) => reason === 'crossed')
      .map(({ period, vintage, value }) => [period, vintage, value]);

    expect(answer.fired.map(({ period, knownAt, value }) => [period, knownAt, value])).toEqual(
      told.toReversed(),
    );
  });

  it('changes nothing', async () => {
    const before = await table.items();
    await preview({ ...RULE, fires: { below: -10 } });
    expect(await table.items()).toEqual(before);
  });

  it.each([
    [{ ...RULE, metric: 'happiness' }, 'metric', /must be one of balance/],
    [{ ...RULE, pair: 'XA-XD' }, 'pair', /must be one of the pairs: XA-XB, XB-XC/],
    [{ ...RULE, pair: 'XB-XC', frequency: 'A' }, 'frequency', /has a source for/],
    [{ ...RULE, metric: 'mirror-gap' }, 'metric', /they have no mirror-exports/],
    [{ ...RULE, metric: 'dutiable-share', fires: { above: 100 } }, 'fires', /it never fires/],
    [{ ...RULE, fires: { under: 5 } }, 'fires', /must be \{"above": 10\}/],
    [{ ...RULE, clears: -60 }, 'clears', /must not lie below the firing threshold/],
    [{ ...RULE, colour: 'red' }, 'colour', /no member that exists/],
    [{ ...RULE, note: 'x'.repeat(501) }, 'note', /500/],
    ['[]', 'the body', /./],
    ['{"pair":', 'the body', /must be JSON/],
    ['', 'the body', /must be JSON/],
  ])(
    'of %j is refused with the member at fault, the rule and an example',
    async (body, member, rule) => {
      const refused = await preview(body);
      const problem = problemAnswer.parse(refused.body);

      expect(refused.status).toBe(400);
      expect(problem).toMatchObject({ parameter: member, rule: expect.stringMatching(rule) });
      expect(() => JSON.parse(problem.example ?? '')).not.toThrow();
    },
  );

  it('of another media type is 415, and of more than 16 KB is 413', async () => {
    expect((await preview('id=1', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await preview({ ...RULE, note: 'x'.repeat(20_000) })).status).toBe(413);
  });
});
