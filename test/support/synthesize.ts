import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import { readConfig } from '../../infra/config.ts';
import { TidemarkStack } from '../../infra/tidemark-stack.ts';

const cdkJson = new URL('../../cdk.json', import.meta.url);

/** A resource as the template has it; what its properties are is for each test to say. */
const resourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Metadata: z.record(z.string(), z.unknown()).default({}),
  DependsOn: z.array(z.string()).default([]),
  DeletionPolicy: z.string().optional(),
});
export type Resource = z.infer<typeof resourceSchema>;

const templateSchema = z.object({
  Resources: z.record(z.string(), resourceSchema),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown() })),
});
export type SynthesizedTemplate = z.infer<typeof templateSchema>;

/** The context of cdk.json. `new App()` does not read it: without it a test looks at another template than is deployed. */
export function cdkContext(): Record<string, unknown> {
  const { context } = z
    .object({ context: z.record(z.string(), z.unknown()) })
    .parse(JSON.parse(readFileSync(cdkJson, 'utf8')));
  return context;
}

/**
 * The template as `cdk synth` makes it, without the bundles.
 * @param overrides what `-c key=value` gives on the command line
 */
export function synthesize(overrides: Record<string, unknown> = {}): SynthesizedTemplate {
  const outdir = mkdtempSync(join(tmpdir(), 'tidemark-template-'));
  try {
    const context = { ...cdkContext(), ...overrides };
    return templateSchema.parse(Template.fromStack(stackIn(outdir, context)).toJSON());
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** The stack of an app that writes its assembly to `outdir`. */
function stackIn(outdir: string, context: Record<string, unknown>): TidemarkStack {
  const app = new App({ outdir, context });
  const config = readConfig((key) => app.node.tryGetContext(key));
  return new TidemarkStack(app, 'Tidemark', { config });
}

/** Every resource of a type, by logical id. */
export function resourcesOf(template: SynthesizedTemplate, type: string): [string, Resource][] {
  return Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);
}

/** The logical id of one of our functions, by the folder it comes from. */
export function functionId(template: SynthesizedTemplate, folder: string): string {
  const found = resourcesOf(template, 'AWS::Lambda::Function').find(
    ([, { Metadata }]) => nameSchema.safeParse(Metadata['tidemark']).data?.function === folder,
  );
  if (!found) throw new Error(`the template has no function from functions/${folder}`);
  return found[0];
}

const nameSchema = z.object({ function: z.string() });

/** The logical id that a value of the template points to. */
export function targetOf(value: unknown): string {
  return reference.parse(value);
}

const reference = z.union([
  z.object({ Ref: z.string() }).transform(({ Ref }) => Ref),
  z
    .object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) })
    .transform(({ 'Fn::GetAtt': [id] }) => id),
]);
