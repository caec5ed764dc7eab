import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import * as z from 'zod';
import { readConfig } from '../config.ts';
import { TidemarkStack } from '../tidemark-stack.ts';
import { type Template, templateSchema } from './template-resources.ts';

const cdkJsonSchema = z.object({ context: z.looseObject({ tidemark: z.looseObject({}) }) });

/** The context of cdk.json, which `new App()` does not read by itself. */
export function cdkContext(): z.infer<typeof cdkJsonSchema>['context'] {
  const file = new URL('../../cdk.json', import.meta.url);
  return cdkJsonSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).context;
}

/** The template that `cdk deploy` would deploy, less the bundles: on this machine the functions run from their source. */
export function synthesize(overrides: Record<string, unknown>): Template {
  const outdir = mkdtempSync(join(tmpdir(), 'tidemark-'));
  try {
    const app = new App({
      outdir,
      context: {
        ...cdkContext(),
        ...overrides,
      },
      // cdk synth and the tests validate the template; here it only takes time.
      builtinCloudFormationValidation: false,
      treeMetadata: false,
    });
    const config = readConfig((key) => app.node.tryGetContext(key));
    const stack = new TidemarkStack(app, 'Tidemark', { config });
    return templateSchema.parse(app.synth().getStackByName(stack.stackName).template);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
