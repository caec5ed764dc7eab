import { describe, expect, it } from 'vitest';
import { firingsAMonth } from '../../../infra/commands/cost/firings.ts';

describe('how often a schedule fires in an average month', () => {
  it.each([
    ['cron(0 9 * * ? *)', 'Asia/Seoul', 365 / 12],
    ['cron(45 8 ? * MON-FRI *)', 'America/New_York', 261 / 12],
    ['cron(0 6 ? * MON *)', 'UTC', 52 / 12],
    ['cron(0 0 1 * ? *)', 'UTC', 1],
    ['cron(0 0 1 7 ? *)', 'UTC', 1 / 12],
    ['rate(1 day)', 'UTC', 365.25 / 12],
    ['rate(2 hours)', 'UTC', (365.25 / 12) * 12],
  ])('%s in %s: %d times', (expression, timeZone, firings) => {
    expect(firingsAMonth(expression, timeZone, 2026)).toBeCloseTo(firings, 6);
  });
});
