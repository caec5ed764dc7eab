import type { Indicator } from '../../shared/domain/indicator.ts';
import {
  type Instant,
  instant,
  type Observation,
  type Vintage,
} from '../../shared/domain/observation.ts';
import { comparePeriods, type Period, shift } from '../../shared/domain/period.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import { TidemarkError } from '../../shared/platform/errors.ts';
import type { Logger } from '../../shared/platform/logger.ts';
import type { Arrivals } from '../../shared/sources/expected-release.ts';
import type { Bulletin, Source, SourceContext } from '../../shared/sources/source.ts';
import { readLoading } from '../../shared/store/loading.ts';
import { rememberMarks, type SeenMarks } from '../../shared/store/marks.ts';
import { currentInWindow, newestInWindow, writeChanges } from '../../shared/store/observations.ts';
import { lastRun, type Run, writeRun } from '../../shared/store/runs.ts';
import { type Table, WriteConflict } from '../../shared/store/table.ts';
import type { WatchedTarget } from './ask.ts';
import { askSource } from './ask-source.ts';
import { askOf, readAll, targetsOf } from './asks.ts';
import { compositionOfPair } from './bloc-ask.ts';
import { checksOf, crossCheck } from './cross-check.ts';
import { decideChanges } from './decide.ts';
import { type AskedOutcome, ledgerEntry } from './ledger.ts';
import { partOfRun } from './poll.ts';
import { readBulletin } from './read-bulletin.ts';
import { seriesOfSource, targetOf, type WatchedSeries, windowStart } from './targets.ts';

/** What a source needs, and its key, which may have to be asked for. */
export interface SourceSurroundings {
  readonly context: Omit<SourceContext, 'apiKey' | 'knownAt'>;
  /** @throws TidemarkError when there may be a key and it cannot be had. */
  readonly apiKey: () => Promise<string | undefined>;
  /** What the operator does to give the key. */
  readonly howToGiveKey: string;
  /**
   * Whether what the source marks as unchanged need not be asked.
   *
   * @default - everything is asked
   */
  readonly trustsMarks?: boolean;
}

export interface IngestDependencies {
  readonly table: Table;
  readonly clock: Clock;
  readonly log: Logger;
}

/** How often a comparison is made again when another run wrote in between. */
const COMPARISONS = 3;

/** How one poll of one source ended. */
export interface EndedPoll {
  readonly outcome: AskedOutcome;
  /** What stands in the way now and may not the next time. */
  readonly retryable: TidemarkError | undefined;
  readonly at: Instant;
  /** The last entry in the ledger before this run's own, and the newest period that the source has ever brought. */
  readonly last: Run | undefined;
  readonly newest: Period | null;
  /** When its last periods came in, this run's among them. */
  readonly arrivals: Arrivals;
}

/**
 * One poll of one source: ask, check, compare, write what changed, enter the run in the ledger.
 * A retry of the same run is harmless: what it wrote before is found as current and counted, not written again.
 */
export async function ingestSource(
  source: Source | Bulletin,
  run: string,
  settings: Settings,
  surroundings: SourceSurroundings,
  { table, clock, log }: IngestDependencies,
): Promise<EndedPoll> {
  const at = instant(clock.now());
  const last = await lastRun(table, source.id, run);
  const { outcome, error, seen } = await poll(source, run, at, settings, surroundings, table);
  const entry = ledgerEntry(outcome, last, { source: source.id, run, at });
  if (entry && !isEntered(entry, last)) await writeRun(table, entry);
  // Not before the run is entered: a retry that found everything unchanged would enter nothing of what it brought.
  if (seen && outcome.kind === 'brought') await rememberMarks(table, seen);
  report(log.with({ source: source.id, run }), outcome);
  const newest = entry?.newestPeriod ?? last?.newestPeriod ?? null;
  const arrivals = entry?.arrivals ?? last?.arrivals ?? {};
  return { outcome, retryable: error?.retryable ? error : undefined, at, last, newest, arrivals };
}

/** A run that was entered brought no less than it says, though some of it may have been revised since. */
function isEntered({ run, outcome, changed }: Run, last: Run | undefined): boolean {
  return last?.run === run && last.outcome === outcome && last.changed >= changed;
}

