import { PRICES, type Price, type Priced } from './prices.ts';

/** How much of everything that has a price a month takes. */
export type Quantities = Readonly<Record<Priced, number>>;

interface Line {
  readonly priced: Priced;
  readonly price: Price;
  readonly quantity: number;
  /** US dollars without any free tier. */
  readonly list: number;
  /** US dollars after the free tiers that have no end. */
  readonly due: number;
}

export interface Bill {
  readonly lines: readonly Line[];
  readonly list: number;
  readonly due: number;
}

export function billOf(quantities: Quantities): Bill {
  const lines = Object.entries(PRICES).map(([name, price]) =>
    lineOf(name as Priced, price, quantities[name as Priced]),
  );
  return {
    lines,
    list: total(lines.map(({ list }) => list)),
    due: total(lines.map(({ due }) => due)),
  };
}

function lineOf(priced: Priced, price: Price, quantity: number): Line {
  const { usd, per, free } = price;
  const given = free?.lasts === 'always' ? free.quantity : 0;
  const cost = (of: number): number => (of * usd) / per;
  return {
    priced,
    price,
    quantity,
    list: cost(quantity),
    due: cost(Math.max(0, quantity - given)),
  };
}

function total(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
