import { type Clock, systemClock } from '../../shared/platform/clock.ts';

/** A clock that is set from release to release, and lets waiting take no time. */
export interface ReplayClock extends Clock {
  /** Moves on to an instant; never back. */
  advanceTo(at: Date): void;
  /** The replay is over: from here on it is the present. */
  goLive(): void;
}

export function createReplayClock(start: Date): ReplayClock {
  let now = start.getTime();
  let isLive = false;
  return {
    now: () => (isLive ? systemClock.now() : new Date(now)),
    async sleep(milliseconds) {
      if (isLive) await systemClock.sleep(milliseconds);
      else now += Math.max(0, milliseconds);
    },
    advanceTo(at) {
      now = Math.max(now, at.getTime());
    },
    goLive() {
      isLive = true;
    },
  };
}
