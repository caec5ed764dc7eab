import { compactTime } from '../../shared/domain/alert.ts';
import type { Instant } from '../../shared/domain/observation.ts';
import type { Pair } from '../../shared/domain/pair.ts';
import { readAlerts, type StoredAlert } from '../../shared/store/alerts.ts';
import type { Table } from '../../shared/store/table.ts';

export interface AlertPage {
  readonly alerts: readonly StoredAlert[];
  /** Where the next page begins, or null at the end. New alerts come before it and do not move it. */
  readonly next: string | null;
}

/** Newest knowledge first, over one pair or several: one query a pair, merged. */
export async function listAlerts(
  table: Table,
  pairs: readonly Pair[],
  {
    since,
    cursor,
    limit,
  }: { since?: Instant | undefined; cursor?: string | undefined; limit: number },
): Promise<AlertPage> {
  const begin = since && compactTime(since);
  // DynamoDB refuses a range that ends before it begins.
  if (cursor && begin && cursor < begin) return { alerts: [], next: null };
  const range = {
    before: cursor,
    ...(begin ? { since: begin } : {}),
    // One more than wanted tells whether there is a next page; one more still, because the cursor itself is in the range.
    limit: limit + 2,
  };
  const found = await Promise.all(pairs.map((pair) => readAlerts(table, pair, range)));
  const alerts = found
    .flat()
    .filter(({ alert }) => alert.id !== cursor)
    .sort((a, b) => Number(a.alert.id < b.alert.id) - Number(a.alert.id > b.alert.id));
  const page = alerts.slice(0, limit);
  return { alerts: page, next: alerts.length > limit ? (page.at(-1)?.alert.id ?? null) : null };
}
