import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ForgetfulLogGroup } from './forgetful-log-group.ts';
import type { TidemarkFunction } from './function.ts';

/** Named one by one rather than `/{proxy+}`: an unknown path is then refused before it costs an invocation. */
const READ_PATHS = [
  '/v1/pairs',
  '/v1/pairs/{pair}',
  '/v1/pairs/{pair}/metrics/{metric}',
  '/v1/pairs/{pair}/observations/{indicator}',
  '/v1/alerts',
  '/v1/alerts/{id}',
  '/v1/sources',
];

const ACCESS_LOG = {
  requestId: '$context.requestId',
  ip: '$context.identity.sourceIp',
  routeKey: '$context.routeKey',
  path: '$context.path',
  status: '$context.status',
  latency: '$context.responseLatency',
  integrationLatency: '$context.integrationLatency',
  integrationError: '$context.integrationErrorMessage',
};

export interface QueryApiProps {
  readonly query: TidemarkFunction;
  readonly logRetentionDays: RetentionDays;
}

/** The HTTP API, answered by the query function. */
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
        allowMethods: [CorsHttpMethod.GET],
        allowHeaders: ['If-None-Match'],
        exposeHeaders: ['ETag', 'Link'],
        maxAge: Duration.days(1),
      },
    });
    this.api = api;
    this.url = api.apiEndpoint;

    const accessLog = new ForgetfulLogGroup(this, 'AccessLog', props.logRetentionDays);
    new HttpStage(this, 'Stage', {
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
    for (const path of READ_PATHS) {
      for (const route of api.addRoutes({ path, methods: [HttpMethod.GET], integration })) {
        Validations.of(route).acknowledge({
          id: 'AwsSolutions::AwsSolutions-APIG4',
          reason:
            'Reads published statistics and what was computed from them, which are meant for everybody; requests are throttled.',
        });
      }
    }
  }

  /** Tells a function where its readers find the pages. */
  showTo(author: TidemarkFunction): void {
    author.lambda.addEnvironment('PAGE_URL', this.url);
  }
}
