import { Big } from 'big.js';
import { compositionOf } from '../../shared/domain/bloc-membership.ts';
import type { Indicator } from '../../shared/domain/indicator.ts';
import type { Instant, Observation, ObservationStatus } from '../../shared/domain/observation.ts';
import {
  blocOf,
  type Economy,
  type Pair,
  pairOf,
  partnerOf,
  reporterOf,
} from '../../shared/domain/pair.ts';
import { SourceRefusal } from '../../shared/platform/errors.ts';
import type { SourceTarget } from '../../shared/sources/source.ts';
import { type Ask, isOf, type WatchedTarget } from './ask.ts';

/** A pair that goes into the sum of a bloc, or out of it. */
interface Part {
  readonly pair: Pair;
  readonly sign: 1 | -1;
}

const UNCERTAINTY: readonly ObservationStatus[] = ['final', 'provisional', 'estimated'];

/**
 * A bloc is the sum over its members as they are on the day of the asking, over all of its history: so that a member who joins is
 * no jump in trade. Where a bloc reports its trade with the world, the trade among its members is taken out. A period is told
 * only when every part of it is known: a sum of eleven is no sum of twelve.
 */
export function blocAsk({ mirrored: _, ...target }: WatchedTarget, now: Instant): Ask {
  const { reporters, partners } = sidesOf(target.pair, now);
  const parts = partsOf(target.pair, reporters.members, partners.members);
  const composition = compositionOfPair(target.pair, now) ?? '';
  const targets = parts.map(({ pair }) => ({ ...target, pair }));
  return { targets, read: (answer) => sums(target, parts, composition, answer) };
}

/** Over whom a pair with a bloc is summed at an instant; undefined for a pair without one. */
export function compositionOfPair(pair: Pair, now: Instant): string | undefined {
  const { reporters, partners } = sidesOf(pair, now);
  const ids = [reporters, partners].flatMap(({ id }) => id ?? []);
  return ids.length > 0 ? ids.join(', ') : undefined;
}

function sidesOf(pair: Pair, now: Instant): { reporters: Side; partners: Side } {
  const day = now.slice(0, 10);
  const [reporter, partner] = [reporterOf(pair), partnerOf(pair)];
  return {
    reporters: membersOf(reporter, partner, day),
    partners: membersOf(partner, reporter, day),
  };
}

interface Side {
  readonly members: readonly Economy[];
  readonly id?: string;
}

/** Those who stand for an economy: itself, or the members of the bloc that it is. */
function membersOf(economy: Economy, towards: Economy, day: string): Side {
  const bloc = blocOf(economy);
  if (bloc === undefined || bloc === 'WORLD') return { members: [economy] };
  const { members, since } = compositionOf(bloc, towards, day);
  return { members: members as readonly Economy[], id: `${bloc} as of ${since}` };
}

function partsOf(
  of: Pair,
  reporters: readonly Economy[],
  partners: readonly Economy[],
): readonly Part[] {
  const between = (partnersOf: readonly Economy[], sign: Part['sign']): Part[] =>
    reporters.flatMap((reporter) =>
      partnersOf
        .filter((partner) => partner !== reporter)
        .map((partner) => ({ pair: pairOf(reporter, partner, of), sign })),
    );
  const isWithTheWorld = partners.includes('WORLD' as Economy) && reporters.length > 1;
  return [...between(partners, 1), ...(isWithTheWorld ? between(reporters, -1) : [])];
}

function sums(
  target: SourceTarget,
  parts: readonly Part[],
  composition: string,
  answer: readonly Observation[],
): Observation[] {
  const signs = new Map(parts.map(({ pair, sign }) => [pair, sign]));
  const members = answer.filter(
    (found) => signs.has(found.pair) && isOf({ ...target, pair: found.pair }, found),
  );
  const summed = members.filter(({ indicator }) => isSummed(indicator, target.pair));
  const groups = Map.groupBy(summed, ({ indicator, period }) => `${indicator} ${period}`);
  return [...groups.values()].flatMap(asKnown).flatMap((group) => {
    const [first] = group;
    if (!first || group.length < parts.length) return [];
    const value = group.reduce(
      (sum, found) => sum.plus(found.value.times(signs.get(found.pair) ?? 0)),
      new Big(0),
    );
    return [
      {
        ...first,
        ...{ pair: target.pair, value, basis: basisOf(group), status: statusOf(group) },
        composition,
        note: `Sum over the members of ${composition}: ${namesOf(parts)}.`,
      },
    ];
  });
}

/**
 * What was known of each member at every instant at which one of them was released, the member that was released last at the first
 * place; once where the source does not say when.
 */
function asKnown(group: readonly Observation[]): Observation[][] {
  const inOrder = group.toSorted(lastReleasedFirst);
  const instants = new Set(inOrder.map(({ releasedAt }) => releasedAt));
  return [...instants].map((at) => {
    const known = inOrder.filter(({ releasedAt }) => !at || (releasedAt ?? '') <= at);
    const latest = Map.groupBy(known, ({ pair }) => pair);
    return [...latest.values()].flatMap(([newest]) => newest ?? []);
  });
}

function lastReleasedFirst(a: Observation, b: Observation): number {
  const [of, to] = [a.releasedAt ?? '', b.releasedAt ?? ''];
  return Number(of < to) - Number(of > to);
}

/** Between whom something flows: of these a sum over members says something of the bloc. */
const FLOWS: ReadonlySet<Indicator> = new Set([
  ...(['exports', 'imports', 'imports-for-consumption', 'dutiable-value', 'duties'] as const),
  ...(['bilateral-imports', 'partner-bilateral-imports'] as const),
]);

const TOTALS: ReadonlySet<Indicator> = new Set(['total-exports', 'total-imports']);

/**
 * Rates and what is told per person are no sums; what an economy has by itself, its total trade among it, would be counted once
 * for each partner.
 */
function isSummed(indicator: Indicator, pair: Pair): boolean {
  const partner = blocOf(partnerOf(pair));
  const hasOnePartner = partner === undefined || partner === 'WORLD';
  return FLOWS.has(indicator) || (TOTALS.has(indicator) && hasOnePartner);
}

function namesOf(parts: readonly Part[]): string {
  const economies = parts.filter(({ sign }) => sign > 0).map(({ pair }) => pair);
  return economies.join(', ');
}

/** @throws SourceRefusal where members value their trade differently: such a sum would stand on nothing. */
function basisOf(group: readonly Observation[]): Observation['basis'] {
  const [first, other] = [...new Set(group.map(({ basis }) => basis))];
  if (first !== undefined && other === undefined) return first;
  const { source, indicator, period } = group[0] ?? {};
  throw new SourceRefusal(
    source ?? 'bloc',
    'bloc-basis',
    `members state ${indicator} of ${period} on different bases, ${first} and ${other}: their sum would mix them`,
  );
}

function statusOf(group: readonly Observation[]): ObservationStatus {
  return (
    UNCERTAINTY.findLast((status) => group.some((found) => found.status === status)) ?? 'final'
  );
}
