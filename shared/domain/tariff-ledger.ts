import { Big } from 'big.js';
import { isWithin } from './commodity.ts';
import {
  commodityOf,
  type Economy,
  type Pair,
  pair,
  pairOf,
  partnerOf,
  reporterOf,
} from './pair.ts';
import type { Period } from './period.ts';

/** A day of the law, `2025-08-07`: days sort as text. */
export type Day = string;

/** What goods an entry is about when it is about all of them. */
export const ALL_GOODS = 'all';

/** Under which law nothing at all is added; a rate of nothing is a fact like any other, and has its days. */
export const NO_AUTHORITY = 'none';

/** One tariff as it was announced. A rate is an additional one, in percent of the value of the goods. */
export interface TariffEntry {
  readonly reporter: Economy;
  readonly partners: readonly Economy[];
  /** `all`, or HS chapters and headings, or a sector in words. */
  readonly goods: string;
  /** The HS chapters and headings that it names; none of all goods, and none of a sector in words. */
  readonly codes: readonly string[];
  readonly authority: string;
  /** What an entry follows on: entries of one measure take each other's place, and measures add up. */
  readonly measure: string;
  /** Beside the base rate (`flat`), or with the base rate in it (`floor`, `cap`). */
  readonly kind: 'flat' | 'floor' | 'cap';
  readonly rate: Big;
  /** First and last day in force, both included; without a last day it goes on. */
  readonly from: Day;
  readonly to: Day | undefined;
  /** Since when the text was public, and since when it was that it ends; what ends without a last day never counted. */
  readonly known: Day;
  readonly endKnown: Day | undefined;
  readonly instrument: string;
  readonly citation: string;
}

/** The stretch of days in which an entry is in force, as it was known on some day. */
interface Stretch {
  readonly entry: TariffEntry;
  readonly from: Day;
  readonly to: Day;
}

const FOR_EVER: Day = '9999-12-31';
const DAY_MS = 86_400_000;

/** To how many decimals a mean is rounded, once and half to even: as many as the tariff that is collected has. */
const DECIMALS = 4;
const HALF_EVEN = 2;

/**
 * The rate that was announced for a month and a pair, as known on a day: the mean over the days of the month of what is in force
 * on each. With it the entries that it is of. Undefined where the ledger does not speak of every day of the month.
 */
export function announcedRate(
  entries: readonly TariffEntry[],
  month: Period,
  on: Day,
): { readonly value: Big; readonly of: readonly TariffEntry[] } | undefined {
  const [first, last] = daysOf(month);
  const known = knownOn(entries, on);
  const covers = (day: Day): boolean => known.some(({ from, to }) => from <= day && day <= to);
  // No ledger has gaps, so that what covers both ends covers the month.
  if (!covers(first) || !covers(last)) return undefined;
  const parts = known
    .map((stretch) => ({ entry: stretch.entry, days: daysWithin(stretch, first, last) }))
    .filter(({ days }) => days > 0);
  const sum = parts.reduce(
    (total, { entry, days }) => total.plus(entry.rate.times(days)),
    new Big(0),
  );
  return {
    value: sum.div(daysWithin({ from: first, to: last }, first, last)).round(DECIMALS, HALF_EVEN),
    of: parts.map(({ entry }) => entry),
  };
}

/**
 * The entries that say what a pair's goods pay: of all goods the country-wide ones; of some goods those that name them, else the
 * country-wide ones; and none for a chapter or sector of which the ledger names a part, because no single rate is that of the whole.
 */
export function entriesFor(ledger: readonly TariffEntry[], of: Pair): TariffEntry[] {
  const between = ledger.filter(
    ({ reporter, partners }) => reporter === reporterOf(of) && partners.includes(partnerOf(of)),
  );
  const commodity = commodityOf(of);
  const countryWide = between.filter(({ goods }) => goods === ALL_GOODS);
  if (!commodity) return countryWide;
  const naming = (isNamed: (code: string) => boolean): TariffEntry[] =>
    between.filter(({ codes }) => codes.some(isNamed));
  const named = naming((code) => isWithin(commodity, code));
  if (named.length > 0) return named;
  return naming((code) => isWithin(code, commodity)).length > 0 ? [] : countryWide;
}

