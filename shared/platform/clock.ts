import { setTimeout as wait } from 'node:timers/promises';

/** Time as a dependency: the replay sets its own, tests own theirs. */
export interface Clock {
  now(): Date;
  sleep(milliseconds: number): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
  sleep: (milliseconds) => wait(milliseconds),
};
