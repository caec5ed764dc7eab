import { beforeAll, describe, expect, it } from 'vitest';
import type { Vintage } from '../../../shared/domain/observation.ts';
import { writeChanges } from '../../../shared/store/observations.ts';
import { problemAnswer } from '../../support/answers.ts';
import { embeddedDatabase, type TestTable } from '../../support/embedded-database.ts';
import { type Amounts, vintagesOf } from '../../support/observations.ts';
import { type AskedApp, queryOver } from '../../support/query.ts';
import { whatIfAnswer } from '../../support/what-if-answer.ts';

const database = embeddedDatabase();
let table: TestTable;
let query: AskedApp;

/** Figures of the fictional economies XA and XB, whose tariffs are 25 and 10 percent. */
const KNOWN = {
  'bilateral-imports': { '2022': 90, '2023': 1000 },
  'market-imports': { '2022': 900, '2023': 5000 },
  'bilateral-tariff': { '2022': 30, '2023': 25 },
  'partner-bilateral-imports': { '2022': 80, '2023': 800 },
  'partner-market-imports': { '2023': 8000 },
  'partner-bilateral-tariff': { '2022': 12, '2023': 10 },
} satisfies Record<string, Amounts>;

function known(of: string, without: readonly string[] = []): Vintage[] {
  const told = Object.entries(KNOWN).filter(([indicator]) => !without.includes(indicator));
  return vintagesOf(Object.fromEntries(told), {
    ...{ pair: of, source: 'wits', basis: 'CIF', knownAt: '2025-12-31T00:00:00Z' },
  });
}

async function store(vintages: readonly Vintage[]): Promise<void> {
  await writeChanges(
    table,
    vintages.map((vintage) => ({ vintage, replaces: undefined })),
  );
}

beforeAll(async () => {
  table = await database.freshTable();
  await store(known('XA-XB'));
  await store(known('XA-XC', ['market-imports', 'partner-bilateral-imports']));
  await store(known('XA-XD', ['bilateral-tariff']));
  query = queryOver(table);
});

