import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { functionId, resourcesOf, synthesize } from '../support/synthesize.ts';

const template = synthesize();

describe('the API', () => {
  it('lets few ask for mails at a time, and waits with that until the routes are there', () => {
    const [[, stage] = []] = resourcesOf(template, 'AWS::ApiGatewayV2::Stage');
    const routes = resourcesOf(template, 'AWS::ApiGatewayV2::Route').filter(([, { Properties }]) =>
      String(Properties['RouteKey']).startsWith('POST /v1/subscriptions'),
    );

    expect(stage?.Properties['RouteSettings']).toMatchObject({
      'POST /v1/subscriptions': { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 5 },
      'POST /v1/subscriptions/confirm': { ThrottlingRateLimit: 2, ThrottlingBurstLimit: 10 },
      'POST /v1/subscriptions/unsubscribe': { ThrottlingRateLimit: 2, ThrottlingBurstLimit: 10 },
    });
    expect(stage?.DependsOn).toEqual(expect.arrayContaining(routes.map(([id]) => id)));
  });

  it('takes no subscriptions with -c subscriptionsOpen=false: neither routes nor function are there', () => {
    const closed = synthesize({ subscriptionsOpen: 'false' });

    expect(() => functionId(closed, 'subscriptions')).toThrow();
    expect(JSON.stringify(closed.Resources)).not.toMatch(/\/v1\/subscriptions|sns:Subscribe/);
    expect(variablesOf(closed, 'query')['SUBSCRIPTIONS']).toBe('closed');
    expect(variablesOf(template, 'query')['SUBSCRIPTIONS']).toBe('open');
  });

  it('takes as many subscriptions a day as the settings say', () => {
    const few = synthesize({ subscriptionMailsPerDay: '7' });

    expect(variablesOf(few, 'subscriptions')['CONFIRMATION_MAILS_PER_DAY']).toBe('7');
  });
});

function variablesOf(of: typeof template, folder: string): Record<string, unknown> {
  return z
    .object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }) })
    .parse(of.Resources[functionId(of, folder)]?.Properties).Environment.Variables;
}
