import type { Big } from 'big.js';
import type { Rule } from '../rule.ts';
import {
  type Finding,
  isJudged,
  type Judge,
  type Mark,
  type Point,
  type RuleState,
  remember,
  revisionReason,
  unjudged,
} from './judgement.ts';

/**
 * Moves by an amount since the value that was last told, so that a slow drift is seen as well as a jump.
 * Before anything was told, a move is measured against the value at the baseline.
 */
export const judgeChange: Judge = (rule, state, points, knownAt) => {
  const last = points.at(-1);
  if (!last) return { state: state ?? unjudged(rule, knownAt), findings: [] };
  const settled = { ...unjudged(rule, knownAt), through: last.period };
  if (!state?.through || !state.anchor) {
    return { state: { ...settled, anchor: last.value }, findings: [] };
  }
  if (state.ruleVersion !== rule.version) return changedRule(rule, state, last, settled);

  const { findings, ...kept } = takeBack(rule, state, state.anchor, points);
  let { anchor, marks } = kept;
  const newestJudged = points.findLastIndex(({ period }) => isJudged(period, state.through));
  points.forEach((point, index) => {
    if (index < newestJudged || !moved(rule, point.value, anchor)) return;
    const isOld = index === newestJudged;
    // An old period that did not change now was measured before, against the same anchor or one since taken back.
    if (isOld && point.newPrint === 'none') return;
    const reason = isOld ? revisionReason([point], 'crossed-on-revision') : ('crossed' as const);
    findings.push({ reason, ...told(point, anchor) });
    marks = markChange(marks, point, anchor);
    anchor = point.value;
  });
  return { state: { ...settled, anchor, marks }, findings };
};

function changedRule(
  rule: Rule,
  state: RuleState,
  last: Point,
  settled: RuleState,
): ReturnType<Judge> {
  const { anchor } = state;
  // Under another amount, what was told before is history: it would be taken back for the rule's sake.
  const known = sameAmount(rule, state) ? state.marks : [];
  if (!anchor || !moved(rule, last.value, anchor)) {
    return { state: { ...settled, anchor, marks: known }, findings: [] };
  }
  return {
    state: { ...settled, anchor: last.value, marks: markChange(known, last, anchor) },
    findings: [{ reason: 'rule-changed', ...told(last, anchor) }],
  };
}

/**
 * A told change whose figure was restated to less than the amount is taken back, and what it had been measured against stands
 * again: as the anchor, or as what the next told change is measured against.
 */
function takeBack(
  rule: Rule,
  state: RuleState,
  told: Big,
  points: readonly Point[],
): { anchor: Big; marks: readonly Mark[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const marks: Mark[] = [];
  let anchor = state.marks[0]?.against ?? told;
  for (const known of state.marks) {
    const point = points.find(({ period }) => period === known.period);
    if (!point || moved(rule, point.value, anchor)) {
      marks.push({ ...known, against: anchor });
      anchor = known.value;
      continue;
    }
    findings.push({
      reason: revisionReason([point], 'retracted'),
      period: point.period,
      value: point.value,
      firing: false,
      since: point.period,
      against: anchor,
    });
  }
  return { anchor, marks, findings };
}

/** One mark a period: told again, a period keeps what it was measured against at first. */
function markChange(marks: readonly Mark[], { period, value }: Point, anchor: Big): Mark[] {
  const before = marks.find((mark) => mark.period === period);
  const others = marks.filter((mark) => mark !== before);
  return remember(others, { period, value, silent: false, against: before?.against ?? anchor });
}

function sameAmount({ fires }: Rule, before: RuleState): boolean {
  return (
    'changesBy' in fires &&
    'changesBy' in before.fires &&
    fires.changesBy === before.fires.changesBy
  );
}

function moved(rule: Rule, value: Big, anchor: Big): boolean {
  return 'changesBy' in rule.fires && value.minus(anchor).abs().gte(rule.fires.changesBy);
}

function told({ period, value }: Point, anchor: Big): Omit<Finding, 'reason'> {
  return { period, value, firing: false, since: null, against: anchor };
}
