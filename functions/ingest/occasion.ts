import { type Instant, instant } from '../../shared/domain/observation.ts';
import { addDays, dayIn } from '../../shared/domain/zoned.ts';
import { type AwaitedRelease, nextRelease } from '../../shared/sources/expected-release.ts';
import type { Provider } from '../../shared/sources/providers.ts';
import type { Run } from '../../shared/store/runs.ts';
import type { Rested } from './ledger.ts';
import { type Poll, pollOfRun, runOf } from './poll.ts';

/** Whether a poll has a reason to ask its source, and which. */
export type Occasion = { readonly kind: 'ask'; readonly reason: string } | Rested;

const DAY_MS = 86_400_000;

/** How many days before the expected one a release is looked for: a lag is a guess, an announcement and a rule are none. */
const DAYS_AHEAD = { 'usual-lag': 4, 'business-day': 0, announced: 0 } as const;

/** What is later than that is looked for by the source's own schedule: it may not come for months. */
const DAYS_LOOKED_FOR = 20;

/** A release may come in parts, reporter after reporter, and what is wrong in it is put right within days. */
const DAYS_AFTER = 3;

/**
 * What one read of the ledger says of a poll that is made only around releases. It never decides what is known of a source, only
 * how soon: the source's own schedule asks whatever is expected.
 */
export function occasionOf(
  poll: Poll,
  source: Provider,
  last: Run | undefined,
  now: Instant,
): Occasion {
  if (!last) return rest('nothing has come from it yet');
  // The ledger has moved on by what this very poll brought, and not all of it may have been done.
  if (pollOfRun(last.run) === runOf(poll)) return ask('this poll had begun');
  if (last.outcome === 'off') return ask('it is off, and its key may have come');
  if (last.outcome === 'failed' && isWithin(1, last.at, now)) return ask('it failed lately');
  if (last.lastChangeAt && isWithin(DAYS_AFTER, last.lastChangeAt, now)) {
    return ask('a release came in lately, and may come in parts');
  }
  const release = last.newestPeriod && nextRelease(source, last.newestPeriod, last.arrivals);
  return release && isLookedFor(release, now)
    ? ask('a release is expected')
    : rest('no release is expected');
}

/** From the instant of a release, or the day, or some days before one that is a guess. */
function isLookedFor(release: AwaitedRelease, now: Instant): boolean {
  const { on, at, basis, lateUntil, timeZone } = release;
  const today = dayIn(timeZone, now);
  const hasBegun = at ? at <= now : addDays(on, -DAYS_AHEAD[basis]) <= today;
  return hasBegun && today <= lateUntil && today <= addDays(on, DAYS_LOOKED_FOR);
}

function isWithin(days: number, since: Instant, now: Instant): boolean {
  return now <= instant(new Date(Date.parse(since) + days * DAY_MS));
}

function ask(reason: string): Occasion {
  return { kind: 'ask', reason };
}

function rest(reason: string): Occasion {
  return { kind: 'rested', reason };
}
