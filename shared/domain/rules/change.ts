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

  const findings: Finding[] = [];
  let { anchor, marks } = takeBack(rule, state, points, findings);
  const newestJudged = points.findLastIndex(({ period }) => isJudged(period, state.through));
  points.forEach((point, index) => {
    if (index < newestJudged || !moved(rule, point.value, anchor)) return;
    const isOld = index === newestJudged;
    // An old period that did not change now was measured before, against the same anchor or one since taken back.
    if (isOld && point.newPrint === 'none') return;
    const reason = isOld ? revisionReason(point, 'crossed-on-revision') : ('crossed' as const);
    findings.push({ reason, ...told(point, anchor) });
    marks = remember(marks, { ...mark(point), against: anchor });
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
  if (!anchor || !moved(rule, last.value, anchor)) {
    return { state: { ...settled, anchor }, findings: [] };
  }
  const marks = [{ ...mark(last), against: anchor }];
  return {
    state: { ...settled, anchor: last.value, marks },
    findings: [{ reason: 'rule-changed', ...told(last, anchor) }],
  };
}

/** A told change whose figure was restated to less than the amount is taken back, and the anchor before it stands again. */
function takeBack(
  rule: Rule,
  state: RuleState,
  points: readonly Point[],
  findings: Finding[],
): { anchor: Big; marks: readonly Mark[] } {
  const newest = state.marks.at(-1);
  const anchor = state.anchor ?? newest?.value;
  const point = points.find(({ period }) => period === newest?.period);
  if (!anchor) throw new Error(`rule ${rule.id} has a state without an anchor`);
  if (!newest?.against || !point || moved(rule, point.value, newest.against)) {
    return { anchor, marks: state.marks };
  }
  findings.push({
    reason: revisionReason(point, 'retracted'),
    period: point.period,
    value: point.value,
    firing: false,
    since: point.period,
    against: newest.against,
  });
  return { anchor: newest.against, marks: state.marks.slice(0, -1) };
}

function moved(rule: Rule, value: Big, anchor: Big): boolean {
  return 'changesBy' in rule.fires && value.minus(anchor).abs().gte(rule.fires.changesBy);
}

function told({ period, value }: Point, anchor: Big): Omit<Finding, 'reason'> {
  return { period, value, firing: false, since: null, against: anchor };
}

function mark({ period, value }: Point): Mark {
  return { period, value, silent: false };
}