async function send(body: unknown): Promise<Response> {
  return query.app.request('/v1/what-if', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function asked(body: unknown) {
  const response = await send(body);
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${response.status} ${text}`);
  return whatIfAnswer.parse(JSON.parse(text));
}

async function refused(body: unknown) {
  return problemAnswer.parse(await (await send(body)).json());
}

const FREE = { reporter: 0, partner: 0 };

describe('a change of tariffs', () => {
  it('is computed both ways from what is stored of the newest year, in three cases', async () => {
    const { reporterImports, partnerImports, balance } = await asked({
      pair: 'XA-XB',
      tariffs: FREE,
    });

    expect(reporterImports).toMatchObject({
      importer: 'XA',
      exporter: 'XB',
      tariff: { from: 25, to: 0 },
      importsBefore: 1000,
      // 1000 · 0.2 · 1, and 1000 · 4000 · 0.76 / (5000 + 1000 · 0.76).
      central: { creation: 200, diversion: 528, others: -528, priceEffect: 0, total: 728 },
      low: { creation: 100 },
      high: { creation: 400 },
    });
    // 800 · 0.0909 · 1, and 800 · 7200 · 0.34545 / (8000 + 800 · 0.34545).
    expect(partnerImports).toMatchObject({
      importer: 'XB',
      exporter: 'XA',
      central: { creation: 73, diversion: 240, total: 313, importsAfter: 1113, reason: null },
    });
    expect(balance).toMatchObject({
      before: -200,
      central: { change: -415, after: -615, direction: 'deficit-widens' },
    });
  });

  it('lists what went in with its unit, source and vintage, and its elasticities with who published them', async () => {
    const { inputs, elasticities, method, leavesOut } = await asked({
      pair: 'XA-XB',
      tariffs: FREE,
    });

    expect(inputs).toHaveLength(6);
    expect(inputs[0]).toEqual({
      ...{ side: 'reporter', input: 'imports', value: 1000, unit: 'USD', from: 'stored' },
      ...{ period: '2023', basis: 'CIF', source: 'wits', note: null },
      vintage: '2025-12-31T00:00:00.000Z',
    });
    expect(inputs[2]).toMatchObject({ input: 'tariff', unit: 'percent' });
    expect(
      elasticities.map(({ parameter, low, central, high }) => [parameter, low, central, high]),
    ).toEqual([
      ['import-demand', 0.5, 1, 2],
      ['substitution', 1.5, 3.8, 5.1],
      ['export-supply', null, null, null],
    ]);
    for (const { source, reason } of elasticities) {
      expect(source).toMatch(/\(\d{4}\)/);
      expect(reason.length).toBeGreaterThan(40);
    }
    expect(method.sources.join()).toMatch(/Laird and A. Yeats.*Jammes and M. Olarreaga/);
    expect(leavesOut.join()).toMatch(
      /General equilibrium.*Aggregation.*Services.*Rules of origin.*other than tariffs.*Exchange rates.*Time/,
    );
  });

  it('is the same from the other side, with the balance turned round', async () => {
    const here = await asked({ pair: 'XA-XB', tariffs: FREE });
    const there = await asked({ pair: 'XB-XA', tariffs: FREE });

    expect(there.reporterImports).toEqual(here.partnerImports);
    expect(there.partnerImports).toEqual(here.reporterImports);
    expect(there.balance.central).toMatchObject({ change: 415, direction: 'surplus-widens' });
  });

  it('of one side leaves the other as it is', async () => {
    const { partnerImports, balance } = await asked({ pair: 'XA-XB', tariffs: { reporter: 0 } });

    expect(partnerImports).toBeNull();
    expect(balance.central).toMatchObject({ change: -728, after: -928 });
  });

  it('is of the year that is asked for', async () => {
    const { reporterImports } = await asked({ pair: 'XA-XB', tariffs: FREE, year: '2022' });

    expect(reporterImports).toMatchObject({ importsBefore: 90, tariff: { from: 30 } });
  });

  it('takes what the request gives before what is stored, and says so', async () => {
    const base = { reporter: { tariff: 50, source: 'an assumption' } };
    const { reporterImports, inputs } = await asked({ pair: 'XA-XB', tariffs: FREE, base });

    expect(reporterImports).toMatchObject({ tariff: { from: 50 }, importsBefore: 1000 });
    expect(inputs.find(({ side, input }) => side === 'reporter' && input === 'tariff')).toEqual({
      ...{ side: 'reporter', input: 'tariff', value: 50, unit: 'percent', from: 'request' },
      ...{ period: null, basis: null, source: 'an assumption', vintage: null, note: null },
    });
  });

  it('takes the elasticities that the request gives, and has a price effect where supply is not infinite', async () => {
    const importDemand = { low: 1, central: 2, high: 3 };
    const elasticities = { importDemand, exportSupply: 2, source: 'an assumption' };
    const { reporterImports, elasticities: used } = await asked({
      ...{ pair: 'XA-XB', tariffs: FREE, elasticities },
    });

    expect(reporterImports?.central).toMatchObject({
      creation: 200,
      priceEffect: 100,
      diversion: 528,
    });
    expect(used.map(({ source }) => source)).toEqual([
      'an assumption',
      expect.stringContaining('Bajzik'),
      'an assumption',
    ]);
  });

  it('of economies that nobody watches needs every figure, and reads nothing', async () => {
    const figures = { imports: 1000, marketImports: 5000, tariff: 25, source: 'an assumption' };
    const base = { reporter: figures, partner: figures };
    const { balance } = await asked({ pair: 'XQ-XR', tariffs: FREE, base });

    expect(balance.central).toMatchObject({ change: 0, direction: 'unchanged' });
  });

  it('is nothing to keep', async () => {
    const response = await send({ pair: 'XA-XB', tariffs: FREE });

    expect(response.headers.get('cache-control')).toBe('no-store');
  });
});

describe('what is missing', () => {
  it('is named, where the market as a whole is not known: creation is told, and what hangs on the rest is null', async () => {
    const { reporterImports, balance, inputs, headline } = await asked({
      ...{ pair: 'XA-XC', tariffs: { reporter: 0 } },
    });

    expect(reporterImports?.central).toEqual({
      ...{ creation: 200, priceEffect: 0, reason: 'market-imports-missing' },
      ...{ diversion: null, others: null, total: null, importsAfter: null },
    });
    expect(balance.central).toMatchObject({ change: null, reason: 'market-imports-missing' });
    expect(inputs.filter(({ from }) => from === 'missing').map(({ input }) => input)).toEqual([
      'marketImports',
      'imports',
    ]);
    expect(headline).toMatch(/cannot be said: what is imported from everybody is not known/);
  });

  it.each([
    ['XA-XD', FREE, 'base.reporter.tariff', /for 2023$/],
    ['XA-XC', FREE, 'base.partner.imports', /for 2023$/],
    ['XQ-XR', { partner: 0 }, 'base.partner.imports', /nothing is stored of it$/],
  ])(
    'of %s with %j is refused where nothing can be said without it: %s',
    async (pair, tariffs, parameter, rule) => {
      const problem = await refused({ pair, tariffs });

      expect(problem).toMatchObject({ status: 422, title: 'Missing input', parameter });
      expect(problem.rule).toMatch(rule);
      expect((await asked(JSON.parse(problem.example ?? ''))).pair).toBe('KR-JP');
    },
  );

  it('is not made up where the change is too large for the model', async () => {
    const { reporterImports } = await asked({ pair: 'XA-XB', tariffs: { reporter: 500 } });

    expect(reporterImports?.high).toMatchObject({ total: null, reason: 'beyond-existing-trade' });
  });
});
