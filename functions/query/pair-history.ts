import { type Alert, compactTime } from '../../shared/domain/alert.ts';
import type { Instant, Vintage } from '../../shared/domain/observation.ts';
import type { Pair } from '../../shared/domain/pair.ts';
import { type ObservationSeries, seriesOf } from '../../shared/domain/series.ts';
import { readAlerts } from '../../shared/store/alerts.ts';
import { allVintages } from '../../shared/store/observations.ts';
import { readRules, type StoredRule } from '../../shared/store/rules.ts';
import type { Table } from '../../shared/store/table.ts';

/** What is known of a pair, now or at an instant in the past. */
export interface PairHistory {
  readonly pair: Pair;
  /** The instant it is turned back to; undefined for now. */
  readonly at: Instant | undefined;
  /** Every vintage that was known then. */
  readonly vintages: readonly Vintage[];
  /** The newest of them. */
  readonly series: ObservationSeries;
  /** What had been told, newest first. */
  readonly alerts: readonly Alert[];
  /** The rules of the pair that were in force. */
  readonly rules: readonly StoredRule[];
}

/** More than a reader looks through; the API has them all. */
const MOST_ALERTS = 200;

/** Three queries, whatever the instant: the present is computed from the vintages just as the past is. */
export async function readPairHistory(
  table: Table,
  pair: Pair,
  at: Instant | undefined,
): Promise<PairHistory> {
  // Behind every id that begins with the instant itself.
  const before = at && `${compactTime(at)}~`;
  const [all, stored, rules] = await Promise.all([
    allVintages(table, pair),
    readAlerts(table, pair, { before, limit: MOST_ALERTS }),
    readRules(table, at),
  ]);
  const vintages = at ? all.filter(({ knownAt }) => knownAt <= at) : all;
  return {
    pair,
    at,
    vintages,
    series: seriesOf(vintages),
    alerts: stored.map(({ alert }) => alert),
    rules: rules.filter((rule) => rule.pair === pair && !rule.retired),
  };
}
