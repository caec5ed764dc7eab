import type { Instant, Vintage } from './observation.ts';
import { seriesOf } from './series.ts';

/**
 * What was known of a pair at an instant: one vintage per indicator and period, the latest known by then
 * (known at that very instant included). The answer has no order that means anything.
 */
export function asOf(vintages: Iterable<Vintage>, at: Instant): Vintage[] {
  return seriesOf(knownBy(vintages, at)).observations();
}

function* knownBy(vintages: Iterable<Vintage>, at: Instant): Generator<Vintage> {
  for (const vintage of vintages) if (vintage.knownAt <= at) yield vintage;
}
