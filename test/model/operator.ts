import type { Metric } from './figures.ts';
import { type Draft, type Edit, type Kind, PAIRS } from './history.ts';
import type { Line, RuleVersion } from './rules.ts';

const MILLION = 1_000_000;

/** The operator of a history: every version of every rule, as it was written. */
export interface Operator {
  /** The version that an edit of the rule in a place comes to; undefined where it changes nothing. */
  edit(place: number, edit: Edit, writtenAt: string): RuleVersion | undefined;
  versions(): readonly RuleVersion[];
}

export function hireOperator(): Operator {
  const drafts = new Map<number, Draft>();
  let versions: readonly RuleVersion[] = [];
  return {
    versions: () => versions,
    edit(place, edit, writtenAt) {
      const before = versions.findLast(({ id }) => id === idOf(place));
      const draft = draftAfter(edit, drafts.get(place));
      if (!draft) return undefined;
      drafts.set(place, draft);
      const version: RuleVersion = {
        id: idOf(place),
        pair: PAIRS[draft.pair] ?? PAIRS[0],
        metric: draft.metric,
        ...lineOf(draft),
        severity: draft.severity,
        note: 'note' in edit ? `Reworded ${edit.note}.` : (before?.note ?? ''),
        version: (before?.version ?? 0) + 1,
        retired: 'retired' in edit && edit.retired,
        writtenAt,
      };
      if (isSame(version, before)) return undefined;
      versions = [...versions, version];
      return version;
    },
  };
}

/** The same definition is no new version, nor is a rule retired that is not in force. */
function isSame(version: RuleVersion, before: RuleVersion | undefined): boolean {
  if (!before || before.retired || version.retired) {
    return version.retired && (before?.retired ?? true);
  }
  const definitionOf = (rule: RuleVersion): string =>
    JSON.stringify([rule.pair, rule.metric, rule.fires, rule.clears, rule.severity, rule.note]);
  return definitionOf(version) === definitionOf(before);
}

function idOf(place: number): string {
  return `rule-${place}`;
}

function draftAfter(edit: Edit, draft: Draft | undefined): Draft | undefined {
  if ('draft' in edit) return edit.draft;
  if (draft && 'pair' in edit) return { ...draft, pair: edit.pair };
  return draft && 'line' in edit ? { ...draft, line: edit.line } : draft;
}

/** Lines that the small amounts of the histories cross often; where they clear, if not where they fire. */
const LEVELS: Record<Metric, readonly (readonly [fires: number, clears?: number])[]> = {
  balance: [[2 * MILLION], [3 * MILLION, MILLION], [-2 * MILLION, -4 * MILLION], [0, -MILLION]],
  'balance-12m': [[0], [6 * MILLION, 0], [10 * MILLION, 5 * MILLION], [-5 * MILLION]],
  'exports-yoy': [[20, 0], [50], [0, -20], [80, 50]],
  'imports-yoy': [[20, 0], [50], [0, -20], [80, 50]],
  'cover-ratio': [[100, 80], [120], [90, 90], [150, 100]],
};

/** Where nothing has happened: lines below lie as far on the other side. */
const MIDDLE: Record<Metric, number> = {
  ...{ balance: 0, 'balance-12m': 0, 'exports-yoy': 0, 'imports-yoy': 0 },
  'cover-ratio': 100,
};

const AMOUNTS: Record<Metric, readonly number[]> = {
  balance: [3 * MILLION, 5 * MILLION, 8 * MILLION, 2 * MILLION],
  'balance-12m': [5 * MILLION, 9 * MILLION, 3 * MILLION, 12 * MILLION],
  'exports-yoy': [30, 60, 100, 15],
  'imports-yoy': [30, 60, 100, 15],
  'cover-ratio': [40, 80, 120, 20],
};

function lineOf({ metric, kind, line }: Draft): Line {
  const [fires = 0, clears] = LEVELS[metric][line] ?? [];
  const mirrored = (value: number): number => 2 * MIDDLE[metric] - value;
  const clearingAt = (value: number | undefined): Pick<Line, 'clears'> =>
    value === undefined ? {} : { clears: value };
  const lines: Record<Kind, Line> = {
    above: { fires: { above: fires }, ...clearingAt(clears) },
    below: {
      fires: { below: mirrored(fires) },
      ...clearingAt(clears === undefined ? undefined : mirrored(clears)),
    },
    changesBy: { fires: { changesBy: AMOUNTS[metric][line] ?? 1 } },
    high: { fires: { record: 'high', years: 1 + (line % 2) } },
    low: { fires: { record: 'low', years: 1 + (line % 2) } },
  };
  return lines[kind];
}
