import { expect, test } from 'vitest';
import { createReplayClock } from '../../../infra/local/replay-clock.ts';

const START = new Date('2026-01-29T13:30:00Z');
const LATER = new Date('2026-02-27T13:30:00Z');

test('a replay stands still until it is moved on, and never goes back', () => {
  const clock = createReplayClock(START);
  expect([clock.now(), clock.now()]).toEqual([START, START]);
  clock.advanceTo(LATER);
  clock.advanceTo(START);
  expect(clock.now()).toEqual(LATER);
});

test('waiting takes no time and moves the clock on by as much', async () => {
  const clock = createReplayClock(START);
  await clock.sleep(86_400_000);
  await clock.sleep(-5);
  expect(clock.now()).toEqual(new Date('2026-01-30T13:30:00Z'));
});

test('what was answered does not move with the clock', () => {
  const clock = createReplayClock(START);
  const before = clock.now();
  before.setFullYear(1999);
  expect(clock.now()).toEqual(START);
});

test('once live it is the present', async () => {
  const clock = createReplayClock(START);
  clock.goLive();
  const before = Date.now();
  await clock.sleep(1);
  clock.advanceTo(new Date('2099-01-01T00:00:00Z'));
  expect(clock.now().getTime()).toBeGreaterThanOrEqual(before);
  expect(clock.now().getTime()).toBeLessThanOrEqual(Date.now());
});
