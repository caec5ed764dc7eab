import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createAsking } from '../../../infra/commands/capacity/asking.ts';
import type { Facts } from '../../../infra/commands/capacity/facts.ts';
import { limitsOf } from '../../../infra/commands/capacity/limits.ts';
import { metAt } from '../../../infra/commands/capacity/met-at.ts';
import { printedGrowth, printedRemedies } from '../../../infra/commands/capacity/printed.ts';
import {
  economyCount,
  HISTORY_MONTHS,
  pairsOfReporter,
} from '../../../infra/commands/capacity/scale.ts';
import { simulate } from '../../../infra/commands/capacity/simulation.ts';
import { NOTHING } from '../../../infra/commands/cost/usage.ts';
import { whenCommandIsRun } from '../../support/commands.ts';

const ARCHITECTURE = readFileSync(new URL('../../../ARCHITECTURE.md', import.meta.url), 'utf8');

const FACTS: Facts = {
  bytes: { OBS: 300, VINT: 300, METRIC: 1500, LATEST: 6000, RULE: 500 },
  mailBytes: 1000,
  deployment: {
    item: (series, rules) => 3000 + 25 * series + 300 * rules,
    event: (series, rules) => 20_000 + 300 * series + 1500 * rules,
    template: (series, rules) => 60_000 + 150 * series + 700 * rules,
  },
  maxReadRequestUnits: 1000,
  maxWriteRequestUnits: 500,
  unchanged: { ...NOTHING, readUnits: 10 },
  release: { ...NOTHING, readUnits: 40, writeUnits: 60, invocations: 3 },
  request: { ...NOTHING, readUnits: 4 },
  months: 20,
};

const limits = limitsOf(FACTS);

describe.each(limits)('the limit: $name', (limit) => {
  it.each([0, 20])(
    'is met at the number of pairs that is told, with %d chapters',
    async (chapters) => {
      const met = await metAt(limit, chapters);
      if (met === undefined) return;

      expect(await limit.load({ pairs: met, chapters })).toBeGreaterThan(limit.most);
      const before = await limit.load({ pairs: Math.max(1, met - 1), chapters });
      if (met > 1) expect(before).toBeLessThanOrEqual(limit.most);
    },
  );

  it('is told in the chapter on growing, and where its number is from', () => {
    expect(ARCHITECTURE).toContain(limit.name);
    expect(limit.source).toMatch(/^(https:\/\/|infra\/|shared\/|cdk\.json|.*20\d\d-\d\d)/);
  });
});

describe('asking a source', () => {
  it('takes UN Comtrade a request for each month of a reporter, whatever the number of its partners in a piece', async () => {
    const asking = createAsking();

    for (const partners of [1, 10]) {
      const { pieces, requests, longestPieceSeconds } = await asking(
        'un-comtrade',
        partners,
        0,
        false,
      );
      expect([pieces, requests]).toEqual([1, HISTORY_MONTHS]);
      // With a second and a half between two of them.
      expect(longestPieceSeconds).toBeGreaterThan((HISTORY_MONTHS - 1) * 1.5);
    }
  });

  it('takes the IMF one request a piece, and the Census Bureau two for each goods in it', async () => {
    const asking = createAsking();

    expect((await asking('imf-imts', 60, 0, true)).requests).toBe(3);
    expect((await asking('us-census', 1, 3, true)).requests).toBe(2 * 4);
  });
});

describe('what is watched', () => {
  it('is as few economies as have so many pairs between them', () => {
    expect([1, 2, 3, 6, 7, 40_000].map(economyCount)).toEqual([2, 2, 3, 3, 4, 201]);
  });

  it('is each partner of a reporter with all goods and each of its chapters', () => {
    const pairs = pairsOfReporter(200, 20);

    expect(new Set(pairs).size).toBe(200 * 21);
  });
});

describe('the simulation', () => {
  it('says the same whenever it is made', async () => {
    const [once, twice] = [
      await simulate(FACTS, [10, 1000], 0),
      await simulate(FACTS, [10, 1000], 0),
    ];

    expect(printedGrowth(twice)).toBe(printedGrowth(once));
  });

  it('marks what is beyond a limit, and says what is done then, the first that is met first', async () => {
    const growth = await simulate(FACTS, [10, 40_000], 0);

    expect(printedGrowth(growth)).toMatch(
      /The settings as one item of the table: bytes +6,250 +13,003,000 ! /,
    );
    const pairs = [...printedRemedies([growth]).matchAll(/from ([\d,]+) pairs/g)].map(([, count]) =>
      Number(count?.replaceAll(',', '')),
    );
    expect(pairs).toEqual(pairs.toSorted((a, b) => a - b));
    expect(pairs.length).toBeGreaterThan(4);
  });

  it('costs more for more', async () => {
    const { sizes } = await simulate(FACTS, [10, 1000, 40_000], 0);
    const [small, middle, large] = sizes.map(({ monthly }) => monthly);

    expect(small).toBeLessThan(middle ?? 0);
    expect(middle).toBeLessThan(large ?? 0);
  });
});

describe('npm run capacity', () => {
  it('prints both simulations and what is done', async () => {
    const { code, stdout, stderr } = await whenCommandIsRun('capacity', []);

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const { name } of limits) expect(stdout.split(`. ${name}:`).length - 1).toBe(2);
    expect(stdout).toContain('What is done then:');
  });

  it.each([
    ['--chapters', '0'],
    ['--chapters', '77'],
    ['--chapters', 'all'],
    ['--pairs', '3'],
  ])('refuses %s %s in one sentence', async (...flags) => {
    const { code, stdout, stderr } = await whenCommandIsRun('capacity', flags);

    expect(stderr).toMatch(new RegExp(flags[0]));
    expect(stderr).toMatch(/^[^\n]+: [^\n]+\.\n$/);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });
});
