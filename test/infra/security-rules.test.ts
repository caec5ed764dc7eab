import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { AwsSolutionsChecks } from 'cdk-nag';
import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readConfig } from '../../infra/config.ts';
import { TidemarkStack } from '../../infra/tidemark-stack.ts';
import { cdkContext } from '../support/synthesize.ts';

const reportSchema = z.object({
  pluginReports: z.array(
    z.object({
      pluginName: z.string(),
      violations: z.array(z.unknown()),
      suppressedViolations: z
        .array(z.object({ ruleName: z.string(), acknowledgedId: z.string(), reason: z.string() }))
        .default([]),
    }),
  ),
});

const outdirs: string[] = [];
afterEach(() => {
  for (const outdir of outdirs.splice(0)) rmSync(outdir, { recursive: true, force: true });
});

describe('the rules of AwsSolutions', () => {
  it.each([
    ['a deployment as cdk.json has it', {}],
    ['one with an address', { alertEmail: 'you@example.com' }],
    ['a trial', { ephemeral: 'true' }],
    ['one that takes no subscriptions', { subscriptionsOpen: 'false' }],
  ])('find nothing in %s that has no reason', (_, overrides) => {
    const { app, report } = checked(overrides);

    expect(() => app.synth()).not.toThrow();
    expect(report().violations).toEqual([]);
  });

  it('are set aside only for what is public, for queues at which failures end, and for what IAM knows no resource of', () => {
    const { app, report } = checked({});
    app.synth();
    const acknowledged = report().suppressedViolations;

    expect(new Set(acknowledged.map(({ acknowledgedId }) => acknowledgedId))).toEqual(
      new Set([
        'AwsSolutions::AwsSolutions-APIG4',
        'AwsSolutions::AwsSolutions-IAM5[Resource::*]',
        'AwsSolutions::AwsSolutions-SQS3',
      ]),
    );
    for (const { reason } of acknowledged) expect(reason.length).toBeGreaterThan(60);
  });

  it('would stop a topic that takes messages without TLS', () => {
    const { app, stack } = checked({});
    new Topic(stack, 'Plain');

    expect(() => app.synth()).toThrow('AwsSolutions-SNS3');
  });
});

function checked(overrides: Record<string, unknown>) {
  const outdir = mkdtempSync(join(tmpdir(), 'tidemark-rules-'));
  outdirs.push(outdir);
  const context = { ...cdkContext(), ...overrides };
  const app = new App({ outdir, context });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const config = readConfig((key) => app.node.tryGetContext(key));
  const stack = new TidemarkStack(app, 'Tidemark', { config });
  const report = () => {
    const file = readFileSync(join(outdir, 'validation-report.json'), 'utf8');
    const { pluginReports } = reportSchema.parse(JSON.parse(file));
    const found = pluginReports.find(({ pluginName }) => pluginName === 'AwsSolutions');
    if (!found) throw new Error('the report says nothing about AwsSolutions');
    return found;
  };
  return { app, stack, report };
}
