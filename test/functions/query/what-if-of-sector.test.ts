import { beforeAll, describe, expect, it } from 'vitest';
import { writeChanges } from '../../../shared/store/observations.ts';
import { problemAnswer } from '../../support/answers.ts';
import { embeddedDatabase } from '../../support/embedded-database.ts';
import { type Amounts, vintagesOf } from '../../support/observations.ts';
import { type AskedApp, queryOver } from '../../support/query.ts';
import { whatIfAnswer } from '../../support/what-if-answer.ts';

const database = embeddedDatabase();
let query: AskedApp;

/** Figures of the fictional economies XA and XB, of all goods and of machinery. */
const KNOWN: Record<string, Record<string, Amounts>> = {
  'XA-XB': {
    'bilateral-imports': { '2023': 1000 },
    'market-imports': { '2023': 5000 },
    'bilateral-tariff': { '2023': 25 },
    'partner-bilateral-imports': { '2023': 800 },
    'partner-market-imports': { '2023': 8000 },
    'partner-bilateral-tariff': { '2023': 10 },
  },
  'XA-XB:84-85': {
    'bilateral-imports': { '2023': 400 },
    'market-imports': { '2023': 500 },
    'bilateral-tariff': { '2023': 60 },
    'partner-bilateral-imports': { '2023': 700 },
    'partner-market-imports': { '2023': 700 },
    'partner-bilateral-tariff': { '2023': 0 },
  },
};

beforeAll(async () => {
  const table = await database.freshTable();
  for (const [pair, figures] of Object.entries(KNOWN)) {
    const vintages = vintagesOf(figures, { pair, source: 'wits', basis: 'CIF' });
    await writeChanges(
      table,
      vintages.map((vintage) => ({ vintage, replaces: undefined })),
    );
  }
  query = queryOver(table);
});

async function send(pair: string, tariffs: Record<string, number>): Promise<unknown> {
  const response = await query.app.request('/v1/what-if', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ pair, tariffs }),
  });
  return response.json();
}

const asked = async (...of: Parameters<typeof send>) => whatIfAnswer.parse(await send(...of));
const refused = async (...of: Parameters<typeof send>) => problemAnswer.parse(await send(...of));

describe('a change of the tariffs of a sector', () => {
  it('is computed from the imports and tariffs of that sector, and says which goods it is about', async () => {
    const answer = await asked('XA-XB:84-85', { reporter: 0 });

    expect(answer).toMatchObject({ pair: 'XA-XB:84-85', reporter: 'XA', partner: 'XB' });
    expect(answer.inputs.map(({ value }) => value)).toEqual([400, 500, 60, 700, 700, 0]);
    expect(answer.reporterImports).toMatchObject({
      importsBefore: 400,
      tariff: { from: 60, to: 0 },
      // 400 · 0.375 · 1, and 400 · 100 · 1.425 / (500 + 400 · 1.425).
      central: { creation: 150, diversion: 53, others: -53, total: 203, importsAfter: 603 },
    });
    expect(answer.balance).toMatchObject({ before: 300, central: { change: -203, after: 97 } });
    expect(answer.headline).toMatch(
      /^The balance of .+ with .+ in machinery and electrical equipment \(HS 84-85\) goes from/,
    );
    expect(answer.leavesOut.join()).toMatch(/Elasticities of these goods.*Other goods/);
  });

  it('never takes more from others than they sell', async () => {
    const { reporterImports } = await asked('XA-XB:84-85', { reporter: 0 });

    for (const name of ['low', 'central', 'high'] as const) {
      expect(reporterImports?.[name].diversion).toBeLessThanOrEqual(500 - 400);
    }
  });

  it('is the same from the other side, with the balance turned round', async () => {
    const free = { reporter: 0, partner: 0 };
    const here = await asked('XA-XB:84-85', free);
    const there = await asked('XB-XA:84-85', free);

    expect(there.reporterImports).toEqual(here.partnerImports);
    expect(there.balance.central.change).toBe(-(here.balance.central.change ?? 0));
  });

  it('leaves all goods what they are', async () => {
    const { headline, inputs, leavesOut } = await asked('XA-XB', { reporter: 0 });

    expect(inputs[0]?.value).toBe(1000);
    expect(headline).not.toMatch(/HS/);
    expect(leavesOut.join()).not.toMatch(/of these goods/);
  });

  it('takes nothing from all goods, or from another sector, where nothing is stored of it', async () => {
    expect(await refused('XA-XB:86-89', { reporter: 0 })).toMatchObject({
      status: 422,
      parameter: 'base.reporter.imports',
    });
  });

  it('is refused for a range of chapters that is none', async () => {
    const { status, parameter, rule } = await refused('XA-XB:84-86', { reporter: 0 });

    expect([status, parameter]).toEqual([400, 'pair']);
    expect(rule).toMatch(/HS chapter, heading or sector, such as US-KR:8703 or KR-JP:84-85/);
  });
});
