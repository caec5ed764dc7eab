import { createHash } from 'node:crypto';
import { Big } from 'big.js';
import type { Basis, Indicator } from '../../shared/domain/indicator.ts';
import { instant, type Observation, type Vintage } from '../../shared/domain/observation.ts';
import { type Pair, pair } from '../../shared/domain/pair.ts';
import { lastMonthOf, type Period, period, shift } from '../../shared/domain/period.ts';
import { writeChanges } from '../../shared/store/observations.ts';
import type { Table } from '../../shared/store/table.ts';

/** A pair of no two economies; its figures are made up, and leave this directory nowhere. */
export const BENCH_PAIR = pair('XA-XB');

/** The month of which the newest figures are. */
export const NEWEST = period('2026-06');

/** What the source with the most indicators says of each month of a pair. */
const SAID: readonly (readonly [Indicator, Basis, number])[] = [
  ['exports', 'FAS', 6_000_000_000],
  ['imports', 'customs value', 12_000_000_000],
  ['imports-for-consumption', 'customs value', 11_900_000_000],
  ['dutiable-value', 'customs value', 7_000_000_000],
  ['duties', 'calculated duty', 900_000_000],
];

export const BENCH_INDICATORS = SAID.map(([indicator]) => indicator);

export const BENCH_SOURCE = 'us-census';

/** What is said of some months up to `last`: whole dollars that go up and down, the same on every run. */
export function monthsTo(last: Period, months: number, of: Pair = BENCH_PAIR): Observation[] {
  return Array.from({ length: months }, (_, at) => shift(last, at + 1 - months)).flatMap((month) =>
    SAID.map(([indicator, basis, about]) => ({
      pair: of,
      indicator,
      period: month,
      value: new Big(Math.round(about * (1 + 0.2 * wave(`${of} ${indicator} ${month}`)))),
      unit: 'USD',
      basis,
      status: 'final',
      source: BENCH_SOURCE,
    })),
  );
}

/** The same figures, but that exports of the last month fall so far that the deficit crosses the line, and of the one before do not. */
export function withCrossing(observations: readonly Observation[]): Observation[] {
  const exports = new Map([
    [NEWEST, new Big(3_000_000_000)],
    [shift(NEWEST, -1), new Big(9_000_000_000)],
  ]);
  return observations.map((observation) => {
    const value = observation.indicator === 'exports' && exports.get(observation.period);
    return value ? { ...observation, value } : observation;
  });
}

/** A number from -1 to 1 that depends on the text and on nothing else. */
function wave(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE() / 0x7fffffff - 1;
}

/** First prints, each known five weeks after its month. */
export function firstPrints(observations: readonly Observation[]): Vintage[] {
  return observations.map((observation) => printOf(observation, observation.period, 1));
}

/**
 * What became known of a pair in some years: every month is restated with the next one, as customs do, and each June's release restates
 * the three years before it.
 */
export function revisedHistory(years: number): Vintage[] {
  const first = shift(NEWEST, 1 - years * 12);
  return monthsTo(NEWEST, years * 12)
    .flatMap((observation) => {
      const releases = [observation.period, ...restatements(observation.period)];
      return releases.map((release, index) => {
        const value = observation.value.plus(index * 1_234_567);
        return printOf({ ...observation, value }, release, index + 1);
      });
    })
    .filter(({ period: of }) => of >= first);
}

/** The months with whose figures those of a month are restated. */
function restatements(of: Period): Period[] {
  const junes = [1, 2, 3].map((later) => period(`${Number(of.slice(0, 4)) + later}-06`));
  return [shift(of, 1), ...junes].filter((release) => release > of && release <= NEWEST).sort();
}

function printOf(observation: Observation, release: Period, print: number): Vintage {
  const [year, month] = lastMonthOf(release).split('-').map(Number);
  const knownAt = instant(new Date(Date.UTC(year ?? 0, (month ?? 0) + 1, 5, 13, 30)));
  return { ...observation, knownAt, run: `${knownAt}#bench`, print };
}

/** Has a pair's figures written as ingest writes them. */
export async function givenHistory(table: Table, vintages: readonly Vintage[]): Promise<void> {
  await writeChanges(
    table,
    vintages.map((vintage) => ({ vintage, replaces: undefined })),
  );
}
