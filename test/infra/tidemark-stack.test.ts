import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { functionId, resourcesOf, synthesize, targetOf } from '../support/synthesize.ts';

const template = synthesize();

/** Properties that give a resource a name of its own, so that a second deployment or a replacement would collide. */
const PHYSICAL_NAMES: Readonly<Record<string, string[]>> = {
  'AWS::Budgets::Budget': ['Budget', 'BudgetName'],
  'AWS::CloudWatch::Alarm': ['AlarmName'],
  'AWS::CloudWatch::Dashboard': ['DashboardName'],
  'AWS::DynamoDB::GlobalTable': ['TableName'],
  'AWS::IAM::Role': ['RoleName'],
  'AWS::Lambda::Function': ['FunctionName'],
  'AWS::Logs::LogGroup': ['LogGroupName'],
  'AWS::Logs::MetricFilter': ['FilterName'],
  'AWS::SNS::Topic': ['TopicName'],
  'AWS::SQS::Queue': ['QueueName'],
  'AWS::Scheduler::Schedule': ['Name'],
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

  it.each([
    ['of cdk.json', {}, 1000, 500],
    ['given with -c', { maxReadRequestUnits: '40', maxWriteRequestUnits: '20' }, 40, 20],
  ])('has the ceilings %s on what it can cost', (_, overrides, reads, writes) => {
    const [[, table] = []] = resourcesOf(synthesize(overrides), 'AWS::DynamoDB::GlobalTable');

    expect(table?.Properties).toMatchObject({
      WriteOnDemandThroughputSettings: { MaxWriteRequestUnits: writes },
      Replicas: [{ ReadOnDemandThroughputSettings: { MaxReadRequestUnits: reads } }],
    });
  });

  it('is where it was: CloudFormation replaces, and so empties, one of another id or key', () => {
    expect(template.Resources['StoreTable0CCFA19B']).toMatchObject({
      Type: 'AWS::DynamoDB::GlobalTable',
      Properties: {
        KeySchema: [
          { AttributeName: 'PK', KeyType: 'HASH' },
          { AttributeName: 'SK', KeyType: 'RANGE' },
        ],
      },
    });
  });
});

describe('the topics and the queues', () => {
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

  it('encrypt what they hold, and keep what waits and what was given up on for two weeks', () => {
    for (const [, { Properties }] of resourcesOf(template, 'AWS::SQS::Queue')) {
      expect(Properties).toMatchObject({
        SqsManagedSseEnabled: true,
        MessageRetentionPeriod: 14 * 86_400,
      });
    }
  });

  it('mail nobody until an address is given', () => {
    expect(resourcesOf(template, 'AWS::SNS::Subscription')).toEqual([]);
  });

  it('mail the address given with -c alertEmail: alerts from one topic, alarms from the other', () => {
    const withAddress = synthesize({ alertEmail: 'you@example.com' });
    const subscriptions = resourcesOf(withAddress, 'AWS::SNS::Subscription').map(
      ([, { Properties }]) => Properties,
    );

    expect(subscriptions).toHaveLength(2);
    for (const output of ['TopicArn', 'OperatorTopicArn']) {
      expect(subscriptions).toContainEqual({
        Protocol: 'email',
        Endpoint: 'you@example.com',
        TopicArn: withAddress.Outputs[output]?.Value,
      });
    }
  });

  it('publish alerts to the topic of the subscribers, not to that of the operator', () => {
    const { Environment } = z
      .object({ Environment: z.object({ Variables: z.object({ INFO_TOPIC_ARN: z.unknown() }) }) })
      .parse(template.Resources[functionId(template, 'alert')]?.Properties);

    expect(Environment.Variables.INFO_TOPIC_ARN).toEqual(template.Outputs['TopicArn']?.Value);
    expect(template.Outputs['OperatorTopicArn']).not.toEqual(template.Outputs['TopicArn']);
  });
});

describe('the stack', () => {
  it('gives no resource a physical name', () => {
    const withBudget = synthesize({ alertEmail: 'you@example.com' });
    for (const { Type, Properties } of Object.values(withBudget.Resources)) {
      const name = PHYSICAL_NAMES[Type];
      if (name) expect(Properties).not.toHaveProperty(name);
    }
  });

  it('has nothing that is named the same in a second deployment under another name', () => {
    const other = synthesize({ stackName: 'TidemarkTwo' });

    expect(Object.keys(other.Resources)).toEqual(Object.keys(template.Resources));
    expect(namespacesOf(other)).toEqual(['Tidemark/TidemarkTwo']);
    expect(namespacesOf(template)).toEqual(['Tidemark/Tidemark']);
  });

  it('says where its API, page, topics, table and dashboard are', () => {
    expect(Object.keys(template.Outputs).toSorted()).toEqual([
      'ApiUrl',
      'DashboardUrl',
      'OperatorTopicArn',
      'PageUrl',
      'PairTopicArn',
      'TableName',
      'TopicArn',
    ]);
  });

  it.each([
    ['within a month', {}, 30],
    ['after what is given with -c', { logRetentionDays: '7' }, 7],
  ])('lets go of every log group %s', (_, overrides, days) => {
    for (const [, group] of resourcesOf(synthesize(overrides), 'AWS::Logs::LogGroup')) {
      expect(group).toMatchObject({
        DeletionPolicy: 'Delete',
        Properties: { RetentionInDays: days },
      });
    }
  });
});

function namespacesOf({ Resources }: typeof template): string[] {
  const found = JSON.stringify(Resources).matchAll(
    /"(?:MetricNamespace|Namespace)":"(Tidemark[^"]*)"/g,
  );
  return [...new Set([...found].map(([, namespace = '']) => namespace))];
}

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
