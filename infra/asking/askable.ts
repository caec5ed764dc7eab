import { askOf, targetsOf } from '../../functions/ingest/asks.ts';
import { piecesOf, settingsOf } from '../../functions/ingest/pieces.ts';
import { seriesOfSource, targetOf, type WatchedSeries } from '../../functions/ingest/targets.ts';
import type { Instant } from '../../shared/domain/observation.ts';
import { comparePeriods } from '../../shared/domain/period.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import { providerOf } from '../../shared/sources/providers.ts';
import type { SourceTarget } from '../../shared/sources/source.ts';
import { ConfigError, type Fault } from '../config-error.ts';
import { askSilently, refusalOf } from './silently.ts';

/** How long a poll may take: what Lambda gives a run at most. In seconds. */
const RUN_SECONDS = 15 * 60;

/**
 * Lets the adapters themselves say whether they can be asked about what is watched, and whether a run is long enough for it: what
 * they refuse would fail each poll of a source, with all the pairs that are asked about together.
 * @throws ConfigError naming each pair that its source cannot serve.
 */
export async function assertAskable(settings: Settings, now: Instant): Promise<void> {
  const asked = Object.keys(settings.sources).filter(
    (source) => providerOf(source)?.role !== 'bulletin',
  );
  const refused = await Promise.all(asked.map((source) => refusals(settings, source, now)));
  const faults = refused.flat();
  // How long it takes is known of what can be asked at all.
  if (faults.length === 0) {
    const slow = await Promise.all(asked.map((source) => tooSlow(settings, source, now)));
    faults.push(...slow.flat());
  }
  if (faults.length > 0) throw new ConfigError(faults, settings);
}

async function refusals(settings: Settings, source: string, now: Instant): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const series of seriesOfSource(settings, source)) {
    const targets = targetsAt([series], now);
    if (targets.length === 0) continue;
    const refusal = await refusalOf(source, targets, settings);
    if (refusal)
      faults.push({
        path: pathOf(series, settings, source),
        rule: `cannot be asked about it: ${refusal}`,
      });
  }
  return faults;
}

async function tooSlow(settings: Settings, source: string, now: Instant): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const piece of piecesOf(seriesOfSource(settings, source))) {
    const watched = seriesOfSource(settingsOf(piece, settings), source);
    const [first] = watched;
    const { requests, seconds } = await askSilently(source, targetsAt(watched, now));
    if (!first || seconds <= RUN_SECONDS) continue;
    const rule =
      `cannot be loaded in one run: ${requests} requests take some ${Math.round(seconds)} of its ${RUN_SECONDS} seconds; ` +
      `take another source, or a later sources.${source}.historyFrom`;
    faults.push({ path: pathOf(first, settings, source), rule });
  }
  return faults;
}

/** What a first load asks for. */
function targetsAt(series: readonly WatchedSeries[], now: Instant): SourceTarget[] {
  const wanted = series
    .map((watched) => targetOf(watched, now, false))
    .filter(({ from, to }) => comparePeriods(from, to) <= 0);
  return targetsOf(wanted.map((target) => askOf(target, now)));
}

/** Where the settings name a source for a series. */
function pathOf(
  { pair, frequency, mirrored }: WatchedSeries,
  settings: Settings,
  source: string,
): PropertyKey[] {
  if (mirrored) return ['pairs', pair, 'mirror'];
  const sources = settings.pairs[pair];
  if (sources?.[frequency] === source) return ['pairs', pair, frequency];
  return ['pairs', pair, 'with', sources?.with?.indexOf(source) ?? 0];
}
