import type { Instant, Observation } from '../../shared/domain/observation.ts';
import { blocOf, pairOf, partnerOf, reporterOf } from '../../shared/domain/pair.ts';
import { comparePeriods } from '../../shared/domain/period.ts';
import type { SourceTarget } from '../../shared/sources/source.ts';
import { type Ask, isOf, type WatchedTarget } from './ask.ts';
import { blocAsk } from './bloc-ask.ts';

/** A pair of two economies is asked for as it is, its mirror the other way round, and a bloc by its members. */
export function askOf(target: WatchedTarget, now: Instant): Ask {
  const { pair, mirrored } = target;
  if (mirrored) return mirrorAsk(target, now);
  const isOfBloc = [reporterOf(pair), partnerOf(pair)].map(blocOf).some(isOfMembers);
  return isOfBloc ? blocAsk(target, now) : plainAsk(target);
}

/** The world is a bloc that sources total themselves. */
function isOfMembers(bloc: ReturnType<typeof blocOf>): boolean {
  return bloc !== undefined && bloc !== 'WORLD';
}

function plainAsk({ mirrored: _, ...target }: WatchedTarget): Ask {
  return { targets: [target], read: (answer) => answer.filter((found) => isOf(target, found)) };
}

const MIRRORED: Partial<Record<Observation['indicator'], Observation['indicator']>> = {
  exports: 'mirror-exports',
  imports: 'mirror-imports',
};

function mirrorAsk(target: WatchedTarget, now: Instant): Ask {
  const { pair } = target;
  const other = pairOf(partnerOf(pair), reporterOf(pair), pair);
  const asked = askOf({ ...target, pair: other, mirrored: false }, now);
  return {
    targets: asked.targets,
    read: (answer) =>
      asked.read(answer).flatMap((observation) => {
        const indicator = MIRRORED[observation.indicator];
        return indicator ? [{ ...observation, pair, indicator }] : [];
      }),
  };
}

/** Every target that any of the asks has, each pair and frequency once, over all of its periods. */
export function targetsOf(asks: readonly Ask[]): SourceTarget[] {
  const targets = new Map<string, SourceTarget>();
  for (const target of asks.flatMap((ask) => ask.targets)) {
    const key = `${target.pair} ${target.frequency}`;
    const known = targets.get(key) ?? target;
    targets.set(key, {
      ...target,
      from: comparePeriods(known.from, target.from) <= 0 ? known.from : target.from,
      to: comparePeriods(known.to, target.to) >= 0 ? known.to : target.to,
    });
  }
  return [...targets.values()];
}

/** What an answer says of everything that was asked: each ask is given what is about its own pairs. */
export function readAll(asks: readonly Ask[], answer: readonly Observation[]): Observation[] {
  const byPair = Map.groupBy(answer, ({ pair }) => pair);
  return asks.flatMap(({ targets, read }) => {
    const pairs = new Set(targets.map(({ pair }) => pair));
    return read([...pairs].flatMap((pair) => byPair.get(pair) ?? []));
  });
}