/** What a rate is made up of, whoever says so where. */
export function termsOf(entries: readonly TariffEntry[]): string {
  return entries
    .map(({ authority, measure, kind, rate }) => `${authority} ${measure} ${kind} ${rate}`)
    .sort()
    .join(', ');
}

/** Every pair that the ledger speaks of, those of named goods included. */
export function pairsOf(ledger: readonly TariffEntry[]): Pair[] {
  const pairs = ledger.flatMap(({ reporter, partners, goods, codes }) =>
    partners.flatMap((partner) => [
      ...(goods === ALL_GOODS ? [pairOf(reporter, partner)] : []),
      ...codes.map((code) => pair(`${pairOf(reporter, partner)}:${code}`)),
    ]),
  );
  return [...new Set(pairs)].sort();
}

/** Why entries cannot all be true: on each day on which something became known, what is known must fit together. */
export function contradictionsIn(ledger: readonly TariffEntry[]): string[] {
  const groups = Map.groupBy(
    ledger.flatMap((entry) => entry.partners.map((partner) => ({ entry, partner }))),
    ({ entry, partner }) => `${entry.reporter}-${partner} ${entry.goods}`,
  );
  const found = [...groups].flatMap(([name, group]) => {
    const entries = group.map(({ entry }) => entry);
    const days = entries.flatMap(({ known, endKnown }) => [known, endKnown ?? known]);
    return days.flatMap((day) => faultsOn(entries, day).map((fault) => `${name}: ${fault}`));
  });
  return [...new Set(found)];
}

function faultsOn(entries: readonly TariffEntry[], day: Day): string[] {
  const known = knownOn(entries, day).sort((a, b) => (a.from < b.from ? -1 : 1));
  const faults: string[] = [];
  let spokenTo = FOR_EVER;
  for (const [index, next] of known.entries()) {
    const clash = known.slice(0, index).find((before) => excludes(before, next));
    if (clash) faults.push(`entries from ${clash.from} and from ${next.from} overlap`);
    if (dayBefore(next.from) > spokenTo) {
      faults.push(`nothing is said of the days between ${spokenTo} and ${next.from}`);
    }
    if (index === 0 || next.to > spokenTo) spokenTo = next.to;
  }
  return faults.map((fault) => `${fault}, as known on ${day}`);
}

/** Entries of one measure take each other's place, and nothing can be in force beside something. */
function excludes(before: Stretch, next: Stretch): boolean {
  const [a, b] = [before.entry, next.entry];
  const isExclusive = a.measure === b.measure || [a.authority, b.authority].includes(NO_AUTHORITY);
  return isExclusive && before.to >= next.from;
}

/** What was public on a day: of an entry whose end was not yet known, that it goes on. */
function knownOn(entries: readonly TariffEntry[], on: Day): Stretch[] {
  return entries.flatMap((entry): Stretch[] => {
    const hasEnded = entry.endKnown !== undefined && entry.endKnown <= on;
    if (entry.known > on || (hasEnded && entry.to === undefined)) return [];
    return [{ entry, from: entry.from, to: (hasEnded && entry.to) || FOR_EVER }];
  });
}

/** First and last day of a month. */
function daysOf(month: Period): [Day, Day] {
  const [year, monthOfYear] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  return [`${month}-01`, dayOf(Date.UTC(year, monthOfYear, 0))];
}

/** How many days of a stretch lie between two days, all counted; not positive where it lies elsewhere. */
function daysWithin({ from, to }: Pick<Stretch, 'from' | 'to'>, first: Day, last: Day): number {
  const begin = Math.max(Date.parse(from), Date.parse(first));
  return (Math.min(Date.parse(to), Date.parse(last)) - begin) / DAY_MS + 1;
}

function dayBefore(day: Day): Day {
  return dayOf(Date.parse(day) - DAY_MS);
}

function dayOf(milliseconds: number): Day {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
