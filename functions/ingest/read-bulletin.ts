import { notice } from '../../shared/domain/notice.ts';
import type { Instant } from '../../shared/domain/observation.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import type { Bulletin, SourceContext } from '../../shared/sources/source.ts';
import { isPut } from '../../shared/store/notices.ts';
import type { Table } from '../../shared/store/table.ts';
import type { AskedOutcome } from './ledger.ts';

/** How far back a poll of a bulletin looks: longer than a publisher's server is ever out of order. */
const DAYS_LOOKED_BACK = 14;
const DAY_MS = 86_400_000;

/** What a bulletin has published lately and the operator was not told yet: a notice each. */
export async function readBulletin(
  bulletin: Bulletin,
  settings: Settings,
  context: SourceContext,
  table: Table,
): Promise<AskedOutcome> {
  const since = lookedBackTo(context.knownAt, settings.sources[bulletin.id]?.historyFrom);
  const publications = await bulletin.read(since, context);
  const notices = publications.map(({ id, title, lines }) =>
    notice(`published#${bulletin.id}#${id}`, context.knownAt, title, lines),
  );
  const told = await Promise.all(notices.map(({ id }) => isPut(table, id)));
  return { kind: 'brought', vintages: [], notices: notices.filter((_, index) => !told[index]) };
}

/** Not to before the month from which on the operator wants to be told. */
function lookedBackTo(now: Instant, historyFrom = ''): string {
  const day = new Date(Date.parse(now) - DAYS_LOOKED_BACK * DAY_MS).toISOString().slice(0, 10);
  const first = `${historyFrom}-01`;
  return first > day ? first : day;
}
