import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { readConfig } from './config.ts';
import { ConfigError } from './config-error.ts';
import { TidemarkStack } from './tidemark-stack.ts';

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

try {
  new TidemarkStack(app, 'Tidemark', {
    description: 'Watches trade balances and tariffs and mails when a line is crossed',
    config: readConfig((key) => app.node.tryGetContext(key)),
  });
} catch (fault) {
  // A wrong setting is the operator's to mend: what is wrong and how to write it, without a stack trace around it.
  if (!(fault instanceof ConfigError)) throw fault;
  process.stderr.write(`${fault.message}\n`);
  process.exitCode = 1;
}
