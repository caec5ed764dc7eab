import { describe, expect, it } from 'vitest';
import { scheduleFault } from '../../infra/schedule-expression.ts';

describe('scheduleFault', () => {
  it.each([
    'cron(45 8 ? * MON-FRI *)',
    'cron(0 6 ? * MON *)',
    'cron(0 9 * * ? *)',
    'cron(0/15 8-18/2 ? * 2-6 *)',
    'cron(*/10 * ? * MON,WED 2026-2030)',
    'cron(0 10 L * ? *)',
    'cron(0 10 15W JAN,JUL ? *)',
    'cron(0 10 ? * FRI#1 *)',
    'cron(0 10 ? * 6L *)',
    'rate(1 hour)',
    'rate(15 minutes)',
    'rate(7 days)',
  ])('takes %s', (expression) => {
    expect(scheduleFault(expression)).toBeUndefined();
  });

  it.each([
    ['cron(bogus)', 'must have 6 fields'],
    ['cron(45 8 * * 1-5)', 'must have 6 fields'],
    ['cron(45  8 ? * MON *)', 'must have 6 fields'],
    ['cron(60 8 ? * MON *)', 'minutes'],
    ['cron(0 24 ? * MON *)', 'hours'],
    ['cron(0 8 0 * ? *)', 'day of month'],
    ['cron(0 8 32 * ? *)', 'day of month'],
    ['cron(0 8 ? 13 MON *)', 'month'],
    ['cron(0 8 ? FOO MON *)', 'month'],
    ['cron(0 8 ? * 0-5 *)', 'day of week'],
    ['cron(0 8 ? * FRI-MON *)', 'day of week'],
    ['cron(0 8 ? * MON#6 *)', 'day of week'],
    ['cron(0 8 ? * MON 1969)', 'year'],
    ['cron(0/0 8 ? * MON *)', 'minutes'],
    ['cron(1/2/3 8 ? * MON *)', 'minutes'],
    ['cron(1-2-3 8 ? * MON *)', 'minutes'],
    ['cron(, 8 ? * MON *)', 'minutes'],
    ['cron(? 8 ? * MON *)', 'minutes'],
    ['cron(0 8 * * MON *)', 'exactly one'],
    ['cron(0 8 ? * ? *)', 'exactly one'],
    ['rate(0 minutes)', 'above 0'],
    ['rate(1.5 hours)', 'above 0'],
    ['rate(5 weeks)', 'above 0'],
    ['rate(1 hours)', 'rate(1 hour)'],
    ['rate(5 minute)', 'rate(5 minutes)'],
    ['at(2026-12-01T00:00:00)', 'must be rate(…) or cron(…)'],
    ['every day', 'must be rate(…) or cron(…)'],
    [' rate(1 hour)', 'must be rate(…) or cron(…)'],
  ])('refuses %s', (expression, rule) => {
    expect(scheduleFault(expression)).toContain(rule);
  });
});
