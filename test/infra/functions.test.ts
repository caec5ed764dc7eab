import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  functionId,
  type Resource,
  resourcesOf,
  synthesize,
  targetOf,
} from '../support/synthesize.ts';

const template = synthesize();
const functions = resourcesOf(template, 'AWS::Lambda::Function');

const LOGS = ['logs:CreateLogStream', 'logs:PutLogEvents'];
const QUEUE = ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage'];
const STREAM = [
  'dynamodb:DescribeStream',
  'dynamodb:GetRecords',
  'dynamodb:GetShardIterator',
  'dynamodb:ListStreams',
];

/** To be fed by Lambda, and to put in more. */
const WORK = [
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:SendMessage',
];

const strings = z.union([z.string().transform((text) => [text]), z.array(z.string())]);
const policySchema = z.object({
  PolicyDocument: z.object({
    Statement: z.array(
      z.object({ Effect: z.literal('Allow'), Action: strings, Resource: z.unknown() }),
    ),
  }),
  Roles: z.array(z.unknown()).default([]),
});
const policies = resourcesOf(template, 'AWS::IAM::Policy').map(([, { Properties }]) =>
  policySchema.parse(Properties),
);

describe('every function', () => {
  it.each(functions)('%s runs on Node 24 and arm64', (_, { Properties }) => {
    expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
  });

  it.each(functions)('%s has a log group of its own that forgets', (id, resource) => {
    const groups = functions.map(([, other]) => logGroupOf(other));
    const own = logGroupOf(resource);

    expect(groups.filter((group) => group === own)).toHaveLength(1);
    expect(template.Resources[own], id).toMatchObject({
      Properties: { RetentionInDays: 30 },
      DeletionPolicy: 'Delete',
    });
  });

  it('has no role with a policy that AWS manages', () => {
    for (const [, { Properties }] of resourcesOf(template, 'AWS::IAM::Role')) {
      expect(Properties).not.toHaveProperty('ManagedPolicyArns');
    }
  });

  it('reserves no concurrency, of which a new account has only 10', () => {
    for (const [, { Properties }] of functions) {
      expect(Properties).not.toHaveProperty('ReservedConcurrentExecutions');
    }
  });

  it('bounds the retries of an asynchronous event', () => {
    const bounded = resourcesOf(template, 'AWS::Lambda::EventInvokeConfig').map(
      ([, { Properties }]) => {
        expect(Properties).toMatchObject({
          MaximumRetryAttempts: 2,
          MaximumEventAgeInSeconds: 3600,
        });
        return targetOf(Properties['FunctionName']);
      },
    );
    const ours = ['ingest', 'recompute', 'alert', 'query', 'rules', 'subscriptions'].map((folder) =>
      functionId(template, folder),
    );
    expect(bounded.toSorted()).toEqual(ours.toSorted());
  });
});

