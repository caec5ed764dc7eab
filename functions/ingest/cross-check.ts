import type { Instant, Observation, Vintage } from '../../shared/domain/observation.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import { providerOf } from '../../shared/sources/providers.ts';
import type { Source } from '../../shared/sources/source.ts';
import { type Tolerance, toleranceBetween } from '../../shared/sources/tolerances.ts';
import { readCrossCheck, writeCrossCheck } from '../../shared/store/cross-checks.ts';
import { currentInWindow, vintagesOfFigure } from '../../shared/store/observations.ts';
import type { Table } from '../../shared/store/table.ts';
import type { Ask, WatchedTarget } from './ask.ts';
import { askOf } from './asks.ts';
import { compare } from './compare-sources.ts';
import { decideCrossCheck, type Judged } from './cross-check-notice.ts';
import { seriesChecked, targetOf } from './targets.ts';

/** A series that one source is asked for and another one tells. */
interface Check {
  readonly target: WatchedTarget;
  readonly against: string;
  readonly tolerance: Tolerance;
  readonly ask: Ask;
}

/** What a poll of a source holds against what is stored: the looked-back window, which is as far as restatements usually go. */
export function checksOf(settings: Settings, source: string, now: Instant): Check[] {
  return seriesChecked(settings, source).flatMap((series) => {
    const tolerance = toleranceBetween(source, series.against);
    const target = targetOf(series, now, true);
    if (!tolerance || target.from > target.to) return [];
    return [{ target, against: series.against, tolerance, ask: askOf(target, now) }];
  });
}

/**
 * Holds what a source says against what is stored of another one, and tells the operator where that is another finding than before.
 * Of what the source says nothing is stored. A retry is harmless: the finding is written together with its notice.
 */
export async function crossCheck(
  { target, against, tolerance, ask }: Check,
  { id: source }: Source,
  answer: readonly Observation[],
  now: Instant,
  table: Table,
): Promise<void> {
  const { pair, frequency, from } = target;
  const said = newestOf(ask.read(answer));
  const [before, stored] = await Promise.all([
    readCrossCheck(table, { pair, frequency, source, against }),
    storedBeside(table, target, source, against),
  ]);
  const judged: Judged[] = [];
  for (const own of stored) {
    const other = said.get(figureKey(own));
    if (other) judged.push(await judge(table, own, other, tolerance, now));
  }
  const change = decideCrossCheck(before, judged, { from, now, tolerance });
  if (change) await writeCrossCheck(table, change.check, change.notice);
}

/** Earlier vintages are read only where the newest does not agree and is not the first. */
async function judge(
  table: Table,
  stored: Vintage,
  other: Observation,
  tolerance: Tolerance,
  now: Instant,
): Promise<Judged> {
  const verdict = compare({ stored, before: [], other }, tolerance, now);
  const mayBeLate = verdict.kind === 'differs' || verdict.kind === 'settling';
  if (!mayBeLate || stored.print === 1) return { stored, other, verdict };
  const before = await vintagesOfFigure(table, stored);
  return { stored, other, verdict: compare({ stored, before, other }, tolerance, now) };
}

/** The figures that both give, as they are stored: of the source whose they are. */
async function storedBeside(
  table: Table,
  { pair, from, to }: WatchedTarget,
  source: string,
  against: string,
): Promise<Vintage[]> {
  const given = providerOf(source)?.indicators ?? [];
  const both = (providerOf(against)?.indicators ?? []).filter((own) => given.includes(own));
  const found = await Promise.all(
    both.map((indicator) => currentInWindow(table, pair, indicator, [from, to])),
  );
  return found.flat().filter((own) => own.source === against);
}

/** Of several vintages in an answer the newest. */
function newestOf(observations: readonly Observation[]): Map<string, Observation> {
  const newest = new Map<string, Observation>();
  for (const found of observations) {
    const known = newest.get(figureKey(found));
    if (!known || (known.releasedAt ?? '') <= (found.releasedAt ?? '')) {
      newest.set(figureKey(found), found);
    }
  }
  return newest;
}

function figureKey({ indicator, period }: Pick<Observation, 'indicator' | 'period'>): string {
  return `${indicator} ${period}`;
}
