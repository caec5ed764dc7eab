import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { resourcesOf, synthesize } from '../support/synthesize.ts';

const template = synthesize();

const dashboardSchema = z.object({
  DashboardBody: z.object({ 'Fn::Join': z.tuple([z.literal(''), z.array(z.unknown())]) }),
});
const widgetsSchema = z.object({
  widgets: z.array(
    z.object({
      type: z.string(),
      properties: z.object({
        title: z.string(),
        metrics: z.array(z.array(z.unknown())).default([]),
        alarms: z.array(z.unknown()).default([]),
      }),
    }),
  ),
});

describe('the dashboard', () => {
  it('shows whether it is well, what it did, how late, what failed and what it costs', () => {
    expect(widgets().map(({ title }) => title)).toEqual([
      'Alarms',
      'Runs',
      'Changed values',
      'Alerts',
      'Mails published',
      'Age of the oldest change (ms)',
      'From figure to mail (ms)',
      'Latency of the API (ms)',
      'Errors of the functions',
      'Errors of the API',
      'Given up',
      'Throttled',
      'Request units',
      'Invocations',
      'Requests to the API',
      'Mails delivered',
    ]);
  });

  it('shows every alarm', () => {
    const [status] = widgets();

    expect(status?.alarms).toHaveLength(resourcesOf(template, 'AWS::CloudWatch::Alarm').length);
  });

  it('shows fewer metrics than are free', () => {
    const metrics = widgets().flatMap((widget) => widget.metrics);

    expect(metrics.length).toBeGreaterThan(20);
    expect(metrics.length).toBeLessThanOrEqual(50);
  });
});

describe('the budget', () => {
  it('is there with an address only', () => {
    expect(resourcesOf(template, 'AWS::Budgets::Budget')).toEqual([]);
  });

  it('mails the operator at 80% forecast and 100% spent of what the settings allow', () => {
    const [[, budget] = []] = resourcesOf(
      synthesize({ alertEmail: 'you@example.com', monthlyUsd: '2.5' }),
      'AWS::Budgets::Budget',
    );
    const subscribers = [{ SubscriptionType: 'EMAIL', Address: 'you@example.com' }];
    const above = (NotificationType: string, Threshold: number) => ({
      Notification: { NotificationType, Threshold, ThresholdType: 'PERCENTAGE' },
      Subscribers: subscribers,
    });

    expect(budget?.Properties).toMatchObject({
      Budget: { TimeUnit: 'MONTHLY', BudgetLimit: { Amount: 2.5, Unit: 'USD' } },
      NotificationsWithSubscribers: [above('FORECASTED', 80), above('ACTUAL', 100)],
    });
  });
});

function widgets() {
  const [[, dashboard] = []] = resourcesOf(template, 'AWS::CloudWatch::Dashboard');
  const [, parts] = dashboardSchema.parse(dashboard?.Properties).DashboardBody['Fn::Join'];
  const text = parts.map((part) => (typeof part === 'string' ? part : 'resolved')).join('');
  return widgetsSchema.parse(JSON.parse(text)).widgets.map(({ properties }) => properties);
}