describe('permissions', () => {
  it('name every action, and every resource but that of the one action that IAM knows none for', () => {
    const statements = policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
    for (const { Action } of statements) {
      expect(Action.filter((action) => action.includes('*'))).toEqual([]);
    }
    const unbounded = statements.filter(({ Resource }) => [Resource].flat().includes('*'));

    expect(unbounded.map(({ Action }) => Action)).toEqual([['sns:Unsubscribe']]);
  });

  it("let subscribe and confirm on the topics of alerts only, never on the operator's", () => {
    const subscribing = policies
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
      .filter(({ Action }) => Action.includes('sns:Subscribe'));
    const topics = subscribing.flatMap(({ Resource }) => [Resource].flat().map(targetOf));

    expect(topics.map((id) => id.slice(0, -8)).toSorted()).toEqual(
      ['AlertsCriticalTopic', 'AlertsPairTopic', 'AlertsTopic', 'AlertsWarningTopic'].toSorted(),
    );
  });

  it.each([
    [
      'ingest',
      [
        ...table('GetItem', 'PutItem', 'Query', 'UpdateItem'),
        ...[...LOGS, ...QUEUE, ...WORK, 'ssm:GetParameter'],
      ],
    ],
    [
      'recompute',
      [...table('ConditionCheckItem', 'PutItem', 'Query'), ...STREAM, ...LOGS, ...QUEUE],
    ],
    [
      'alert',
      [
        ...table('GetItem', 'UpdateItem'),
        ...[...STREAM, ...LOGS, ...QUEUE, 'sns:GetTopicAttributes', 'sns:Publish'],
      ],
    ],
    ['query', [...table('BatchGetItem', 'GetItem', 'Query'), ...LOGS]],
    ['rules', [...table('GetItem', 'PutItem', 'Query'), ...LOGS]],
    [
      'subscriptions',
      [
        ...table('GetItem', 'PutItem', 'UpdateItem'),
        ...['ConfirmSubscription', 'GetTopicAttributes', 'Subscribe', 'Unsubscribe'].map(
          (action) => `sns:${action}`,
        ),
        ...LOGS,
      ],
    ],
  ])('of %s are exactly what it does', (folder, actions) => {
    expect(actionsOf(folder).toSorted()).toEqual(actions.toSorted());
  });

  it('let the schedules queue polls, leave what they cannot queue, and nothing else', () => {
    const [scheduling] = policies.filter(({ Roles }) =>
      Roles.some((role) => targetOf(role).startsWith('PollsRole')),
    );

    expect(
      scheduling?.PolicyDocument.Statement.map(({ Action, Resource }) => [
        Action,
        z.array(z.unknown()).parse(Resource).map(targetOf),
      ]),
    ).toEqual([
      [
        ['sqs:SendMessage'],
        [expect.stringMatching(/^PollsDeadLetters/), expect.stringMatching(/^PollsWorkQueue/)],
      ],
    ]);
  });

  it('let the deployment invoke ingest and nothing else', () => {
    const invoking = policies.filter(({ Roles }) =>
      Roles.some((role) => targetOf(role).startsWith('Settings')),
    );
    const statements = invoking.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
    const invocation = statements.filter(({ Action }) => Action.includes('lambda:InvokeFunction'));

    expect(invocation.map(({ Resource }) => targetOf(Resource))).toEqual([
      functionId(template, 'ingest'),
    ]);
    expect(statements.flatMap(({ Action }) => Action).toSorted()).toEqual(
      [...LOGS, 'lambda:InvokeFunction'].toSorted(),
    );
  });
});

describe('the environment', () => {
  it.each([
    [
      'ingest',
      [
        'API_KEY_PARAMETER_BANK_OF_KOREA',
        'API_KEY_PARAMETER_KOREA_CUSTOMS',
        'API_KEY_PARAMETER_UN_COMTRADE',
        'API_KEY_PARAMETER_US_CENSUS',
        'METRICS_NAMESPACE',
        'TABLE_NAME',
        'WORK_ATTEMPTS',
        'WORK_QUEUE_URL',
      ],
    ],
    ['recompute', ['METRICS_NAMESPACE', 'TABLE_NAME']],
    [
      'alert',
      [
        'CRITICAL_TOPIC_ARN',
        'INFO_TOPIC_ARN',
        'METRICS_NAMESPACE',
        'OPERATOR_TOPIC_ARN',
        'PAGE_URL',
        'PAIR_TOPIC_ARN',
        'TABLE_NAME',
        'WARNING_TOPIC_ARN',
      ],
    ],
    ['rules', ['TABLE_NAME']],
    ['query', ['RULE_WRITES', 'SUBSCRIPTIONS', 'TABLE_NAME']],
    [
      'subscriptions',
      [
        'CONFIRMATION_MAILS_PER_DAY',
        'CRITICAL_TOPIC_ARN',
        'INFO_TOPIC_ARN',
        'PAIR_TOPIC_ARN',
        'TABLE_NAME',
        'WARNING_TOPIC_ARN',
      ],
    ],
  ])('of %s holds what it was allowed to use and nothing else', (folder, names) => {
    const { Environment } = z
      .object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }) })
      .parse(template.Resources[functionId(template, folder)]?.Properties);

    expect(Object.keys(Environment.Variables).toSorted()).toEqual(names);
  });
});

function table(...actions: string[]): string[] {
  return actions.map((action) => `dynamodb:${action}`);
}

function logGroupOf({ Properties }: Resource): string {
  return targetOf(
    z.object({ LoggingConfig: z.object({ LogGroup: z.unknown() }) }).parse(Properties).LoggingConfig
      .LogGroup,
  );
}

function actionsOf(folder: string): string[] {
  const role = targetOf(template.Resources[functionId(template, folder)]?.Properties['Role']);
  return policies
    .filter(({ Roles }) => Roles.some((attached) => targetOf(attached) === role))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .flatMap(({ Action }) => Action);
}
