import { Big } from 'big.js';
import type { Instant, Observation, Vintage } from '../../shared/domain/observation.ts';
import { factorsBetween, type Tolerance } from '../../shared/sources/tolerances.ts';

/** How what one source says of a figure stands to what is stored of it from another. */
export type Verdict =
  | { readonly kind: 'agrees' | 'earlier-vintage' | 'settling' | 'estimated' | 'not-comparable' }
  | {
      readonly kind: 'differs';
      /** What the other says over what is stored, less one; a factor of valuation that is allowed is not in it. */
      readonly percent: Big;
    };

export interface Facing {
  readonly stored: Vintage;
  /** What had been stored before it, in any order. */
  readonly before: readonly Vintage[];
  readonly other: Observation;
}

/** Within so many days of a release the other source may not have it yet: the slowest schedule is a week. */
const SETTLING_MS = 7 * 86_400_000;

/**
 * Whether two sources agree on a figure. One that still says what the other said before its last restatements is late and not wrong;
 * estimates, and values on bases that nothing relates, are not held against each other.
 */
export function compare(
  { stored, before, other }: Facing,
  tolerance: Tolerance,
  now: Instant,
): Verdict {
  const factors = factorsBetween(other.basis, stored.basis);
  if (!factors || other.unit !== stored.unit || other.composition !== stored.composition) {
    return { kind: 'not-comparable' };
  }
  if ([stored, other].some(({ status }) => status === 'estimated')) return { kind: 'estimated' };
  const apart = (of: Vintage): Big | undefined => distance(other, of, factors, tolerance);
  const gap = apart(stored);
  if (!gap) return { kind: 'agrees' };
  if (before.some((vintage) => vintage.basis === stored.basis && !apart(vintage)))
    return { kind: 'earlier-vintage' };
  const isFresh = [stored.knownAt, other.releasedAt].some(
    (at) => at !== undefined && Date.parse(now) - Date.parse(at) < SETTLING_MS,
  );
  return isFresh ? { kind: 'settling' } : { kind: 'differs', percent: gap };
}

/** By how much of the stored value the other lies outside of what is allowed for; nothing where it lies within. */
function distance(
  { value }: Observation,
  { value: stored }: Vintage,
  [lowest, highest]: readonly [number, number],
  { percent, dollars }: Tolerance,
): Big | undefined {
  const room = larger(value, stored).times(percent).div(100).plus(dollars);
  const [low, high] = [stored.times(lowest), stored.times(highest)];
  if (value.gte(low.minus(room)) && value.lte(high.plus(room))) return undefined;
  const nearest = value.lt(low) ? low : high;
  // Over nothing there is no percentage: all of it is too much.
  return nearest.eq(0) ? new Big(100) : value.minus(nearest).times(100).div(nearest);
}

function larger(a: Big, b: Big): Big {
  return a.abs().gt(b.abs()) ? a : b;
}
