import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type Settings, settingsSchema } from '../../shared/domain/settings.ts';
import {
  cdkContext,
  functionId,
  resourcesOf,
  synthesize,
  targetOf,
} from '../support/synthesize.ts';

const template = synthesize();

describe('the settings of a deployment', () => {
  it('reach ingest as cdk.json has them, with what is shipped, on creation and on change', () => {
    const settings = deployedSettings();
    const { tidemark } = z
      .object({ tidemark: z.object({ rules: z.array(z.object({ id: z.string() })) }) })
      .parse(cdkContext());

    expect(settings.rules.map(({ id }) => id)).toEqual(tidemark.rules.map(({ id }) => id));
    expect(settings.figures).toContain('pair,indicator,period,value');
    expect(settings.tariffs).toContain('reporter,partners,goods,authority');
    expect(deploymentCall('Create')).toEqual(deploymentCall('Update'));
  });

  it('stay far below the 256 KB that an asynchronous invocation may carry', () => {
    expect(JSON.stringify(deployedSettings()).length).toBeLessThan(64_000);
  });

  it('wait until ingest may write them', () => {
    const [[, call] = []] = resourcesOf(template, 'Custom::AWS');
    const role = targetOf(template.Resources[functionId(template, 'ingest')]?.Properties['Role']);
    const policies = resourcesOf(template, 'AWS::IAM::Policy').filter(([, { Properties }]) =>
      z
        .array(z.unknown())
        .parse(Properties['Roles'])
        .some((attached) => targetOf(attached) === role),
    );

    expect(call?.DependsOn).toEqual(expect.arrayContaining(policies.map(([id]) => id)));
  });
});

function deploymentCall(phase: 'Create' | 'Update') {
  const [[, resource] = []] = resourcesOf(template, 'Custom::AWS');
  const parts = z
    .object({ 'Fn::Join': z.tuple([z.literal(''), z.array(z.unknown())]) })
    .parse(resource?.Properties[phase])['Fn::Join'][1];
  const text = parts.map((part) => (typeof part === 'string' ? part : targetOf(part))).join('');
  return z
    .object({
      service: z.literal('Lambda'),
      action: z.literal('invoke'),
      parameters: z.object({
        FunctionName: z.literal(functionId(template, 'ingest')),
        InvocationType: z.literal('Event'),
        Payload: z.string(),
      }),
    })
    .parse(JSON.parse(text));
}

function deployedSettings(): Settings {
  return z
    .strictObject({ deployment: settingsSchema })
    .parse(JSON.parse(deploymentCall('Create').parameters.Payload)).deployment;
}
