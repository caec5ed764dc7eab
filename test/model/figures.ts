import type { Month, Values } from './months.ts';

export const FLOWS = ['exports', 'imports'] as const;
export type Flow = (typeof FLOWS)[number];

/** One print of one figure of a pair, in whole dollars, and when it became known (ISO 8601). */
export interface Figure {
  readonly flow: Flow;
  readonly month: Month;
  readonly value: number;
  readonly status: 'provisional' | 'final';
  readonly knownAt: string;
}

/** What was known at an instant: of every flow and month the print that came last. */
export function knownBy(figures: readonly Figure[], at: string): Figure[] {
  return figures.filter(
    (one) =>
      one.knownAt <= at &&
      !figures.some(
        (other) => isSameFigure(other, one) && other.knownAt <= at && other.knownAt > one.knownAt,
      ),
  );
}

export function isSameFigure(
  a: Pick<Figure, 'flow' | 'month'>,
  b: Pick<Figure, 'flow' | 'month'>,
): boolean {
  return a.flow === b.flow && a.month === b.month;
}

export const MODELLED_METRICS = [
  'balance',
  'balance-12m',
  'exports-yoy',
  'imports-yoy',
  'cover-ratio',
] as const;
export type Metric = (typeof MODELLED_METRICS)[number];

/** A metric of a month: its value, or why it has none; and the newest of the figures that it looked at. */
export interface Measured {
  readonly value: number | null;
  readonly reason?: string;
  readonly vintage: string | null;
}

/** The metric of every month of which anything is known; of no month where none of its flows is known at all. */
export function measured(metric: Metric, known: readonly Figure[]): Map<Month, Measured> {
  if (!known.some(({ flow }) => flowsOf(metric).includes(flow))) return new Map();
  const months = [...new Set(known.map(({ month }) => month))].sort((a, b) => a - b);
  return new Map(months.map((month) => [month, measure(metric, known, month)]));
}

/** The values there are of a metric. */
export function valuesOf(metric: Metric, known: readonly Figure[]): Values {
  return new Map(
    [...measured(metric, known)].flatMap(([month, { value }]) =>
      value === null ? [] : [[month, value] as const],
    ),
  );
}

/** When the newest figure became known that a metric rests on; null where there is none. */
export function newestKnowledge(metric: Metric, known: readonly Figure[]): string | null {
  return newest(known.filter(({ flow }) => flowsOf(metric).includes(flow)));
}

function flowsOf(metric: Metric): readonly Flow[] {
  if (metric === 'exports-yoy') return ['exports'];
  return metric === 'imports-yoy' ? ['imports'] : FLOWS;
}

function measure(metric: Metric, known: readonly Figure[], month: Month): Measured {
  const window = {
    balance: [month],
    'balance-12m': Array.from({ length: 12 }, (_, back) => month - back),
    'exports-yoy': [month, month - 12],
    'imports-yoy': [month, month - 12],
    'cover-ratio': [month],
  }[metric];
  const flows = flowsOf(metric);
  const used = known.filter((one) => window.includes(one.month) && flows.includes(one.flow));
  const of = (flow: Flow, at: Month): number | undefined =>
    used.find((one) => one.flow === flow && one.month === at)?.value;
  return { ...compute(metric, of, month, window), vintage: newest(used) };
}

function compute(
  metric: Metric,
  of: (flow: Flow, month: Month) => number | undefined,
  month: Month,
  window: readonly Month[],
): Omit<Measured, 'vintage'> {
  const [exports, imports] = [of('exports', month), of('imports', month)];
  switch (metric) {
    case 'balance':
      return either(exports, imports, (x, m) => x - m);
    case 'balance-12m': {
      const balances = window.map((at) => (of('exports', at) ?? NaN) - (of('imports', at) ?? NaN));
      const sum = balances.reduce((total, balance) => total + balance, 0);
      return Number.isNaN(sum) ? { value: null, reason: 'gap-in-window' } : { value: sum };
    }
    case 'cover-ratio':
      return either(exports, imports, (x, m) => percent(x, m));
    case 'exports-yoy':
      return either(exports, of('exports', month - 12), (x, base) => percent(x - base, base));
    case 'imports-yoy':
      return either(imports, of('imports', month - 12), (m, base) => percent(m - base, base));
  }
}

function either(
  numerator: number | undefined,
  denominator: number | undefined,
  combine: (numerator: number, denominator: number) => number | null,
): Omit<Measured, 'vintage'> {
  if (numerator === undefined) return { value: null, reason: 'numerator-missing' };
  if (denominator === undefined) return { value: null, reason: 'denominator-missing' };
  const value = combine(numerator, denominator);
  return value === null ? { value, reason: 'zero-denominator' } : { value };
}

/** To four decimals. The amounts of the histories are so small that no quotient lies half way between two of them. */
function percent(numerator: number, denominator: number): number | null {
  if (denominator === 0) return null;
  const rounded = Math.round((1_000_000 * numerator) / denominator) / 10_000;
  // Minus nought is nought.
  return rounded + 0;
}

function newest(figures: readonly Figure[]): string | null {
  return latest(...figures.map(({ knownAt }) => knownAt)) ?? null;
}

/** The latest of some instants. */
export function latest(...instants: readonly string[]): string | undefined {
  return instants.toSorted().at(-1);
}
