import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type Settings, settingsSchema } from '../../shared/domain/settings.ts';
import { packed, unpacked } from '../../shared/platform/packed.ts';
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

  it('can be read in the template, and so in what cdk diff shows', () => {
    expect(deploymentCall('Create').parameters.Payload).toContain('"US-KR":{"M":"us-census"');
  });

  it('of five thousand pairs with a rule each fit where they have to', () => {
    const { settings, tidemark } = watching(5000);
    const large = synthesize({ tidemark });
    const [[, resource] = []] = resourcesOf(large, 'Custom::AWS');

    expect(deployedSettings(large)).toEqual(deployedSettings(large, 'Update'));
    expect(deployedSettings(large)).toMatchObject(settings);
    // An update carries the old properties beside the new ones: https://docs.aws.amazon.com/lambda/latest/dg/API_Invoke.html
    expect(bytesOf([resource, resource])).toBeLessThan(1024 * 1024);
    expect(bytesOf(packed(deployedSettings(large)))).toBeLessThan(400 * 1024);
    expect(bytesOf(large)).toBeLessThan(1024 * 1024);
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

function deploymentCall(phase: 'Create' | 'Update', of = template) {
  const [[, resource] = []] = resourcesOf(of, 'Custom::AWS');
  const parts = z
    .object({ 'Fn::Join': z.tuple([z.literal(''), z.array(z.unknown())]) })
    .parse(resource?.Properties[phase])['Fn::Join'][1];
  const text = parts.map((part) => (typeof part === 'string' ? part : targetOf(part))).join('');
  return z
    .object({
      service: z.literal('Lambda'),
      action: z.literal('invoke'),
      parameters: z.object({
        FunctionName: z.literal(functionId(of, 'ingest')),
        InvocationType: z.literal('Event'),
        Payload: z.string(),
      }),
    })
    .parse(JSON.parse(text));
}

/** As ingest reads them. */
function deployedSettings(of = template, phase: 'Create' | 'Update' = 'Create'): Settings {
  return z
    .strictObject({ deployment: unpacked(settingsSchema) })
    .parse(JSON.parse(deploymentCall(phase, of).parameters.Payload)).deployment;
}

/** The settings of cdk.json with so many pairs more, each with a rule of its own lines. */
function watching(count: number) {
  const { tidemark } = z
    .object({
      tidemark: z.looseObject({
        pairs: z.record(z.string(), z.unknown()),
        rules: z.array(z.unknown()),
      }),
    })
    .parse(cdkContext());
  const codes = [...COUNTRIES].flatMap((first) => [...COUNTRIES].map((last) => `${first}${last}`));
  const pairs = codes
    .flatMap((reporter) => codes.map((partner) => `${reporter}-${partner}`))
    .filter((of) => of.slice(0, 2) !== of.slice(3) && !(of in tidemark.pairs))
    .slice(0, count);
  const rules = pairs.map((of, index) => ({
    id: `${of.toLowerCase()}-deficit`,
    pair: of,
    metric: 'balance-12m',
    fires: { below: -((index * 7_919_104_729) % 100_000_000_000) - 1 },
    severity: 'info',
    note: `How far imports of ${of.slice(0, 2)} from ${of.slice(3)} are beyond exports.`,
  }));
  const settings = {
    pairs: {
      ...tidemark.pairs,
      ...Object.fromEntries(pairs.map((of) => [of, { M: 'un-comtrade' }])),
    },
    rules: [...tidemark.rules, ...rules],
  };
  return { settings, tidemark: { ...tidemark, ...settings } };
}

const COUNTRIES = 'ABCDEFGHIJ';

function bytesOf(of: unknown): number {
  return Buffer.byteLength(JSON.stringify(of));
}
