import { describe, expect, it } from 'vitest';
import { billOf, type Quantities } from '../../../infra/commands/cost/bill.ts';
import { PRICES, type Price, type Priced } from '../../../infra/commands/cost/prices.ts';

const priced = Object.keys(PRICES) as Priced[];
const prices: readonly [Priced, Price][] = priced.map((name) => [name, PRICES[name]]);

function quantities(of: (name: Priced) => number): Quantities {
  return Object.fromEntries(priced.map((name) => [name, of(name)])) as Quantities;
}

describe('a bill', () => {
  it('charges what is above a free tier that has no end, and all of what is free for a year only', () => {
    const { lines } = billOf(quantities(() => 3_000_000));
    const due = Object.fromEntries(lines.map((line) => [line.priced, line.due]));

    expect(due['queued']).toBeCloseTo(1, 10);
    expect(due['requested']).toBeCloseTo(3, 10);
    expect(due['written']).toBeCloseTo(1.875, 10);
  });

  it('owes nothing within the free tiers, and never less', () => {
    const { lines, due, list } = billOf(
      quantities((name) => (PRICES[name] as Price).free?.quantity ?? 0),
    );

    expect(due).toBeCloseTo(1, 10);
    expect(lines.filter((line) => line.due > 0).map((line) => line.priced)).toEqual(['requested']);
    expect(list).toBeGreaterThan(due);
  });

  it.each(priced)(
    'has a line for %s that doubles with its quantity, and no other with it',
    (name) => {
      const once = billOf(quantities(() => 1e9));
      const twice = billOf(quantities((other) => (other === name ? 2e9 : 1e9)));

      for (const [index, line] of once.lines.entries()) {
        const expected = line.list * (line.priced === name ? 2 : 1);
        expect(twice.lines[index]?.list).toBeCloseTo(expected, 6);
      }
    },
  );

  it('adds up', () => {
    const { lines, list, due } = billOf(quantities(() => 1e7));

    expect(lines.reduce((sum, line) => sum + line.list, 0)).toBeCloseTo(list, 6);
    expect(lines.reduce((sum, line) => sum + line.due, 0)).toBeCloseTo(due, 6);
  });
});

describe.each(prices)('the price of %s', (_name, price) => {
  it('has a page of AWS and a day', () => {
    expect(price.page).toMatch(/^https:\/\/aws\.amazon\.com\/.*pricing/);
    expect(price.asOf).toMatch(/^2026-\d{2}-\d{2}$/);
  });
});
