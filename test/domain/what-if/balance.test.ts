import { Big } from 'big.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pair } from '../../../shared/domain/pair.ts';
import { balanceChange, type Flow } from '../../../shared/domain/what-if/balance.ts';
import { CASES, PUBLISHED } from '../../../shared/domain/what-if/elasticities.ts';
import { outcomesOf } from '../../../shared/domain/what-if/side.ts';
import { headline } from '../../../shared/domain/what-if/words.ts';
import { assertLaw } from '../../support/law.ts';

interface Side {
  imports: number;
  others: number | undefined;
  tariff: number;
  to: number;
}

function flow({ imports, others, tariff, to }: Side): Flow {
  const market = {
    imports: new Big(imports),
    fromOthers: others === undefined ? undefined : new Big(others),
  };
  const change = { from: new Big(tariff), to: new Big(to) };
  return { imports: market.imports, outcomes: outcomesOf(market, change, PUBLISHED) };
}

const STAYS: Flow = { imports: new Big(1000), outcomes: undefined };

const side: fc.Arbitrary<Side> = fc.record({
  imports: fc.integer({ min: 0, max: 1_000_000_000_000 }),
  others: fc.integer({ min: 0, max: 1_000_000_000_000 }),
  tariff: fc.integer({ min: 0, max: 100 }),
  to: fc.integer({ min: 0, max: 100 }),
});

describe('an outcome', () => {
  it('is in whole dollars, its parts add up to the dollar, and what is won others lose', () => {
    assertLaw(
      fc.property(side, (of) => {
        const { outcomes, imports } = flow(of);
        return CASES.every((name) => {
          const outcome = outcomes?.[name];
          if (!outcome || outcome.reason !== null)
            return outcome?.reason === 'beyond-existing-trade';
          const { creation, diversion, others, priceEffect, total, importsAfter } = outcome;
          if (!creation || !diversion || !others || !priceEffect || !total) return false;
          const isWhole = [creation, diversion, priceEffect].every((part) =>
            part.round(0).eq(part),
          );
          const isSum = creation.plus(diversion).plus(priceEffect).eq(total);
          return (
            isWhole &&
            isSum &&
            diversion.plus(others).eq(0) &&
            importsAfter?.minus(total).eq(imports ?? 0)
          );
        });
      }),
    );
  });

  it('of a market of which the rest is unknown has its creation, and no diversion, no sum', () => {
    const { outcomes } = flow({ imports: 1000, others: undefined, tariff: 25, to: 0 });

    expect(outcomes?.central).toMatchObject({
      diversion: null,
      others: null,
      total: null,
      importsAfter: null,
      reason: 'market-imports-missing',
    });
    expect(outcomes?.central.creation?.toFixed()).toBe('200');
  });
});

describe('the balance', () => {
  it('is told from the other side with the other sign: nothing of it is built in', () => {
    assertLaw(
      fc.property(side, side, (a, b) => {
        const one = balanceChange(flow(a), flow(b));
        const other = balanceChange(flow(b), flow(a));
        return CASES.every((name) => {
          const [here, there] = [one.cases[name].change, other.cases[name].change];
          return here === null ? there === null : there?.eq(here.times(-1));
        });
      }),
    );
  });

  it('lies in each case between the least and the most of all', () => {
    assertLaw(
      fc.property(side, side, (a, b) => {
        const { cases, least, most } = balanceChange(flow(a), flow(b));
        if (!least || !most) return CASES.some((name) => cases[name].change === null);
        return CASES.every(
          (name) => cases[name].change?.gte(least) && cases[name].change?.lte(most),
        );
      }),
    );
  });

  it.each([
    ['deficit-widens', 2000, 1000, 'mine'],
    ['deficit-narrows', 2000, 1000, 'theirs'],
    ['turns-to-deficit', 1000, 1010, 'mine'],
    ['turns-to-surplus', 1010, 1000, 'theirs'],
    ['surplus-widens', 1000, 2000, 'theirs'],
    ['surplus-narrows', 1000, 2000, 'mine'],
  ])(
    '%s where %d is imported, %d exported and %s becomes free',
    (direction, imports, exports, whose) => {
      const free = { others: 10_000, tariff: 10, to: 0 };
      const same = { others: 10_000, tariff: 10, to: 10 };
      const mine = flow({ imports, ...(whose === 'mine' ? free : same) });
      const theirs = flow({ imports: exports, ...(whose === 'theirs' ? free : same) });

      expect(balanceChange(mine, theirs).cases.central.direction).toBe(direction);
    },
  );

  it('stays where nothing changes, and where tariffs stay', () => {
    const same = flow({ imports: 500, others: 500, tariff: 5, to: 5 });

    expect(balanceChange(same, STAYS).cases.high).toMatchObject({
      direction: 'unchanged',
      reason: null,
    });
  });

  it('is not told where one direction of trade is unknown, though its change is', () => {
    const free = flow({ imports: 500, others: 500, tariff: 5, to: 0 });
    const { before, cases } = balanceChange(free, { imports: undefined, outcomes: undefined });

    expect(before).toBeNull();
    expect(cases.central).toMatchObject({
      after: null,
      direction: null,
      reason: 'imports-missing',
    });
    expect(cases.central.change?.lt(0)).toBe(true);
  });
});

describe('the headline', () => {
  const said = (mine: Flow, theirs: Flow): string =>
    headline(pair('KR-JP'), balanceChange(mine, theirs));

  it('says what comes out in the central case and between all of them', () => {
    const mine = flow({ imports: 2_000_000_000, others: 8_000_000_000, tariff: 10, to: 0 });

    expect(said(mine, { ...STAYS, imports: new Big(1_000_000_000) })).toBe(
      'The balance of South Korea with Japan goes from -$1.00bn to -$1.70bn in the central case: the deficit widens by $698.82mn. Between all cases it changes by -$1.04bn to -$303.30mn.',
    );
  });

  it('says what can be said where some cases are beyond the model', () => {
    const mine = flow({ imports: 2000, others: 8000, tariff: 0, to: 15 });

    expect(said(mine, STAYS)).toMatch(
      /in the central case: .*\. In some cases the change is beyond the model\.$/,
    );
  });

  it('says why nothing can be said', () => {
    const mine = flow({ imports: 2000, others: undefined, tariff: 10, to: 0 });

    expect(said(mine, STAYS)).toBe(
      'What becomes of the balance of South Korea with Japan cannot be said: what is imported from everybody is not known, and can be given.',
    );
  });
});
