import { readConfig } from '../../config.ts';
import { cdkContext } from '../../local/template.ts';
import { type Bill, billOf } from './bill.ts';
import { measure } from './measure.ts';
import { type Month, monthOf, type Readers } from './month.ts';

/** The bill of the settings in cdk.json for an average month, as of a day. @throws ConfigError, LocalError */
export async function monthlyBill(
  readers: Readers,
  at: Date,
): Promise<{ readonly bill: Bill; readonly month: Month }> {
  const context: Record<string, unknown> = cdkContext();
  const config = readConfig((key) => context[key]);
  const month = monthOf(config, await measure(config), readers, at);
  return { bill: billOf(month.quantities), month };
}
