import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { instant } from '../shared/domain/observation.ts';
import { SourceRefusal } from '../shared/platform/errors.ts';
import { assertAskable } from './asking/askable.ts';
import { BundleTooLarge, bundleFunctions, sizeTable } from './bundles.ts';
import { readConfig } from './config.ts';
import { ConfigError } from './config-error.ts';
import { TidemarkStack } from './tidemark-stack.ts';

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
const outdir = mkdtempSync(join(tmpdir(), 'tidemark-bundles-'));

try {
  const config = readConfig(
    (key) => app.node.tryGetContext(key),
    Object.keys(app.node.getAllContext()),
  );
  await assertAskable(config.settings, instant(new Date()));
  const bundles = await bundleFunctions(outdir, { sourceMaps: config.sourceMaps });
  process.stderr.write(sizeTable(bundles));
  new TidemarkStack(app, 'Tidemark', {
    description: 'Watches trade balances and tariffs and mails when a line is crossed',
    config,
    bundles,
  });
  app.synth();
} catch (fault) {
  // A wrong setting is the operator's to mend: what is wrong and how to write it, without a stack trace around it.
  const isOperators =
    fault instanceof ConfigError ||
    fault instanceof SourceRefusal ||
    fault instanceof BundleTooLarge;
  if (!isOperators) throw fault;
  process.stderr.write(`${fault.message}\n`);
  process.exitCode = 1;
} finally {
  rmSync(outdir, { recursive: true, force: true });
}
