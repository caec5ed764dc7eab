import type { Pair } from '../../shared/domain/pair.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import { unknown } from '../../shared/platform/problem.ts';
import { readSettings } from '../../shared/store/settings.ts';
import type { Table } from '../../shared/store/table.ts';

/** A new deployment is seen by a warm function after this long. */
const KEPT_MS = 60_000;

const NOTHING: Settings = { pairs: {}, sources: {}, rules: [] };

export interface WatchList {
  settings(): Promise<Settings>;
  pairs(): Promise<Pair[]>;
  /** @throws ProblemError (404) that lists the watched pairs. */
  pair(asked: string): Promise<Pair>;
}

/** What is watched, read once a minute at most. */
export function createWatchList(table: Table, now: () => Date): WatchList {
  let kept: { settings: Settings; until: number } | undefined;
  const settings = async (): Promise<Settings> => {
    const at = now().getTime();
    if (kept && at < kept.until) return kept.settings;
    const stored = await readSettings(table);
    // Before the first deployment has been applied nothing is kept, so that it is seen at once.
    if (stored) kept = { settings: stored, until: at + KEPT_MS };
    return stored ?? NOTHING;
  };
  const pairs = async (): Promise<Pair[]> => Object.keys((await settings()).pairs) as Pair[];
  return {
    settings,
    pairs,
    async pair(asked) {
      const watched = await pairs();
      const found = watched.find((pair) => pair === asked);
      if (!found) throw unknown('pair', asked, watched);
      return found;
    },
  };
}
