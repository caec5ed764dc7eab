import { isWithin } from './commodity.ts';
import { METRICS } from './metrics/catalogue.ts';
import { difference } from './metrics/difference.ts';
import { evaluate, type MetricOutcome, type MetricValue } from './metrics/metric.ts';
import type { Instant, Vintage } from './observation.ts';
import { type Period, shift, yearBefore } from './period.ts';
import type { ObservationSeries } from './series.ts';
import type { Span } from './span.ts';

const METRIC_OF_SPAN = {
  month: METRICS.balance,
  '12m': METRICS['balance-12m'],
  year: METRICS.balance,
} as const satisfies Record<Span, unknown>;

/** The first period that goes into a change that ends with a period. */
export function reachOfSpan(span: Span, period: Period): Period {
  return shift(yearBefore(period), -METRIC_OF_SPAN[span].reach());
}

/** What some goods brought to the change of a balance; negative where they widened a deficit. */
export interface Contribution {
  /** An HS chapter, heading or sector; null for everything else there. */
  readonly commodity: string | null;
  /** The watched goods that it is a part of, and is counted in; null where nothing but the pair itself is. */
  readonly within: string | null;
  readonly outcome: MetricOutcome;
  /** The balance itself, and that of a year before. */
  readonly balance: MetricOutcome;
  readonly balanceBefore: MetricOutcome;
}

/** A change of a balance and what it is made of: what is within one and the same adds up to it, to the last digit. */
export interface Contributions {
  readonly period: Period;
  readonly before: Period;
  readonly change: MetricOutcome;
  readonly parts: readonly Contribution[];
  /** Watched goods that are in everything else, because they stand on another basis than the pair or come from elsewhere. */
  readonly leftOut: readonly string[];
  /** The pair's own balance at the end of it, with what is said beside that. */
  readonly whole: MetricValue;
  /** When the last of what went in became known, of the pair and of its goods. */
  readonly knownAt: Instant | null;
}

/**
 * The change of a pair's balance on the year before, by watched goods. A heading inside of a watched chapter is told below that
 * chapter and not counted beside it. What is left is the difference, so that nothing is estimated; where the figures of any goods
 * are missing, what is left is not known either.
 */
export function contributionsTo(
  whole: ObservationSeries,
  goods: ReadonlyMap<string, ObservationSeries>,
  span: Span,
  period: Period,
): Contributions {
  const total = changeOf(whole, span, period);
  const grounds = new Map(total.inputs.map((input) => [figureOf(input), groundOf(input)]));
  const standsWith = (input: Vintage): boolean =>
    (grounds.get(figureOf(input)) ?? groundOf(input)) === groundOf(input);
  const changes = [...goods]
    .map(([commodity, series]) => ({ commodity, ...changeOf(series, span, period) }))
    .sort((a, b) => (a.commodity < b.commodity ? -1 : 1));
  const counted = changes.filter(({ inputs }) => inputs.every(standsWith));
  const codes = counted.map(({ commodity }) => commodity);
  return {
    period,
    before: yearBefore(period),
    change: total.outcome,
    parts: levelOf(null, total, counted, codes),
    leftOut: changes.map(({ commodity }) => commodity).filter((code) => !codes.includes(code)),
    whole: total.now,
    knownAt: newestOf([total, ...counted].flatMap(({ inputs }) => inputs)),
  };
}

type Figures = Pick<Contribution, 'outcome' | 'balance' | 'balanceBefore'>;

interface Change extends Figures {
  readonly now: MetricValue;
  readonly inputs: readonly Vintage[];
}

interface ChangeOfGoods extends Change {
  readonly commodity: string;
}

function changeOf(series: ObservationSeries, span: Span, period: Period): Change {
  const metric = METRIC_OF_SPAN[span];
  const now = evaluate(metric, series, period);
  const before = evaluate(metric, series, yearBefore(period));
  return {
    now,
    outcome: changeBetween(now.outcome, before.outcome),
    balance: now.outcome,
    balanceBefore: before.outcome,
    inputs: [...now.inputs, ...before.inputs],
  };
}

/** A gap is told as one, wherever it lies; else which of the two balances is missing. */
function changeBetween(now: MetricOutcome, before: MetricOutcome): MetricOutcome {
  for (const side of [now, before]) {
    if (side.value === null && side.reason === 'gap-in-window') return side;
  }
  if (now.value === null) return now;
  return difference(now.value, before.value ?? undefined);
}

function newestOf(inputs: readonly Vintage[]): Instant | null {
  return (
    inputs
      .map(({ knownAt }) => knownAt)
      .toSorted()
      .at(-1) ?? null
  );
}

function figureOf({ indicator, period }: Vintage): string {
  return `${indicator} ${period}`;
}

/** On what a figure stands: whose it is, how it is valued, over which members of a bloc. Sums never mix these. */
function groundOf({ basis, source, composition = '' }: Vintage): string {
  return [basis, source, composition].join(' ');
}

/** The goods directly within some others, each with what is within it, and behind them everything else. */
function levelOf(
  within: string | null,
  whole: Change,
  goods: readonly ChangeOfGoods[],
  codes: readonly string[],
): Contribution[] {
  const direct = goods.filter(({ commodity }) => parentOf(commodity, codes) === within);
  if (direct.length === 0 && within !== null) return [];
  const rest = (of: keyof Figures): MetricOutcome =>
    direct.reduce((left, part) => without(left, part[of]), whole[of]);
  return [
    ...direct.flatMap((part) => [
      rowOf(part.commodity, within, part),
      ...levelOf(part.commodity, part, goods, codes),
    ]),
    rowOf(null, within, {
      outcome: rest('outcome'),
      balance: rest('balance'),
      balanceBefore: rest('balanceBefore'),
    }),
  ];
}

/** A whole that is not known says why; of one that is, a part that is not leaves nothing to be said. */
function without(whole: MetricOutcome, part: MetricOutcome): MetricOutcome {
  if (whole.value === null) return whole;
  return difference(whole.value, part.value ?? undefined);
}

function rowOf(
  commodity: string | null,
  within: string | null,
  { outcome, balance, balanceBefore }: Figures,
): Contribution {
  return { commodity, within, outcome, balance, balanceBefore };
}

/** The narrowest watched goods that some others are a part of. */
function parentOf(commodity: string, codes: readonly string[]): string | null {
  const around = codes.filter((code) => code !== commodity && isWithin(commodity, code));
  return around.sort((a, b) => (isWithin(a, b) ? -1 : 1))[0] ?? null;
}
