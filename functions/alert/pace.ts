import type { Clock } from '../../shared/platform/clock.ts';

/**
 * Returns when one more may go. SNS suspends an e-mail subscription that is sent more than ten messages a second
 * (https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html, November 2026), and one address may have named any
 * number of pairs.
 */
export type Pace = () => Promise<void>;

/** At most so many in any second, however they come; the first of them at once. */
export function createPace({ now, sleep }: Clock, perSecond: number): Pace {
  const recent: number[] = [];
  return async () => {
    const [earliest] = recent;
    if (earliest !== undefined && recent.length === perSecond) {
      const wait = earliest + 1000 - now().getTime();
      if (wait > 0) await sleep(wait);
      recent.shift();
    }
    recent.push(now().getTime());
  };
}
