import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  type HttpRoute,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ForgetfulLogGroup } from './forgetful-log-group.ts';
import type { TidemarkFunction } from './function.ts';
import { throttleRoutes } from './route-throttles.ts';

/** Named one by one rather than `/{proxy+}`: an unknown path is then refused before it costs an invocation. */
const READ_PATHS = [
  '/v1/pairs',
  '/v1/pairs/{pair}',
  '/v1/pairs/{pair}/metrics/{metric}',
  '/v1/pairs/{pair}/observations/{indicator}',
  '/v1/pairs/{pair}/contributions',
  '/v1/metrics',
  '/v1/alerts',
  '/v1/alerts/{id}',
  '/v1/alerts.atom',
  '/v1/rules',
  '/v1/rules/{id}',
  '/v1/sources',
  '/v1/releases.ics',
  '/v1/openapi.json',
  '/docs',
  '/',
  '/pairs/{pair}',
  '/alerts/{id}',
  '/charts/{pair}/{chart}',
  '/icon.svg',
];

const PUBLIC = {
  id: 'AwsSolutions::AwsSolutions-APIG4',
  reason:
    'Reads published statistics and what was computed from them, which are meant for everybody; requests are throttled.',
};

/** A preview reads all of a pair's history and judges it: seconds of it are not for everybody at once. */
const PREVIEW_ROUTE = 'POST /v1/rules/preview';

/** A model that is computed for whoever asks: some ten reads and milliseconds. It writes nothing. */
const WHAT_IF_ROUTE = 'POST /v1/what-if';

/** Requests a second, and at once, of the routes that cost more than a read. */
const THROTTLES = {
  [PREVIEW_ROUTE]: { rate: 2, burst: 4 },
  [WHAT_IF_ROUTE]: { rate: 2, burst: 4 },
  'PUT /v1/rules/{id}': { rate: 2, burst: 4 },
  'DELETE /v1/rules/{id}': { rate: 2, burst: 4 },
};

/** Without the IP: the log of subscriptions would otherwise be one of people. */
const ACCESS_LOG = {
  requestId: '$context.requestId',
  routeKey: '$context.routeKey',
  path: '$context.path',
  status: '$context.status',
  latency: '$context.responseLatency',
  integrationLatency: '$context.integrationLatency',
  integrationError: '$context.integrationErrorMessage',
};

const PUBLIC_SUBSCRIBING = {
  id: 'AwsSolutions::AwsSolutions-APIG4',
  reason:
    'Anybody may subscribe and has no account to sign with: whoever owns an address confirms by mail, and mails are limited by address, by network and by day beside the throttles.',
};

const SUBSCRIBING_PATHS = [
  '/v1/subscriptions',
  '/v1/subscriptions/confirm',
  '/v1/subscriptions/unsubscribe',
];

/** Requests a second, and at once, of the routes that may have mails sent. */
const SUBSCRIBING_THROTTLES = {
  'POST /v1/subscriptions': { rate: 1, burst: 5 },
  'POST /v1/subscriptions/confirm': { rate: 2, burst: 10 },
  'POST /v1/subscriptions/unsubscribe': { rate: 2, burst: 10 },
};

export interface QueryApiProps {
  readonly query: TidemarkFunction;
  /** Writes rules, for whoever signs as the operator. */
  readonly rules: TidemarkFunction;
  /**
   * Takes subscriptions.
   *
   * @default - none are taken
   */
  readonly subscriptions?: TidemarkFunction;
  readonly logRetentionDays: RetentionDays;
}

/** The HTTP API: what is read is answered by the query function; rules are written, and subscriptions taken, by one each. */
export class QueryApi extends Construct {
  readonly api: HttpApi;
  /** Without a trailing slash. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: QueryApiProps) {
    super(scope, id);
    const api = new HttpApi(this, 'Api', {
      apiName: Stack.of(this).stackName,
      description: 'Trade balances, tariffs and alerts of the watched pairs',
      createDefaultStage: false,
      corsPreflight: {
        allowOrigins: ['*'],
        allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.HEAD],
        allowHeaders: ['If-None-Match'],
        exposeHeaders: ['Content-Disposition', 'ETag', 'Link', 'X-Request-Id'],
        maxAge: Duration.days(1),
      },
    });
    this.api = api;
    this.url = api.apiEndpoint;
    // Pages show who may write rules; that a write is signed is for API Gateway to see to.
    props.query.lambda.addEnvironment('RULE_WRITES', 'signed');

    const accessLog = new ForgetfulLogGroup(this, 'AccessLog', props.logRetentionDays);
    const stage = new HttpStage(this, 'Stage', {
      httpApi: api,
      autoDeploy: true,
      // An API is otherwise open to the account's 10,000 requests a second, each of which is paid for.
      throttle: { rateLimit: 20, burstLimit: 40 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
    });

    const integration = new HttpLambdaIntegration('Query', props.query.lambda, {
      scopePermissionToRoute: false,
    });
    const reading = [
      // By any method: API Gateway has no HEAD for a GET, and answers 404 where 405 and Allow are meant. The function reads only.
      ...READ_PATHS.map((path) => ({ path, methods: [HttpMethod.ANY] })),
      { path: '/v1/rules/preview', methods: [HttpMethod.POST] },
      { path: '/v1/what-if', methods: [HttpMethod.POST] },
    ].flatMap((route) => api.addRoutes({ ...route, integration }));
    for (const route of reading) Validations.of(route).acknowledge(PUBLIC);

    const writing = api.addRoutes({
      path: '/v1/rules/{id}',
      methods: [HttpMethod.PUT, HttpMethod.DELETE],
      integration: new HttpLambdaIntegration('Rules', props.rules.lambda, {
        scopePermissionToRoute: false,
      }),
      // Signed by whoever may `execute-api:Invoke` in the account: nobody has to keep a password.
      authorizer: new HttpIamAuthorizer(),
    });

    const { subscriptions } = props;
    props.query.lambda.addEnvironment('SUBSCRIPTIONS', subscriptions ? 'open' : 'closed');
    const subscribing = subscriptions ? this.takeSubscriptions(subscriptions) : [];
    throttleRoutes(stage, [...reading, ...writing, ...subscribing], {
      ...THROTTLES,
      ...(subscriptions && SUBSCRIBING_THROTTLES),
    });
  }

  private takeSubscriptions({ lambda }: TidemarkFunction): HttpRoute[] {
    const integration = new HttpLambdaIntegration('Subscriptions', lambda, {
      scopePermissionToRoute: false,
    });
    const routes = SUBSCRIBING_PATHS.flatMap((path) =>
      this.api.addRoutes({ path, methods: [HttpMethod.POST], integration }),
    );
    for (const route of routes) Validations.of(route).acknowledge(PUBLIC_SUBSCRIBING);
    return routes;
  }

  /** Tells a function where its readers find the pages. */
  showTo(author: TidemarkFunction): void {
    author.lambda.addEnvironment('PAGE_URL', this.url);
  }
}
