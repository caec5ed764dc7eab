import { compactTime } from '../../shared/domain/alert.ts';
import type { Instant } from '../../shared/domain/observation.ts';
import type { Pair } from '../../shared/domain/pair.ts';
import { readAlertLog, readAlerts, type StoredAlert } from '../../shared/store/alerts.ts';
import type { Table } from '../../shared/store/table.ts';

export interface AlertPage {
  readonly alerts: StoredAlert[];
  /** Where the next page begins, or null at the end. New alerts come before it and do not move it. */
  readonly next: string | null;
}

interface Wanted {
  readonly since?: Instant | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Newest knowledge first: of a pair, or of all there are. */
export async function listAlerts(
  table: Table,
  pair: Pair | undefined,
  { since, cursor, limit }: Wanted,
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
  const found = await (pair ? readAlerts(table, pair, range) : readAlertLog(table, range));
  const alerts = found.filter(({ alert }) => alert.id !== cursor);
  const page = alerts.slice(0, limit);
  return { alerts: page, next: alerts.length > limit ? (page.at(-1)?.alert.id ?? null) : null };
}
