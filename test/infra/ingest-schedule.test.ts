import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  cdkContext,
  functionId,
  resourcesOf,
  synthesize,
  targetOf,
} from '../support/synthesize.ts';

const template = synthesize();

const contextSchema = z.object({
  tidemark: z.object({
    sources: z.record(
      z.string(),
      z.object({
        schedule: z.string(),
        aroundReleases: z.string().optional(),
        timeZone: z.string(),
      }),
    ),
  }),
});

describe('the schedules', () => {
  const schedules = resourcesOf(template, 'AWS::Scheduler::Schedule');
  const scheduleSchema = z.object({
    ScheduleExpression: z.string(),
    ScheduleExpressionTimezone: z.string(),
    FlexibleTimeWindow: z.object({ Mode: z.literal('FLEXIBLE') }),
    Target: z.object({
      Arn: z.unknown().transform(targetOf),
      Input: z.string().transform((text): unknown => JSON.parse(text)),
      SqsParameters: z.object({ MessageGroupId: z.string() }),
      DeadLetterConfig: z.object({ Arn: z.unknown().transform(targetOf) }),
      RetryPolicy: z.object({
        MaximumEventAgeInSeconds: z.literal(3600),
        MaximumRetryAttempts: z.literal(2),
      }),
    }),
  });

  it.each(schedules)(
    '%s has a time zone, bounded retries and a queue for what is left',
    (_, { Properties }) => {
      const { Target } = scheduleSchema.parse(Properties);

      expect(Target.Arn).toMatch(/^PollsWorkQueue/);
      expect(Target.SqsParameters.MessageGroupId).toBe(Object(Target.Input)['source']);
      expect(template.Resources[Target.DeadLetterConfig.Arn]?.Type).toBe('AWS::SQS::Queue');
    },
  );

  it('poll every source of cdk.json by its own clock, more often around releases, and say which source and which run it is', () => {
    const polls = schedules.map(([, { Properties }]) => {
      const schedule = scheduleSchema.parse(Properties);
      return [
        schedule.ScheduleExpression,
        schedule.ScheduleExpressionTimezone,
        schedule.Target.Input,
      ];
    });
    const { sources } = contextSchema.parse(cdkContext()).tidemark;

    expect(polls).toEqual(
      Object.entries(sources).flatMap(([source, { schedule, aroundReleases, timeZone }]) => {
        const input = {
          source,
          scheduledTime: '<aws.scheduler.scheduled-time>',
          execution: '<aws.scheduler.execution-id>',
        };
        const around = { ...input, only: 'around-releases' };
        return [
          [schedule, timeZone, input],
          ...(aroundReleases ? [[aroundReleases, timeZone, around]] : []),
        ];
      }),
    );
  });

  it('leave settings that could not be applied in a queue', () => {
    const [ingest] = resourcesOf(template, 'AWS::Lambda::EventInvokeConfig').filter(
      ([, { Properties }]) =>
        targetOf(Properties['FunctionName']) === functionId(template, 'ingest'),
    );
    const { DestinationConfig } = z
      .object({
        DestinationConfig: z.object({
          OnFailure: z.object({ Destination: z.unknown().transform(targetOf) }),
        }),
      })
      .parse(ingest?.[1].Properties);

    expect(template.Resources[DestinationConfig.OnFailure.Destination]?.Type).toBe(
      'AWS::SQS::Queue',
    );
  });
});
