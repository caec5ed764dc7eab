import type { Instant } from '../observation.ts';
import type { Condition, Rule } from '../rule.ts';
import { change } from './change.ts';
import {
  isJudged,
  type Judgement,
  type Kind,
  newestOf,
  type Point,
  type Points,
  type RuleState,
  type Stand,
} from './judgement.ts';
import { level } from './level.ts';
import { record } from './record.ts';

/**
 * Judges a rule by its kind. `before` are the values of the series, oldest first and without the missing ones, as they were
 * known when the rule was last judged; `now` are those that are known at `knownAt`.
 * What was remembered of another series, or by another kind of condition, says nothing of this one; and a bloc with another member
 * is another series, whose step is no change in trade.
 */
export function judge(
  rule: Rule,
  state: RuleState | undefined,
  { before, now }: { readonly before: readonly Point[]; readonly now: readonly Point[] },
  knownAt: Instant | null,
): Judgement {
  // Whoever read an older version than the state was reached by has been overtaken.
  if (state && rule.version < state.ruleVersion) return { state, findings: [] };
  const memory = state && isOfSubject(state, rule, now) ? state : undefined;
  const kind = kindOf(rule.fires);
  if (!hasSome(now)) return { state: memory ?? unjudged(rule, knownAt), findings: [] };
  if (!memory?.through) {
    return { state: settled(rule, memory, kind.firstSight(rule, now), now, knownAt), findings: [] };
  }
  const { stand, findings } = kind.judged(rule, memory, { before, now });
  return { state: settled(rule, memory, stand, now, knownAt), findings };
}

/**
 * Judges an edit over the values that were known when it was written, oldest first, where it moved the line since the state was
 * reached; an edit of anything else changes nothing.
 */
export function judgeEdit(
  rule: Rule,
  state: RuleState,
  points: readonly Point[],
  knownAt: Instant | null,
): Judgement {
  const isJudgeable = isEdited(rule, state) && isOfSubject(state, rule, points);
  if (!isJudgeable || !state.through || !hasSome(points)) return { state, findings: [] };
  const { stand, findings } = kindOf(rule.fires).edited(rule, state, points);
  return { state: settled(rule, state, stand, points, knownAt), findings };
}

/** Whether a rule's line is another one than that by which its state was reached. */
export function isEdited(rule: Rule, state: RuleState): boolean {
  return rule.version > state.ruleVersion && lineOf(rule) !== lineOf(state);
}

function isOfSubject(state: RuleState, rule: Rule, points: readonly Point[]): boolean {
  return (
    state.ruleVersion >= rule.inForceSince &&
    state.metric === rule.metric &&
    state.frequency === rule.frequency &&
    nameOf(state.fires) === nameOf(rule.fires) &&
    (points.length === 0 || state.composition === compositionOf(points))
  );
}

function compositionOf(points: readonly Point[]): string | null {
  return points.at(-1)?.composition ?? null;
}

function nameOf(condition: Condition): string {
  return 'record' in condition ? condition.record : Object.keys(condition).join();
}

function lineOf({ fires, clears }: Pick<RuleState, 'fires' | 'clears'>): string {
  return JSON.stringify([Object.entries(fires).sort(), clears]);
}

function kindOf(condition: Condition): Kind {
  if ('record' in condition) return record;
  return 'changesBy' in condition ? change : level;
}

function hasSome(points: readonly Point[]): points is Points {
  return points.length > 0;
}

/** A rule that has seen nothing yet. */
function unjudged(rule: Rule, knownAt: Instant | null): RuleState {
  return {
    ruleVersion: rule.version,
    metric: rule.metric,
    frequency: rule.frequency,
    composition: null,
    fires: rule.fires,
    clears: rule.clears,
    firing: false,
    since: null,
    through: null,
    knownAt,
    marks: [],
    anchor: null,
  };
}

function settled(
  rule: Rule,
  before: RuleState | undefined,
  stand: Stand,
  points: Points,
  knownAt: Instant | null,
): RuleState {
  const { period } = newestOf(points);
  // A period that was judged stays judged, though its value may have been withdrawn.
  const through = before && isJudged(period, before.through) ? before.through : period;
  return { ...unjudged(rule, knownAt), ...stand, through, composition: compositionOf(points) };
}
