import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { functionId, resourcesOf, synthesize, targetOf } from '../support/synthesize.ts';

const template = synthesize({ alertEmail: 'you@example.com' });

const metricSchema = z.union([
  z.object({ MetricName: z.string() }).transform(() => 1),
  z
    .object({ Metrics: z.array(z.object({ MetricStat: z.unknown().optional() })) })
    .transform(({ Metrics }) => Metrics.filter(({ MetricStat }) => MetricStat).length),
]);
const alarmSchema = z.object({
  AlarmDescription: z.string(),
  AlarmActions: z.array(z.unknown().transform(targetOf)).min(1),
  OKActions: z.array(z.unknown().transform(targetOf)).default([]),
  TreatMissingData: z.enum(['notBreaching', 'ignore', 'breaching']),
});
const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm');

describe('every alarm', () => {
  it.each(alarms)('%s tells the operator, and no subscriber', (_, { Properties }) => {
    const { AlarmActions, OKActions } = alarmSchema.parse(Properties);
    const told = new Set([...AlarmActions, ...OKActions]);

    expect([...told]).toEqual([outputTopic('OperatorTopicArn')]);
    expect(told).not.toContain(outputTopic('TopicArn'));
  });

  it.each(alarms)('%s says in a sentence what it means, and where to read on', (_, resource) => {
    const { AlarmDescription } = alarmSchema.parse(resource.Properties);

    expect(AlarmDescription).toMatch(/^[A-Z].{20,}[.] What to do: RUNBOOK[.]md#[a-z-]+$/);
    expect(AlarmDescription.length).toBeLessThanOrEqual(1024);
  });

  it.each(alarms)('%s decides what silence means', (_, { Properties }) => {
    expect(alarmSchema.parse(Properties).TreatMissingData).not.toBe('breaching');
  });

  it('may publish to the topic of the operator, and only alarms of this stack may', () => {
    const [policy] = resourcesOf(template, 'AWS::SNS::TopicPolicy').filter(([, { Properties }]) =>
      JSON.stringify(Properties['Topics']).includes(outputTopic('OperatorTopicArn')),
    );

    expect(policy?.[1].Properties['PolicyDocument']).toMatchObject({
      Statement: expect.arrayContaining([
        expect.objectContaining({
          Effect: 'Allow',
          Action: 'sns:Publish',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Condition: {
            StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
            ArnLike: { 'aws:SourceArn': expect.anything() },
          },
        }),
      ]),
    });
    expect(JSON.stringify(policy?.[1].Properties)).toContain(':alarm:Tidemark-*');
  });
});

describe('the alarms together', () => {
  it('look at no more metrics than CloudWatch gives for nothing', () => {
    const looked = alarms.map(([, { Properties }]) => metricSchema.parse(Properties));

    expect(looked.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(10);
  });

  it('have each a heading in RUNBOOK.md, and RUNBOOK.md has no other', () => {
    const linked = alarms.map(([, { Properties }]) => {
      const { AlarmDescription } = alarmSchema.parse(Properties);
      return AlarmDescription.split('#')[1];
    });

    expect(linked.toSorted()).toEqual(alarmHeadings().map(anchorOf).toSorted());
  });

  it('are each explained in RUNBOOK.md by what it means, where to look and how to mend it', () => {
    for (const heading of alarmHeadings()) {
      const [, text = ''] = runbook().split(`### ${heading}\n`);
      const [section = ''] = text.split(/\n##/);
      for (const part of ['**Means.**', '**Look at.**', '**Mend.**']) {
        expect(section, heading).toContain(part);
      }
    }
  });

  it('link to RUNBOOK.md where the operator keeps it', () => {
    const runbookUrl = 'https://example.com/blob/main/RUNBOOK.md';
    const described = resourcesOf(synthesize({ runbookUrl }), 'AWS::CloudWatch::Alarm').map(
      ([, { Properties }]) => alarmSchema.parse(Properties).AlarmDescription,
    );

    for (const description of described) expect(description).toContain(` ${runbookUrl}#`);
  });

  it('watch every queue for what was given up', () => {
    const watched = alarms.flatMap(([, { Properties }]) => dimensionsOf(Properties, 'QueueName'));

    expect(watched.toSorted()).toEqual(
      resourcesOf(template, 'AWS::SQS::Queue')
        .map(([id]) => id)
        .filter((id) => id.includes('DeadLetters'))
        .toSorted(),
    );
  });

  it('leave a queue that fell silent in the state it was in', () => {
    for (const [, { Properties }] of alarms) {
      const isOfQueue = dimensionsOf(Properties, 'QueueName').length > 0;

      expect(Properties['TreatMissingData']).toBe(isOfQueue ? 'ignore' : 'notBreaching');
    }
  });

  it('fire when recompute or alert is 15 minutes behind', () => {
    const behind = alarms.filter(
      ([, { Properties }]) => Properties['MetricName'] === 'IteratorAge',
    );

    expect(
      behind.flatMap(([, { Properties }]) => dimensionsOf(Properties, 'FunctionName')).toSorted(),
    ).toEqual(['alert', 'recompute'].map((folder) => functionId(template, folder)).toSorted());
    for (const [, { Properties }] of behind) {
      expect(Properties).toMatchObject({ Threshold: 900_000, Statistic: 'Maximum' });
    }
  });
});

function runbook(): string {
  return readFileSync(new URL('../../RUNBOOK.md', import.meta.url), 'utf8');
}

function alarmHeadings(): string[] {
  const [, text = ''] = runbook().split('\n## Alarms\n');
  const [section = ''] = text.split(/\n## /);
  return [...section.matchAll(/^### (.+)$/gm)].map(([, heading = '']) => heading);
}

/** As GitHub makes one. */
function anchorOf(heading: string): string {
  return heading.toLowerCase().replaceAll(' ', '-');
}

function outputTopic(name: string): string {
  return targetOf(template.Outputs[name]?.Value);
}

const dimensions = z
  .array(z.object({ Name: z.string(), Value: z.unknown().transform(targetOf) }))
  .default([]);
const dimensionsSchema = z.object({
  Dimensions: dimensions,
  Metrics: z
    .array(
      z.object({
        MetricStat: z.object({ Metric: z.object({ Dimensions: dimensions }) }).optional(),
      }),
    )
    .default([]),
});

/** Of the metric that an alarm looks at, or of those that its expression gathers. */
function dimensionsOf(properties: unknown, name: string): string[] {
  const { Dimensions, Metrics } = dimensionsSchema.parse(properties);
  return [
    ...Dimensions,
    ...Metrics.flatMap(({ MetricStat }) => MetricStat?.Metric.Dimensions ?? []),
  ]
    .filter(({ Name }) => Name === name)
    .map(({ Value }) => Value);
}
