import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { apiRoutes } from '../../functions/query/api.ts';
import { createApp } from '../../functions/query/app.ts';
import { CONTRACTS } from '../../functions/query/contracts.ts';
import { FOREIGN_ROUTES } from '../../functions/query/foreign-routes.ts';
import { pageRoutes } from '../../functions/query/page/routes.ts';
import { PAGE_ROUTES } from '../../functions/query/page-routes.ts';
import { createWatchList } from '../../functions/query/watch-list.ts';
import { dynamoDbClient } from '../../shared/platform/clients.ts';
import { createLogger } from '../../shared/platform/logger.ts';
import { resourcesOf, synthesize, targetOf } from '../support/synthesize.ts';

const template = synthesize();

describe('the API', () => {
  const routes = resourcesOf(template, 'AWS::ApiGatewayV2::Route').map(
    ([, { Properties }]) => Properties['RouteKey'],
  );

  it('has the pages and the paths that it documents, and no others; what reads takes any method, and refuses the rest itself', () => {
    const documented = [...Object.values(CONTRACTS), ...Object.values(FOREIGN_ROUTES)];
    const keys = documented.map(({ path, ...contract }) =>
      'method' in contract ? `${contract.method} ${path}` : `ANY ${path}`,
    );
    const pages = PAGE_ROUTES.map(({ path }) => `ANY ${path}`);

    expect(routes.toSorted()).toEqual([...keys, ...pages].toSorted());
  });

  it('has every path that the query function answers', () => {
    const dependencies = {
      table: { client: dynamoDbClient({ AWS_REGION: 'us-east-1' }), name: 'table' },
      now: () => new Date(),
      log: createLogger(() => {}),
      offers: { ruleWrites: 'signed', subscriptions: 'open' },
    } as const;
    const watchList = createWatchList(dependencies.table, dependencies.now);
    const parts = [apiRoutes, pageRoutes].map((part) => part({ ...dependencies, watchList }));
    const answered = [createApp(dependencies), ...parts].flatMap(({ routes }) => routes);
    for (const { method, path } of answered.filter((route) => route.method !== 'ALL')) {
      const key = `${method === 'GET' ? 'ANY' : method} ${path.replace(/:(\w+)/g, '{$1}')}`;
      expect(routes).toContain(key);
    }
  });

  it('takes what writes from those only who sign as somebody of the account', () => {
    const signed = resourcesOf(template, 'AWS::ApiGatewayV2::Route')
      .filter(([, { Properties }]) => Properties['AuthorizationType'] === 'AWS_IAM')
      .map(([, { Properties }]) => Properties['RouteKey']);

    expect(signed.toSorted()).toEqual(['DELETE /v1/rules/{id}', 'PUT /v1/rules/{id}']);
  });

  it('throttles what writes, and what reads a history or computes a model, below the rest', () => {
    const [[, stage] = []] = resourcesOf(template, 'AWS::ApiGatewayV2::Stage');

    const settings = Object.entries(Object(stage?.Properties['RouteSettings']));
    const ofRules = settings.filter(([key]) => key.includes('/v1/rules'));

    expect(ofRules.map(([key]) => key).toSorted()).toEqual([
      'DELETE /v1/rules/{id}',
      'POST /v1/rules/preview',
      'PUT /v1/rules/{id}',
    ]);
    const ofModels = settings.filter(([key]) => key === 'POST /v1/what-if');
    expect(ofModels).toHaveLength(1);
    for (const [, route] of [...ofRules, ...ofModels]) {
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
      AllowMethods: ['GET', 'HEAD'],
      AllowOrigins: ['*'],
      ExposeHeaders: ['Content-Disposition', 'ETag', 'Link', 'X-Request-Id'],
    });
  });
});
