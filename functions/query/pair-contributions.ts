import {
  type Contributions,
  contributionsTo,
  reachOfSpan,
} from '../../shared/domain/contributions.ts';
import type { Instant, Vintage } from '../../shared/domain/observation.ts';
import { commodityOf, type Pair, partsOfPair } from '../../shared/domain/pair.ts';
import { frequencyOf, type Period } from '../../shared/domain/period.ts';
import { type ObservationSeries, seriesOf } from '../../shared/domain/series.ts';
import { frequencyOfSpan, type Span } from '../../shared/domain/span.ts';
import { vintagesOfFlows } from '../../shared/store/observations.ts';
import type { Table } from '../../shared/store/table.ts';

/** What is asked of a change: the newest one of months where nothing is said, else of years. */
export interface WantedChange {
  readonly over?: Span | undefined;
  readonly period?: Period | undefined;
  readonly asOf?: Instant | undefined;
}

/** The span that was asked about, and what its change is made of; nothing where no figure of such a span is known. */
export interface ToldChange {
  readonly over: Span;
  readonly contributions: Contributions | undefined;
}

/** One query of the pair, then one of each of its watched goods, all of them at once. */
export async function readContributions(
  table: Table,
  pair: Pair,
  watched: readonly Pair[],
  { over: wanted, period, asOf }: WantedChange,
): Promise<ToldChange> {
  const whole = seriesOf(knownBy(await vintagesOfFlows(table, pair), asOf));
  const frequency = period ? frequencyOf(period) : whole.frequencies()[0];
  const over = wanted ?? (frequency === 'A' ? 'year' : 'month');
  const of = period ?? newestBalance(whole, over);
  if (!of) return { over, contributions: undefined };
  const goods = await readGoods(table, partsOfPair(pair, watched), reachOfSpan(over, of), asOf);
  return { over, contributions: contributionsTo(whole, goods, over, of) };
}

/** The newest period of which there is a balance; else the newest of which anything is known. */
export function newestBalance(series: ObservationSeries, over: Span): Period | undefined {
  const periods = series.periods(frequencyOfSpan(over));
  const whole = periods.findLast(
    (period) => series.find('exports', period) && series.find('imports', period),
  );
  return whole ?? periods.at(-1);
}

/** The flows of pairs of some goods each, by their HS code, from a period on. */
export async function readGoods(
  table: Table,
  parts: readonly Pair[],
  from: Period,
  asOf: Instant | undefined,
): Promise<Map<string, ObservationSeries>> {
  const read = await Promise.all(
    parts.map(async (part) => {
      const vintages = knownBy(await vintagesOfFlows(table, part, from), asOf);
      return [commodityOf(part) ?? '', seriesOf(vintages)] as const;
    }),
  );
  return new Map(read);
}

function knownBy(vintages: readonly Vintage[], at: Instant | undefined): readonly Vintage[] {
  return at ? vintages.filter(({ knownAt }) => knownAt <= at) : vintages;
}