async function poll(
  source: Source | Bulletin,
  run: string,
  knownAt: Instant,
  settings: Settings,
  { context: around, apiKey: keyOf, howToGiveKey, trustsMarks = false }: SourceSurroundings,
  table: Table,
): Promise<{ outcome: AskedOutcome; error?: TidemarkError; seen?: SeenMarks }> {
  try {
    const apiKey = source.apiKey === 'none' ? undefined : await keyOf();
    if (source.apiKey === 'required' && !apiKey) {
      const reason = `${source.id} needs an API key and none is set: ${howToGiveKey}`;
      return { outcome: { kind: 'off', reason } };
    }
    const context = { ...around, apiKey, knownAt };
    if (source.role === 'bulletin') {
      return { outcome: await readBulletin(source, settings, context, table) };
    }
    const series = seriesOfSource(settings, source.id);
    const targets = await Promise.all(
      series.map(async (watched) =>
        targetOf(watched, knownAt, await hasHistory(table, watched, { source, run, knownAt })),
      ),
    );
    const wanted = targets.filter(({ from, to }) => comparePeriods(from, to) <= 0);
    const asks = wanted.map((target) => askOf(target, knownAt));
    // What is not asked for because it is marked as unchanged cannot be held against anything: such polls check nothing.
    const checks = trustsMarks ? [] : checksOf(settings, source.id, knownAt);
    if (asks.length + checks.length === 0) return { outcome: { kind: 'brought', vintages: [] } };
    const request = { targets: targetsOf([...asks, ...checks.map(({ ask }) => ask)]) };
    const { answer, ...seen } = await askSource(source, request, context, {
      table,
      part: partOfRun(run),
      trustsMarks,
    });
    for (const check of checks) await crossCheck(check, source, answer, knownAt, table);
    const incoming = readAll(asks, answer).map((observation) => annotate(observation, settings));
    // Of what is not told nothing changes, and nothing need be read to know it.
    if (incoming.length === 0) return { outcome: { kind: 'brought', vintages: [] }, ...seen };
    return {
      outcome: await compareAndWrite(source, wanted, incoming, settings, table, { run, knownAt }),
      ...seen,
    };
  } catch (error) {
    if (!(error instanceof TidemarkError)) throw error;
    return { outcome: { kind: 'failed', code: error.code, reason: error.message }, error };
  }
}

async function compareAndWrite(
  source: Source,
  targets: readonly WatchedTarget[],
  incoming: readonly Observation[],
  settings: Settings,
  table: Table,
  stamp: { run: string; knownAt: Instant },
  attempt = 1,
): Promise<AskedOutcome> {
  const plausibility = settings.sources[source.id]?.plausibility;
  if (!plausibility) throw new TidemarkError('settings.source', `no settings for ${source.id}`);
  const current = (
    await Promise.all(targets.map((target) => readCurrent(table, source, target)))
  ).flat();
  const decision = decideChanges({ incoming, current, plausibility, ...stamp });
  if (decision.kind === 'refused') {
    return { kind: 'failed', code: `source.${decision.rule}`, reason: decision.message };
  }
  try {
    for (const pair of new Set(decision.changes.map(({ vintage }) => vintage.pair))) {
      await writeChanges(
        table,
        decision.changes.filter(({ vintage }) => vintage.pair === pair),
        stamp.knownAt,
      );
    }
  } catch (error) {
    if (!(error instanceof WriteConflict) || attempt === COMPARISONS) throw error;
    return compareAndWrite(source, targets, incoming, settings, table, stamp, attempt + 1);
  }
  return { kind: 'brought', vintages: decision.broughtBy };
}

function annotate(observation: Observation, settings: Settings): Observation {
  const added = settings.sources[observation.source]?.notes[observation.indicator];
  if (!added) return observation;
  return { ...observation, note: observation.note ? `${observation.note} ${added}` : added };
}

/** What is stored of a target's periods and of the one before them, against which the first is held. */
async function readCurrent(
  table: Table,
  source: Source,
  { pair, from, to, mirrored }: WatchedTarget,
): Promise<Vintage[]> {
  const indicators = indicatorsOf(source, mirrored);
  const window = [shift(from, -1), to] as const;
  const found = await Promise.all(
    indicators.map((indicator) => currentInWindow(table, pair, indicator, window)),
  );
  return found.flat();
}

/**
 * Whether anything is stored from before the looked-back window; a pair that is new to the watch list gets all its history.
 * So does one whose load died half way, or the part that it did not reach would never be asked for again; and one that this
 * very run loaded before it was tried again, so that all it brought is counted.
 */
async function hasHistory(
  table: Table,
  watched: WatchedSeries,
  { source, run, knownAt }: { source: Source; run: string; knownAt: Instant },
): Promise<boolean> {
  const { to } = targetOf(watched, knownAt, true);
  const start = windowStart(watched.frequency, to);
  if (comparePeriods(start, watched.first) <= 0) return true;
  const window = [watched.first, shift(start, -1)] as const;
  const [telltale] = indicatorsOf(source, watched.mirrored);
  // A load writes earlier periods first and is marked until its end, so that the newest of them tells of all.
  const newest = await newestInWindow(table, watched.pair, telltale, window);
  if (!newest || newest.run === run) return false;
  // A bloc that is composed otherwise than its history was is summed anew from the beginning.
  if (newest.composition !== compositionOfPair(watched.pair, knownAt)) return false;
  return (await readLoading(table, watched.pair))?.source !== source.id;
}

/** What a source may say of a series; the first of them is in every answer that has anything. */
function indicatorsOf(source: Source, mirrored: boolean): readonly [Indicator, ...Indicator[]] {
  return mirrored ? ['mirror-exports', 'mirror-imports'] : source.indicators;
}

function report(log: Logger, outcome: AskedOutcome): void {
  if (outcome.kind === 'brought') {
    const changed = outcome.vintages.length;
    log.measure('ingest.done', { changed }, { Polls: 1, Changes: changed });
  } else log.warn(`ingest.${outcome.kind}`, { reason: outcome.reason });
}
