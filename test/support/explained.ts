import { askAlert } from '../../infra/commands/ask-alert.ts';
import { explanation } from '../../infra/commands/explanation.ts';
import {
  type Recomputation,
  recompute as recomputeAlert,
} from '../../infra/commands/recomputation.ts';
import type { Alert } from '../../shared/domain/alert.ts';
import { pair } from '../../shared/domain/pair.ts';
import type { RuleDefinition } from '../../shared/domain/rule.ts';
import { settingsSchema } from '../../shared/domain/settings.ts';
import { readAlerts } from '../../shared/store/alerts.ts';
import { writeSettings } from '../../shared/store/settings.ts';
import type { embeddedDatabase, TestTable } from './embedded-database.ts';
import { queryOver } from './query.ts';
import { becomeKnown, giveRule, recompute } from './recompute.ts';

type Amounts = Parameters<typeof becomeKnown>[2];

/** When what a pair is first known by became known, and when what is news about it did. */
export const FIRST = '2026-03-05T13:30:00.000Z';
export const SECOND = '2026-04-05T13:30:00.000Z';

const months: Amounts = {
  exports: { '2025-01': 100, '2025-02': 100 },
  imports: { '2025-01': 150, '2025-02': 160 },
};

/** A month whose deficit is wider than 100. */
export const crossing: Amounts = { exports: { '2025-03': 100 }, imports: { '2025-03': 250 } };

/** A table in which XA-XB is watched under a rule: something is known of it, and then there is news. */
export async function given(
  database: ReturnType<typeof embeddedDatabase>,
  rule: Partial<RuleDefinition>,
  news: Amounts,
  before = months,
): Promise<TestTable> {
  const table = await database.freshTable();
  const settings = { pairs: { 'XA-XB': { M: 'us-census' } }, sources: {}, rules: [] };
  await writeSettings(table, settingsSchema.parse(settings));
  await giveRule(table, rule);
  await becomeKnown(table, FIRST, before);
  await recompute(table);
  await becomeKnown(table, SECOND, news);
  await recompute(table);
  return table;
}

/** The alert of a table, which must be the only one. */
export async function onlyAlert(table: TestTable): Promise<Alert> {
  const [found, ...others] = await readAlerts(table, pair('XA-XB'), { limit: 10 });
  if (!found || others.length > 0) throw new Error('one alert is wanted');
  return found.alert;
}

/** What `npm run explain` finds about an alert over the API, and its text. */
export async function explained(
  table: TestTable,
  id?: string,
): Promise<Recomputation & { text: string }> {
  const { app } = queryOver(table);
  const asked = await askAlert(id ?? (await onlyAlert(table)).id, (path) => app.request(path));
  const found = recomputeAlert(asked.alert, asked.vintages);
  return { ...found, text: explanation(asked.alert, found) };
}
