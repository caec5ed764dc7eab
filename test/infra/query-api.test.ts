import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { resourcesOf, synthesize, targetOf } from '../support/synthesize.ts';

const template = synthesize();

describe('the API', () => {
  it('has the paths that it documents and no others', () => {
    const routes = resourcesOf(template, 'AWS::ApiGatewayV2::Route').map(
      ([, { Properties }]) => Properties['RouteKey'],
    );

    expect(routes.toSorted()).toEqual([
      'DELETE /v1/rules/{id}',
      'GET /v1/alerts',
      'GET /v1/alerts/{id}',
      'GET /v1/pairs',
      'GET /v1/pairs/{pair}',
      'GET /v1/pairs/{pair}/metrics/{metric}',
      'GET /v1/pairs/{pair}/observations/{indicator}',
      'GET /v1/rules',
      'GET /v1/rules/{id}',
      'GET /v1/sources',
      'POST /v1/rules/preview',
      'POST /v1/subscriptions',
      'POST /v1/subscriptions/confirm',
      'POST /v1/subscriptions/unsubscribe',
      'PUT /v1/rules/{id}',
    ]);
  });

  it('takes what writes from those only who sign as somebody of the account', () => {
    const signed = resourcesOf(template, 'AWS::ApiGatewayV2::Route')
      .filter(([, { Properties }]) => Properties['AuthorizationType'] === 'AWS_IAM')
      .map(([, { Properties }]) => Properties['RouteKey']);

    expect(signed.toSorted()).toEqual(['DELETE /v1/rules/{id}', 'PUT /v1/rules/{id}']);
  });

  it('throttles what writes, and what reads all of a history, below the rest', () => {
    const [[, stage] = []] = resourcesOf(template, 'AWS::ApiGatewayV2::Stage');

    const settings = Object.entries(Object(stage?.Properties['RouteSettings']));
    const ofRules = settings.filter(([key]) => key.includes('/v1/rules'));

    expect(ofRules.map(([key]) => key).toSorted()).toEqual([
      'DELETE /v1/rules/{id}',
      'POST /v1/rules/preview',
      'PUT /v1/rules/{id}',
    ]);
    for (const [, route] of ofRules) {
      expect(route).toEqual({ ThrottlingRateLimit: 2, ThrottlingBurstLimit: 4 });
    }
  });

  it('limits requests, logs them as JSON without whose they were, and lets any page read', () => {
    const [[, stage] = []] = resourcesOf(template, 'AWS::ApiGatewayV2::Stage');
    const [[, api] = []] = resourcesOf(template, 'AWS::ApiGatewayV2::Api');
    const { AccessLogSettings } = z
      .object({
        AccessLogSettings: z.object({
          Format: z.string().transform((text): unknown => JSON.parse(text)),
          DestinationArn: z.unknown().transform(targetOf),
        }),
      })
      .parse(stage?.Properties);

    expect(stage?.Properties['DefaultRouteSettings']).toEqual({
      ThrottlingRateLimit: 20,
      ThrottlingBurstLimit: 40,
    });
    expect(AccessLogSettings.Format).toMatchObject({ routeKey: '$context.routeKey' });
    expect(JSON.stringify(AccessLogSettings.Format)).not.toMatch(/sourceIp|"ip"/);
    expect(template.Resources[AccessLogSettings.DestinationArn]?.Type).toBe('AWS::Logs::LogGroup');
    expect(api?.Properties['CorsConfiguration']).toMatchObject({
      AllowMethods: ['GET'],
      AllowOrigins: ['*'],
    });
  });
});
