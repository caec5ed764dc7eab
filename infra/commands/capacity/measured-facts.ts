import { readConfig } from '../../config.ts';
import { cdkContext } from '../../local/template.ts';
import { measure } from '../cost/measure.ts';
import { type Facts, factsOf } from './facts.ts';

/** The facts of the settings in cdk.json. @throws ConfigError, LocalError */
export async function measuredFacts(): Promise<Facts> {
  const context: Record<string, unknown> = cdkContext();
  const config = readConfig((key) => context[key]);
  return factsOf(config, await measure(config));
}
