import { Big } from 'big.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Effects, effectsOf } from '../../../shared/domain/what-if/smart.ts';
import { assertLaw } from '../../support/law.ts';

const amount = fc.integer({ min: 1, max: 1_000_000_000_000 }).map((dollars) => new Big(dollars));
const rate = fc.integer({ min: 0, max: 10_000 }).map((points) => new Big(points).div(100));
const elasticity = fc
  .integer({ min: 1, max: 1000 })
  .map((hundredths) => new Big(hundredths).div(100));

const market = fc.record({ imports: amount, fromOthers: amount });
const elastic = fc.record({
  importDemand: elasticity,
  substitution: elasticity,
  exportSupply: fc.constant('infinite' as const),
});
const sluggish = fc.record({
  importDemand: elasticity,
  substitution: elasticity,
  exportSupply: elasticity,
});
/** A tariff that falls. */
const cut = fc
  .tuple(rate, rate)
  .map(([a, b]) => (a.gte(b) ? { from: a, to: b } : { from: b, to: a }));
const anyChange = fc.record({ from: rate, to: rate });

/** Twenty decimals of a quotient are kept. */
function near(a: Big | undefined, b: Big | undefined): boolean {
  return a !== undefined && b !== undefined && a.minus(b).abs().lt('1e-6');
}

function of(effects: Effects | undefined): Required<Effects> & { diversion: Big } {
  if (effects?.diversion === undefined) throw new Error('no effects');
  return { ...effects, diversion: effects.diversion };
}

describe('by hand', () => {
  const before = { imports: new Big(100), fromOthers: new Big(100) };
  const gone = { from: new Big(25), to: new Big(0) };
  const two = new Big(2);

  it('a tariff of 25 percent that goes makes goods cheaper by a fifth', () => {
    const effects = of(
      effectsOf(before, gone, { importDemand: two, substitution: two, exportSupply: 'infinite' }),
    );

    // 100 · 0.2 · 2, and 100 · 100 · 0.4 / (100 + 100 + 100 · 0.4).
    expect(effects.creation.toFixed()).toBe('40');
    expect(effects.diversion.toFixed(6)).toBe('16.666667');
    expect(effects.priceEffect.toFixed()).toBe('0');
  });

  it('where supply is as elastic as demand, half of it goes into the price', () => {
    const effects = of(
      effectsOf(before, gone, { importDemand: two, substitution: two, exportSupply: two }),
    );

    // 100 · 0.2 · 2 · 2 / (2 + 2), and 100 · 0.2 · 2 / (2 + 2).
    expect(effects.creation.toFixed()).toBe('20');
    expect(effects.priceEffect.toFixed()).toBe('10');
  });

  it('of others who sell nothing, nothing is diverted, and of unknown ones nothing is said', () => {
    const elasticities = {
      importDemand: two,
      substitution: two,
      exportSupply: 'infinite',
    } as const;
    const alone = { imports: new Big(100), fromOthers: new Big(0) };
    const unknown = { imports: new Big(100), fromOthers: undefined };

    expect(of(effectsOf(alone, gone, elasticities)).diversion.toFixed()).toBe('0');
    expect(effectsOf(unknown, gone, elasticities)).toMatchObject({ diversion: undefined });
  });

  it('where nothing is bought from anybody, nothing happens', () => {
    const nothing = { imports: new Big(0), fromOthers: new Big(0) };
    const elasticities = {
      importDemand: two,
      substitution: two,
      exportSupply: 'infinite',
    } as const;
    const effects = of(effectsOf(nothing, gone, elasticities));

    expect(Object.values(effects).map((effect) => effect.toFixed())).toEqual(['0', '0', '0']);
  });

  it.each([
    ['more would be taken from demand than there is', 300, 0.1, 2],
    ['the share of a seller would fall below nothing', 300, 2, 0.1],
  ])('a tariff that rises so far that %s is beyond the model', (_, to, substitution, demand) => {
    const change = { from: new Big(0), to: new Big(to) };

    expect(
      effectsOf(before, change, {
        importDemand: new Big(demand),
        substitution: new Big(substitution),
        exportSupply: 'infinite',
      }),
    ).toBeUndefined();
  });
});

