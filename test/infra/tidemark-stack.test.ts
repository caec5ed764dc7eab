import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { resourcesOf, synthesize, targetOf } from '../support/synthesize.ts';

const template = synthesize();

/** Properties that give a resource a name of its own, so that a second deployment or a replacement would collide. */
const PHYSICAL_NAMES: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::Scheduler::Schedule': 'Name',
};

describe('the table', () => {
  it('is kept, protected and recoverable by default', () => {
    const [[, table] = []] = resourcesOf(template, 'AWS::DynamoDB::GlobalTable');

    expect(table).toMatchObject({
      DeletionPolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        Replicas: [
          {
            DeletionProtectionEnabled: true,
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          },
        ],
      },
    });
  });

  it('goes with its stack with -c ephemeral=true', () => {
    const [[, table] = []] = resourcesOf(
      synthesize({ ephemeral: 'true' }),
      'AWS::DynamoDB::GlobalTable',
    );

    expect(table).toMatchObject({
      DeletionPolicy: 'Delete',
      Properties: { Replicas: [{ DeletionProtectionEnabled: false }] },
    });
  });

  it('has a ceiling on what it can cost', () => {
    const [[, table] = []] = resourcesOf(template, 'AWS::DynamoDB::GlobalTable');

    expect(table?.Properties).toMatchObject({
      WriteOnDemandThroughputSettings: { MaxWriteRequestUnits: 500 },
      Replicas: [{ ReadOnDemandThroughputSettings: { MaxReadRequestUnits: 1000 } }],
    });
  });
});

describe('the topic and the queues', () => {
  it('take messages over TLS only', () => {
    const refusing = [
      ...resourcesOf(template, 'AWS::SQS::QueuePolicy').flatMap(([, { Properties }]) =>
        refusingPlainText('Queues', Properties),
      ),
      ...resourcesOf(template, 'AWS::SNS::TopicPolicy').flatMap(([, { Properties }]) =>
        refusingPlainText('Topics', Properties),
      ),
    ];
    const all = [
      ...resourcesOf(template, 'AWS::SQS::Queue'),
      ...resourcesOf(template, 'AWS::SNS::Topic'),
    ].map(([id]) => id);

    expect(refusing.toSorted()).toEqual(all.toSorted());
  });

  it('encrypt and keep what was given up on for two weeks', () => {
    for (const [, { Properties }] of resourcesOf(template, 'AWS::SQS::Queue')) {
      expect(Properties).toMatchObject({
        SqsManagedSseEnabled: true,
        MessageRetentionPeriod: 1_209_600,
      });
    }
  });

  it('mail nobody until an address is given', () => {
    expect(resourcesOf(template, 'AWS::SNS::Subscription')).toEqual([]);
  });

  it('mail the address given with -c alertEmail', () => {
    const withAddress = synthesize({ alertEmail: 'you@example.com' });

    expect(
      resourcesOf(withAddress, 'AWS::SNS::Subscription').map(([, { Properties }]) => Properties),
    ).toMatchObject([{ Protocol: 'email', Endpoint: 'you@example.com' }]);
  });
});

describe('the API', () => {
  it('has the paths that it documents and no others', () => {
    const routes = resourcesOf(template, 'AWS::ApiGatewayV2::Route').map(
      ([, { Properties }]) => Properties['RouteKey'],
    );

    expect(routes.toSorted()).toEqual([
      'GET /v1/alerts',
      'GET /v1/alerts/{id}',
      'GET /v1/pairs',
      'GET /v1/pairs/{pair}',
      'GET /v1/pairs/{pair}/metrics/{metric}',
      'GET /v1/pairs/{pair}/observations/{indicator}',
      'GET /v1/sources',
    ]);
  });

  it('limits requests, logs them as JSON and lets any page read', () => {
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
    expect(template.Resources[AccessLogSettings.DestinationArn]?.Type).toBe('AWS::Logs::LogGroup');
    expect(api?.Properties['CorsConfiguration']).toMatchObject({
      AllowMethods: ['GET'],
      AllowOrigins: ['*'],
    });
  });
});

describe('the stack', () => {
  it('gives no resource a physical name', () => {
    for (const { Type, Properties } of Object.values(template.Resources)) {
      const name = PHYSICAL_NAMES[Type];
      if (name) expect(Properties).not.toHaveProperty(name);
    }
  });

  it('says where its API, its topic and its table are', () => {
    expect(Object.keys(template.Outputs).toSorted()).toEqual(['ApiUrl', 'TableName', 'TopicArn']);
  });

  it('lets go of every log group within a month', () => {
    for (const [, group] of resourcesOf(template, 'AWS::Logs::LogGroup')) {
      expect(group).toMatchObject({
        DeletionPolicy: 'Delete',
        Properties: { RetentionInDays: 30 },
      });
    }
  });
});

function refusingPlainText(key: 'Queues' | 'Topics', properties: unknown): string[] {
  expect(properties).toMatchObject({
    PolicyDocument: {
      Statement: expect.arrayContaining([
        expect.objectContaining({
          Effect: 'Deny',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      ]),
    },
  });
  const policy = z.object({ [key]: z.array(z.unknown().transform(targetOf)) }).parse(properties);
  return policy[key] ?? [];
}
