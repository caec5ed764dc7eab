import { shift } from '../period.ts';
import type { Rule } from '../rule.ts';
import {
  type Finding,
  isJudged,
  type Judge,
  type Mark,
  type Point,
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
  const settled = {
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
    const told: Finding = { reason: 'rule-changed', ...at(last), firing, since: state.since };
    const marks = firing ? [{ period: last.period, value: last.value, silent: false }] : [];
    return { state: { ...settled, marks }, findings: firing === state.firing ? [] : [told] };
  }
  const { marks, findings } = judgePeriods(rule, state.marks, state.through, points);
  return { state: { ...settled, marks }, findings };
};

function judgePeriods(
  rule: Rule,
  known: readonly Mark[],
  through: NonNullable<Point['period']>,
  points: readonly Point[],
): { marks: readonly Mark[]; findings: Finding[] } {
  const findings: Finding[] = [];
  let marks: readonly Mark[] = known.filter((mark) => {
    const index = points.findIndex(({ period }) => period === mark.period);
    const point = points[index];
    if (!point || isRecord(rule, points, index)) return true;
    if (!mark.silent) {
      const reason = revisionReason(point, 'retracted');
      const since = mark.period;
      findings.push({ reason, ...at(point), firing: false, since });
    }
    return false;
  });
  const newestJudged = points.findLastIndex(({ period }) => isJudged(period, through));
  points.forEach((point, index) => {
    // Of the periods that were judged before, only the newest is news; older records were beaten or are history.
    if (index < newestJudged || !isRecord(rule, points, index)) return;
    if (marks.some(({ period }) => period === point.period)) return;
    const reason =
      index === newestJudged ? revisionReason(point, 'crossed-on-revision') : ('crossed' as const);
    marks = remember(marks, { period: point.period, value: point.value, silent: false });
    findings.push({ reason, ...at(point), firing: true, since: point.period });
  });
  return { marks, findings };
}

function isRecord(rule: Rule, points: readonly Point[], index: number): boolean {
  const point = points[index];
  if (!point || !('record' in rule.fires)) return false;
  const { record, years } = rule.fires;
  const stepsAYear = rule.frequency === 'A' ? 1 : 12;
  const steps = years * stepsAYear;
  const first = points[index - steps];
  // A gap in between would put an earlier period at that place.
  if (first?.period !== shift(point.period, -steps)) return false;
  return points
    .slice(index - steps, index)
    .every(({ value }) => (record === 'high' ? point.value.gt(value) : point.value.lt(value)));
}

function at({ period, value }: Point): Pick<Finding, 'period' | 'value'> {
  return { period, value };
}
