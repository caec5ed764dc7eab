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

/**
 * What of an answer is new. An implausible value refuses the whole answer: a source that is wrong once is not trusted with
 * the rest, and what was stored stays. An answer older than what is stored changes nothing.
 */
export function decideChanges(comparison: Comparison): Decision {
  const { current, plausibility, knownAt, run } = comparison;
  const known = new Map(current.map(entry));
  const changes: Change[] = [];
  const broughtBy: Vintage[] = [];
  const told = lazily(
    () => new Map<string, Observation>([...known, ...comparison.incoming.map(entry)]),
  );
  for (const { observation, replaces } of notable(comparison, known)) {
    if (replaces?.run === run) broughtBy.push(replaces);
    if (replaces && sameContent(replaces, observation)) continue;
    if (replaces && replaces.knownAt >= knownAt) continue;
    const fault = implausibility(observation, replaces, told(), plausibility);
    if (fault) return { kind: 'refused', rule: 'implausible', message: fault };
    const vintage: Vintage = { ...observation, knownAt, run, print: (replaces?.print ?? 0) + 1 };
    changes.push({ vintage, replaces });
    broughtBy.push(vintage);
  }
  return { kind: 'accepted', changes, broughtBy };
}

/** An observation with what is stored in its place. */
interface Compared {
  readonly key: string;
  readonly observation: Observation;
  readonly replaces: Vintage | undefined;
}

/** What may have to be written or counted, in order. Most of an answer is as it is stored, and is passed over before anything is sorted. */
function notable({ incoming, run }: Comparison, known: ReadonlyMap<string, Vintage>): Compared[] {
  const found: Compared[] = [];
  for (const observation of incoming) {
    const key = seriesKey(observation);
    const replaces = known.get(key);
    if (replaces && replaces.run !== run && sameContent(replaces, observation)) continue;
    found.push({ key, observation, replaces });
  }
  return found.sort(inOrder);
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Why a value cannot be believed, or undefined. A revision is held against its last print, a new period against the one before. */
function implausibility(
  observation: Observation,
  replaces: Vintage | undefined,
  told: ReadonlyMap<string, Observation>,
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

/** Earlier periods first, and one order for all that is of one period, so that the order of an answer means nothing. */
function inOrder(a: Compared, b: Compared): number {
  return comparePeriods(a.observation.period, b.observation.period) || (a.key < b.key ? -1 : 1);
}

function entry<Of extends Observation>(observation: Of): [string, Of] {
  return [seriesKey(observation), observation];
}

function seriesKey(of: { pair: string; indicator: Indicator; period: string }): string {
  return `${of.pair} ${of.indicator} ${of.period}`;
}
