import { beforeAll, describe, expect, it } from 'vitest';
import { problemAnswer } from '../../support/answers.ts';
import { embeddedDatabase } from '../../support/embedded-database.ts';
import { type AskedApp, queryOver } from '../../support/query.ts';

const database = embeddedDatabase();
let query: AskedApp;
beforeAll(async () => {
  query = queryOver(await database.freshTable());
});

async function refused(body: unknown) {
  const response = await query.app.request('/v1/what-if', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return problemAnswer.parse(await response.json());
}

const FREE = { reporter: 0, partner: 0 };

describe('a body', () => {
  const side = { imports: 100, marketImports: 50, tariff: 5, source: 'assumed' };
  it.each([
    ['without a change', { pair: 'XA-XB', tariffs: {} }, 'tariffs'],
    ['with a negative tariff', { pair: 'XA-XB', tariffs: { reporter: -1 } }, 'tariffs.reporter'],
    ['with a tariff in words', { pair: 'XA-XB', tariffs: { partner: '0' } }, 'tariffs.partner'],
    ['of an economy with itself', { pair: 'XA-XA', tariffs: FREE }, 'pair'],
    ['of a month', { pair: 'XA-XB', tariffs: FREE, year: '2023-01' }, 'year'],
    ['with a member that there is not', { pair: 'XA-XB', tariffs: FREE, basis: 1 }, 'basis'],
    [
      'with figures of nobody',
      { pair: 'XA-XB', tariffs: FREE, base: { partner: { tariff: 1 } } },
      'base.partner.source',
    ],
    [
      'with a whole that is less than its part',
      { pair: 'XA-XB', tariffs: { reporter: 0 }, base: { reporter: side } },
      'base.reporter.marketImports',
    ],
    [
      'with elasticities that fall',
      {
        ...{ pair: 'XA-XB', tariffs: FREE },
        elasticities: { substitution: { low: 2, central: 1, high: 3 }, source: 'assumed' },
      },
      'elasticities.substitution',
    ],
  ])('%s is refused with the member, the rule and an example', async (_, body, parameter) => {
    const problem = await refused(body);

    expect(problem).toMatchObject({ status: 400, title: 'Bad body', parameter });
    expect(problem.rule?.length).toBeGreaterThan(8);
    expect(problem.example).toContain('"pair":"KR-JP"');
  });
});
