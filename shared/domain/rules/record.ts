import { type Period, shift } from '../period.ts';
import type { Rule } from '../rule.ts';
import {
  type Finding,
  isJudged,
  type Judge,
  type Judgement,
  type Mark,
  type Point,
  type RuleState,
  remember,
  revisionReason,
  unjudged,
} from './judgement.ts';

/**
 * The highest or lowest value of the last so many years, the period itself included. It takes every one of those periods:
 * a record over a gap, or over a history that begins later, is not claimed. Each record is an event of its period.
 */
export const judgeRecord: Judge = (rule, state, points, knownAt) => {
  const last = points.at(-1);
  if (!last) return { state: state ?? unjudged(rule, knownAt), findings: [] };
  const firing = isRecord(rule, points, points.length - 1);
  const settled: RuleState = {
    ...unjudged(rule, knownAt),
    firing,
    since: firing ? last.period : null,
    through: last.period,
  };
  if (!state?.through) {
    const marks = firing ? [{ period: last.period, value: last.value, silent: true }] : [];
    return { state: { ...settled, marks }, findings: [] };
  }
  if (state.ruleVersion !== rule.version) {
    return changedRule(rule, state, points, settled);
  }
  const { marks, findings } = judgePeriods(rule, state.marks, state.through, points);
  return { state: { ...settled, marks }, findings };
};

/** A new window is judged at once against the last value. What was told and holds can still be taken back. */
function changedRule(
  rule: Rule,
  state: RuleState,
  points: readonly Point[],
  settled: RuleState,
): Judgement {
  const { firing, since } = settled;
  const last = points.at(-1);
  const holding = state.marks.filter(({ period }) =>
    isRecord(rule, points, indexOf(points, period)),
  );
  const isKnown = holding.some(({ period }) => period === last?.period);
  if (!last || (firing ? isKnown : !state.firing)) {
    return { state: { ...settled, marks: holding }, findings: [] };
  }
  const marks = firing ? remember(holding, { ...at(last), silent: false }) : holding;
  const told: Finding = {
    reason: 'rule-changed',
    ...at(last),
    firing,
    since: since ?? state.since,
  };
  return { state: { ...settled, marks }, findings: [told] };
}

function judgePeriods(
  rule: Rule,
  known: readonly Mark[],
  through: NonNullable<Point['period']>,
  points: readonly Point[],
): { marks: readonly Mark[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const newestJudged = points.findLastIndex(({ period }) => isJudged(period, through));
  const firing = isRecord(rule, points, newestJudged);
  let marks: readonly Mark[] = known.filter((mark) => {
    const index = indexOf(points, mark.period);
    const point = points[index];
    if (!point || isRecord(rule, points, index)) return true;
    if (!mark.silent) {
      const reason = revisionReason(windowTo(rule, points, index), 'retracted');
      findings.push({ reason, ...at(point), firing, since: mark.period });
    }
    return false;
  });
  points.forEach((point, index) => {
    // Of the periods that were judged before, only the newest is news; older records were beaten or are history.
    if (index < newestJudged || !isRecord(rule, points, index)) return;
    if (marks.some(({ period }) => period === point.period)) return;
    const reason =
      index === newestJudged
        ? revisionReason(windowTo(rule, points, index), 'crossed-on-revision')
        : ('crossed' as const);
    marks = remember(marks, { period: point.period, value: point.value, silent: false });
    findings.push({ reason, ...at(point), firing: true, since: point.period });
  });
  return { marks, findings };
}

function isRecord(rule: Rule, points: readonly Point[], index: number): boolean {
  const point = points[index];
  if (!point || !('record' in rule.fires)) return false;
  const { record } = rule.fires;
  const before = windowTo(rule, points, index).slice(0, -1);
  const steps = stepsBack(rule);
  // A gap in between would put an earlier period at the first place.
  if (before.length < steps || before[0]?.period !== shift(point.period, -steps)) return false;
  return before.every(({ value }) =>
    record === 'high' ? point.value.gt(value) : point.value.lt(value),
  );
}

/** The points that a record at an index rests on, itself the last; fewer where the history begins later. */
function windowTo(rule: Rule, points: readonly Point[], index: number): readonly Point[] {
  return points.slice(Math.max(0, index - stepsBack(rule)), index + 1);
}

function stepsBack({ fires, frequency }: Rule): number {
  if (!('record' in fires)) return 0;
  return fires.years * (frequency === 'A' ? 1 : 12);
}

function indexOf(points: readonly Point[], period: Period): number {
  return points.findIndex((point) => point.period === period);
}

function at({ period, value }: Point): Pick<Finding, 'period' | 'value'> {
  return { period, value };
}
