import { Big } from 'big.js';
import { definitionOf, type Indicator } from '../../shared/domain/indicator.ts';
import type { Instant, Observation, Vintage } from '../../shared/domain/observation.ts';
import { comparePeriods, frequencyOf, shift } from '../../shared/domain/period.ts';
import type { Plausibility } from '../../shared/domain/settings.ts';
import { type Change, sameContent } from '../../shared/store/observations.ts';

export type Decision =
  | { readonly kind: 'refused'; readonly rule: string; readonly message: string }
  | {
      readonly kind: 'accepted';
      /** What is to be written. */
      readonly changes: readonly Change[];
      /** What this run brought, counted again by a retry: the changes and what an earlier attempt had written. */
      readonly broughtBy: readonly Vintage[];
    };

export interface Comparison {
  readonly incoming: readonly Observation[];
  readonly current: readonly Vintage[];
  readonly plausibility: Plausibility;
  /** The instant of this run, and its id. */
  readonly knownAt: Instant;
  readonly run: string;
}

/** What a source says of a figure, and since when that is known. */
type Known = Omit<Vintage, 'run' | 'print'>;

/**
 * What of an answer is new. An implausible value refuses the whole answer: a source that is wrong once is not trusted with
 * the rest, and what was stored stays. An answer older than what is stored changes nothing.
 * A source that keeps vintages may say several things of one figure: each that became known after what is stored is a print.
 */
export function decideChanges(comparison: Comparison): Decision {
  const { current, plausibility, knownAt, run } = comparison;
  const known = new Map(current.map((vintage) => [seriesKey(vintage), vintage]));
  const histories = historiesOf(notable(comparison, known), knownAt);
  const told = lazily(() => new Map<string, Known>([...known, ...histories.flatMap(latestEntry)]));
  const changes: Change[] = [];
  const broughtBy: Vintage[] = [];
  for (const history of histories) {
    const replaces = known.get(history[0] ? seriesKey(history[0]) : '');
    if (replaces?.run === run) broughtBy.push(replaces);
    const news = newsOf(history, replaces, knownAt);
    const fault = news
      .map((said, index) => implausibility(said, news[index - 1] ?? replaces, told(), plausibility))
      .find((found) => found !== undefined);
    if (fault) return { kind: 'refused', rule: 'implausible', message: fault };
    const before = replaces?.print ?? 0;
    const between = news.map((said, index) => ({ ...said, run, print: before + index + 1 }));
    const vintage = between.pop();
    if (!vintage) continue;
    changes.push({ vintage, replaces, ...(between.length > 0 && { between }) });
    broughtBy.push(vintage);
  }
  return { kind: 'accepted', changes, broughtBy };
}

/**
 * What may have to be written or counted. Most of an answer is as it is stored, and is passed over before anything is sorted; but
 * not where its source keeps vintages, of which each is held against the one before.
 */
function notable(
  { incoming, run }: Comparison,
  known: ReadonlyMap<string, Vintage>,
): Observation[] {
  return incoming.filter((observation) => {
    if (observation.releasedAt) return true;
    const stored = known.get(seriesKey(observation));
    return !stored || stored.run === run || !sameContent(stored, observation);
  });
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** What an answer says of each figure as it became known, by period. Nothing is known after the run that brings it. */
function historiesOf(incoming: readonly Observation[], now: Instant): Known[][] {
  const known = incoming.map(({ releasedAt = now, ...said }): Known => {
    return { ...said, knownAt: releasedAt < now ? releasedAt : now };
  });
  const byFigure = Map.groupBy(known.sort(inOrder), seriesKey);
  return [...byFigure.values()];
}

/**
 * What takes the place of what is stored, in order. Who says now something else than is stored, and dates it before that, is
 * heard as of this run: what was known then stays known then, and as-of answers stay what they were.
 */
function newsOf(history: readonly Known[], stored: Vintage | undefined, now: Instant): Known[] {
  const later = history.filter(({ knownAt }) => stored === undefined || knownAt > stored.knownAt);
  const news = later.filter((said, index) => {
    const before = later[index - 1] ?? stored;
    return before === undefined || !sameContent(before, said);
  });
  const latest = history.at(-1);
  if (news.length > 0 || !stored || !latest) return news;
  const isStored = sameContent(latest, stored) || stored.knownAt >= now;
  return isStored ? [] : [{ ...latest, knownAt: now }];
}

/** Why a value cannot be believed, or undefined. A revision is held against its last print, a new period against the one before. */
function implausibility(
  observation: Known,
  replaces: Known | undefined,
  told: ReadonlyMap<string, Known>,
  plausibility: Plausibility,
): string | undefined {
  const { indicator, pair, period, value } = observation;
  const where = `${pair} ${indicator} ${period}`;
  const { unit, signed } = definitionOf(indicator);
  if (value.lt(0) && !signed) return `${where}: must not be negative, got ${value.toFixed()}`;
  if (observation.unit !== unit) return `${where}: must be in ${unit}, got ${observation.unit}`;
  if (unit === 'percent') return rateFault(value, where);
  // What can change its sign has no factor.
  if (signed) return undefined;
  const before = replaces ?? told.get(seriesKey({ ...observation, period: shift(period, -1) }));
  if (!before || frequencyOf(before.period) !== frequencyOf(period)) return undefined;
  const factor = plausibility.factorOf[indicator] ?? plausibility.factor;
  const floor = unit === 'USD' ? plausibility.floor : 0;
  if (ratio(value, before.value, floor).lte(factor)) return undefined;
  const against = replaces ? 'its last print' : `the period before, ${before.period}`;
  return (
    `${where}: ${value.toFixed()} moves by more than a factor of ${factor} from ${before.value.toFixed()} ` +
    `(${against}); if the publisher confirms it, raise plausibility.factorOf.${indicator} of this source in cdk.json`
  );
}

/** A rate may go from nothing to fifteen percent in a day; the highest that was ever in force is China's 145 of April 2025. */
function rateFault(value: Big, where: string): string | undefined {
  return value.gt(1000) ? `${where}: must be a rate, got ${value.toFixed()} percent` : undefined;
}

/** The larger over the smaller; values below the floor count as the floor, where a factor says nothing. */
function ratio(a: Big, b: Big, floor: number): Big {
  const atLeastFloor = (value: Big): Big => (value.lt(floor) ? new Big(floor) : value);
  const [x, y] = [atLeastFloor(a), atLeastFloor(b)];
  if (y.eq(0) || x.eq(0)) return x.eq(y) ? new Big(1) : new Big(Number.MAX_SAFE_INTEGER);
  return x.gt(y) ? x.div(y) : y.div(x);
}

/**
 * Earlier periods first, one order for all that is of one period, and of one figure what was known first: so that the order of an
 * answer means nothing.
 */
function inOrder(a: Known, b: Known): number {
  return (
    comparePeriods(a.period, b.period) ||
    compareText(seriesKey(a), seriesKey(b)) ||
    compareText(a.knownAt, b.knownAt)
  );
}

function compareText(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}

function latestEntry(history: readonly Known[]): [string, Known][] {
  return history.slice(-1).map((latest) => [seriesKey(latest), latest]);
}

function seriesKey(of: { pair: string; indicator: Indicator; period: string }): string {
  return `${of.pair} ${of.indicator} ${of.period}`;
}
