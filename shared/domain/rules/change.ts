import type { Big } from 'big.js';
import type { Rule } from '../rule.ts';
import {
  type Finding,
  isJudged,
  type Kind,
  type Mark,
  newestOf,
  type Point,
  pointAt,
  type RuleState,
  remember,
  revisionReason,
  type Series,
  type Stand,
} from './judgement.ts';

/**
 * Moves by an amount since the value that was last told, so that a slow drift is seen as well as a jump.
 * Before anything was told, a move is measured against the value at the baseline.
 */
export const change: Kind = {
  firstSight: (_, now) => standOf(newestOf(now).value, []),

  edited(rule, state, now) {
    const last = newestOf(now);
    const anchor = state.anchor ?? last.value;
    // Under another amount, what was told before is history: it would be taken back for the rule's sake.
    if (!moved(rule, last.value, anchor)) return { stand: standOf(anchor, []), findings: [] };
    const findings: Finding[] = [{ reason: 'rule-changed', ...told(last, anchor) }];
    return { stand: standOf(last.value, markChange([], last, anchor)), findings };
  },

  judged(rule, state, series) {
    const { findings, ...kept } = takeBack(rule, state, series);
    let { anchor, marks } = kept;
    for (const point of series.now) {
      const isOld = isJudged(point.period, state.through);
      if (isOld && !isNewestRestated(point, state, series)) continue;
      if (!moved(rule, point.value, anchor)) continue;
      const reason = isOld
        ? revisionReason(point.period, series.before, 'crossed-on-revision')
        : 'crossed';
      findings.push({ reason, ...told(point, anchor) });
      marks = markChange(marks, point, anchor);
      anchor = point.value;
    }
    return { stand: standOf(anchor, marks), findings };
  },
};

/**
 * A told change whose figure was restated to less than the amount is taken back, and what it had been measured against stands
 * again: as the anchor, or as what the next told change is measured against.
 */
function takeBack(
  rule: Rule,
  state: RuleState,
  { before, now }: Series,
): { anchor: Big; marks: readonly Mark[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const marks: Mark[] = [];
  let anchor = state.marks[0]?.against ?? state.anchor ?? newestOf(now).value;
  for (const known of state.marks) {
    const point = pointAt(now, known.period);
    if (!point || moved(rule, point.value, anchor)) {
      marks.push({ ...known, against: anchor });
      anchor = known.value;
      continue;
    }
    const reason = revisionReason(point.period, before, 'retracted');
    findings.push({ reason, ...told(point, anchor), since: point.period });
  }
  return { anchor, marks, findings };
}

/** Of the periods that were judged, all but the newest were overtaken by it; and it was measured as it was known. */
function isNewestRestated(
  { period, value }: Point,
  { through }: RuleState,
  { before }: Series,
): boolean {
  return period === through && !pointAt(before, period)?.value.eq(value);
}

/** One mark a period: told again, a period keeps what it was measured against at first. */
function markChange(marks: readonly Mark[], { period, value }: Point, anchor: Big): Mark[] {
  const before = marks.find((mark) => mark.period === period);
  const others = marks.filter((mark) => mark !== before);
  return remember(others, { period, value, silent: false, against: before?.against ?? anchor });
}

function moved({ fires }: Rule, value: Big, anchor: Big): boolean {
  return 'changesBy' in fires && value.minus(anchor).abs().gte(fires.changesBy);
}

function told({ period, value }: Point, anchor: Big): Omit<Finding, 'reason'> {
  return { period, value, firing: false, since: null, against: anchor };
}

/** A change is an event of its period: the rule is never firing. */
function standOf(anchor: Big, marks: readonly Mark[]): Stand {
  return { firing: false, since: null, marks, anchor };
}
