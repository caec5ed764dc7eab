import { type Instant, instant } from '../../shared/domain/observation.ts';
import { nextVersion, type RuleDefinition } from '../../shared/domain/rule.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import { awaitFirstPolls } from '../../shared/store/first-deployment.ts';
import { readRules, type StoredRule, writeRule } from '../../shared/store/rules.ts';
import { readSettings, writeSettings } from '../../shared/store/settings.ts';
import type { IngestDependencies } from './ingest-source.ts';
import type { Poll } from './poll.ts';

/**
 * Brings what the operator deployed into the table: the watch list, a new version of each rule whose definition changed, and
 * at the first deployment which of its polls are waited for.
 * A retry is harmless: rules that were written are found to be as the settings want them, and settings are written whole.
 */
export async function applySettings(
  settings: Settings,
  polls: readonly Poll[],
  { table, clock, log }: IngestDependencies,
): Promise<void> {
  const [stored, current] = await Promise.all([readRules(table), readSettings(table)]);
  // Only the first deployment is welcomed; before the settings, whose absence says that it is the first.
  if (!current) {
    await awaitFirstPolls(
      table,
      polls.map(({ source }) => source),
    );
  }
  // Settings first: a rule's arrival wakes the judging of its pair, which must be on the watch list by then.
  if (JSON.stringify(current) !== JSON.stringify(settings)) await writeSettings(table, settings);
  const changed = decideRules(settings.rules, stored, instant(clock.now()));
  for (const rule of changed) await writeRule(table, rule);
  log.info('settings.applied', { rules: changed.map(({ id, version }) => `${id} v${version}`) });
}

/** The rule versions to write. A rule that was edited over the API stays edited until its settings change. */
export function decideRules(
  wanted: readonly RuleDefinition[],
  stored: readonly StoredRule[],
  writtenAt: Instant,
): StoredRule[] {
  const storedById = new Map(stored.map((rule) => [rule.id, rule]));
  const added = wanted.flatMap((definition): StoredRule[] => {
    const settings = JSON.stringify(definition);
    const before = storedById.get(definition.id);
    if (before?.settings === settings) return [];
    return [{ ...nextVersion(before, definition), settings, writtenAt }];
  });
  const wantedIds = new Set(wanted.map(({ id }) => id));
  const retired = stored
    // One that was retired over the API is written, too: it forgets the settings, so that they can bring it back.
    .filter(({ id, settings }) => settings !== null && !wantedIds.has(id))
    .map((rule) => ({
      ...rule,
      version: rule.version + 1,
      retired: true,
      settings: null,
      writtenAt,
    }));
  return [...added, ...retired];
}