describe('what the WITS says of SMART holds', () => {
  it('twice the elasticity of import demand is twice the creation', () => {
    assertLaw(
      fc.property(market, cut, elastic, (before, change, elasticities) => {
        const once = of(effectsOf(before, change, elasticities));
        const twice = of(
          effectsOf(before, change, {
            ...elasticities,
            importDemand: elasticities.importDemand.times(2),
          }),
        );
        return near(twice.creation, once.creation.times(2)) && twice.diversion.eq(once.diversion);
      }),
    );
  });

  it('no more is diverted than is traded: from others when a tariff falls, to them when it rises', () => {
    assertLaw(
      fc.property(market, anyChange, elastic, (before, change, elasticities) => {
        const effects = effectsOf(before, change, elasticities);
        if (effects === undefined) return true;
        const { diversion } = of(effects);
        return diversion.lte(before.fromOthers) && diversion.gte(before.imports.times(-1));
      }),
    );
  });

  it('there is no price effect where export supply is infinitely elastic, and one where it is not', () => {
    assertLaw(
      fc.property(market, cut, sluggish, (before, change, elasticities) => {
        const finite = of(effectsOf(before, change, elasticities));
        const infinite = of(
          effectsOf(before, change, { ...elasticities, exportSupply: 'infinite' }),
        );
        const isSame = change.from.eq(change.to);
        return infinite.priceEffect.eq(0) && (isSame || finite.priceEffect.gt(0));
      }),
    );
  });

  it('the more elastic the supply, the nearer its creation comes to that of an infinite one', () => {
    assertLaw(
      fc.property(market, cut, sluggish, (before, change, elasticities) => {
        const at = (exportSupply: Big | 'infinite'): Big =>
          of(effectsOf(before, change, { ...elasticities, exportSupply })).creation;
        const supply = elasticities.exportSupply;
        return at(supply).lte(at(supply.times(2))) && at(supply.times(2)).lte(at('infinite'));
      }),
    );
  });
});

describe('the model', () => {
  it('says nothing where nothing changes', () => {
    assertLaw(
      fc.property(market, rate, sluggish, (before, tariff, elasticities) => {
        const effects = of(effectsOf(before, { from: tariff, to: tariff }, elasticities));
        return Object.values(effects).every((effect) => effect.eq(0));
      }),
    );
  });

  it('lets imports rise where a tariff falls, and fall where it rises', () => {
    assertLaw(
      fc.property(market, anyChange, sluggish, (before, change, elasticities) => {
        const effects = effectsOf(before, change, elasticities);
        if (effects === undefined) return change.to.gt(change.from);
        const sign = change.from.cmp(change.to);
        return Object.values(of(effects)).every((effect) => effect.eq(0) || effect.s === sign);
      }),
    );
  });

  it('brings the ratio of what is bought here and there to what the elasticity of substitution says', () => {
    assertLaw(
      fc.property(market, cut, elastic, (before, change, elasticities) => {
        const { diversion } = of(effectsOf(before, change, elasticities));
        const [m, r] = [before.imports, before.fromOthers];
        const base = change.from.plus(100);
        const shifted = base.plus(elasticities.substitution.times(change.from.minus(change.to)));
        const left = m.plus(diversion).times(r).times(base);
        const right = r.minus(diversion).times(m).times(shifted);
        // Both are some 1e29 here.
        return left.minus(right).abs().lte(left.abs().times('1e-15'));
      }),
    );
  });

  it('knows no size: a market ten times as large has effects ten times as large', () => {
    assertLaw(
      fc.property(market, cut, sluggish, ({ imports, fromOthers }, change, elasticities) => {
        const small = of(effectsOf({ imports, fromOthers }, change, elasticities));
        const tenfold = { imports: imports.times(10), fromOthers: fromOthers.times(10) };
        const large = of(effectsOf(tenfold, change, elasticities));
        return (['creation', 'diversion', 'priceEffect'] as const).every((effect) =>
          near(large[effect], small[effect].times(10)),
        );
      }),
    );
  });
});
