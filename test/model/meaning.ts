import { changes } from './changes.ts';
import { type Figure, knownBy, latest, newestKnowledge, valuesOf } from './figures.ts';
import { levels } from './levels.ts';
import { type Month, monthsIn } from './months.ts';
import { records } from './records.ts';
import type { Line, Meaning, RuleVersion, Standing, Telling } from './rules.ts';

/**
 * What an alert means, said a second time: from the definitions (ARCHITECTURE.md, "What an alert means"), in plain numbers, and
 * without a line of the code that raises alerts. Values are looked up and compared in full, however long that takes.
 *
 * **A look.** Now and then a pair is looked at: what is known of it and the rules as they stand, against what was known at the
 * look before. What came and went between two looks was never seen, and is not told.
 *
 * **What fires.** A level fires at a month if some month up to it lies beyond the line and none since lies past the clearing line;
 * a change fires at a month that lies at least the amount from the value last told; a record fires at a month that beats every one
 * of the months of so many years before it, of which none may be missing. A month without a value says nothing: the state stays.
 *
 * **What is told.** News, of a month later than every month judged before: `crossed` or `cleared`. Of the months judged before,
 * the difference between what fired by the values then and what fires by the values now: `crossed-on-revision` or `retracted`,
 * or `late-fill` where the month had no value then.
 * A level that comes to fire is told for the first month that did not fire before and does now; one that ceases for the months
 * whose firing had been told, and, where they still fire, for the first after them that does not.
 * Changes and records are events of their months: every one that was told and is none any more is taken back, and of the months
 * judged before only the newest can become one.
 *
 * **First sight** of a series by a rule, or of it by another kind of condition, is a baseline: nothing is told of it, nor of
 * its being taken back. That a level of the baseline was left by a new month is news as any other. A rule that comes back after it
 * was retired, or moved to another pair, sees everything for the first time.
 *
 * **An edit** that moves the line is judged over the figures that were known when it was written: `rule-changed` where the newest
 * of them says something else than before. What was told and holds by the new line can still be taken back; the rest is history.
 * Figures that came later are news by the new line. An edit of anything else changes nothing of what is told.
 */
export function look(memory: Memory | undefined, seen: Seen): Look {
  const rule = inForce(seen);
  // Whoever looks with an older version in hand has been overtaken.
  if (!rule || (memory && rule.version < memory.version)) return { memory, told: [] };
  const isMemory = memory?.subject === subjectOf(rule) && !wasAway(memory, seen);
  const last = isMemory ? memory : unseen(rule);
  const now = knownBy(seen.figures, LAST);
  if (valuesOf(rule.metric, now).size === 0) return { memory: last, told: [] };
  if (last.through === null) return { memory: seenFirst(last, rule, now), told: [] };

  if (lineOf(last) === lineOf(rule)) return judged({ ...last, version: rule.version }, rule, now);
  const edit = edited(last, rule, seen);
  const news = judged(edit.memory, rule, now);
  return { memory: news.memory, told: [...edit.told, ...news.told] };
}

/** What is seen of a pair at a look: every print of its figures up to then, and every version of a rule. */
export interface Seen {
  readonly pair: string;
  readonly figures: readonly Figure[];
  readonly versions: readonly RuleVersion[];
}

/** What is remembered of a rule between two looks at a pair. */
export interface Memory extends Line {
  /** The series that was judged, and by what kind of condition. */
  readonly subject: string;
  readonly version: number;
  /** The version that saw it first. */
  readonly begunBy: number;
  /** The newest month ever judged. */
  readonly through: Month | null;
  /** The figures by which it was last judged. */
  readonly figures: readonly Figure[];
  readonly standing: Standing;
}

/** What must be told, by which version of the rule, and when the newest of the figures became known that it rests on. */
export interface Told extends Telling {
  readonly version: number;
  readonly knownAt: string;
}

interface Look {
  readonly memory: Memory | undefined;
  readonly told: readonly Told[];
}

/** Later than any instant. */
const LAST = '9999';

const QUIET: Standing = { firing: false, since: null, heard: false, claims: [], base: 0 };

function inForce({ pair, versions }: Seen): RuleVersion | undefined {
  const rule = versions.toSorted((a, b) => a.version - b.version).at(-1);
  return rule && !rule.retired && rule.pair === pair ? rule : undefined;
}

function subjectOf({ metric, fires }: RuleVersion): string {
  const kind = 'record' in fires ? fires.record : Object.keys(fires).join();
  return `${metric} ${kind}`;
}

function meaningOf({ fires }: RuleVersion): Meaning {
  if ('record' in fires) return records;
  return 'changesBy' in fires ? changes : levels;
}

function unseen(rule: RuleVersion): Memory {
  const { fires, clears, version } = rule;
  const nothing = { through: null, figures: [], standing: QUIET };
  return { subject: subjectOf(rule), fires, clears, version, begunBy: version, ...nothing };
}

function seenFirst(unseen: Memory, rule: RuleVersion, now: readonly Figure[]): Memory {
  const values = valuesOf(rule.metric, now);
  const standing = meaningOf(rule).atFirstSight(rule, values);
  return remembered(unseen, rule, now, standing);
}

/** Whether a rule was retired, or of another pair, since it was last judged. */
function wasAway(last: Memory, { pair, versions }: Seen): boolean {
  return versions.some(
    (other) => other.version > last.version && (other.retired || other.pair !== pair),
  );
}

function lineOf({ fires, clears }: Line): string {
  return JSON.stringify([fires, clears]);
}

/** The edit, over the figures that were known when it was written, or, where those have no value, over those of now. */
function edited(
  last: Memory,
  rule: RuleVersion,
  { figures }: Seen,
): { memory: Memory; told: readonly Told[] } {
  const judgedAt = newestKnowledge(rule.metric, last.figures) ?? '';
  const then = knownBy(figures, latest(judgedAt, rule.writtenAt) ?? judgedAt);
  const there = valuesOf(rule.metric, then).size > 0 ? then : knownBy(figures, LAST);
  const { standing, told } = meaningOf(rule).edited(
    rule,
    last.standing,
    valuesOf(rule.metric, there),
  );
  const knownAt = newestKnowledge(rule.metric, there) ?? '';
  return {
    memory: remembered(last, rule, there, standing),
    told: told.map((telling) => ({
      ...telling,
      version: rule.version,
      knownAt: latest(rule.writtenAt, knownAt) ?? knownAt,
    })),
  };
}

function judged(last: Memory, rule: RuleVersion, now: readonly Figure[]): Look {
  const through = last.through ?? 0;
  const { standing, told } = meaningOf(rule).judged(rule, {
    standing: last.standing,
    through,
    before: valuesOf(rule.metric, last.figures),
    now: valuesOf(rule.metric, now),
  });
  const knownAt = newestKnowledge(rule.metric, now) ?? '';
  return {
    memory: remembered(last, rule, now, standing),
    told: told.map((telling) => ({ ...telling, version: rule.version, knownAt })),
  };
}

function remembered(
  last: Memory,
  rule: RuleVersion,
  figures: readonly Figure[],
  standing: Standing,
): Memory {
  const { fires, clears, version } = rule;
  const newest = Math.max(...monthsIn(valuesOf(rule.metric, figures)));
  const through = Math.max(last.through ?? newest, newest);
  return { ...last, fires, clears, version, through, figures, standing };
}
